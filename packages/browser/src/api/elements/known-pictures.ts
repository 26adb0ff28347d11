import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { isHttpScheme, withoutFragment } from "../../infrastructure/url.ts";
import type { CorsSettings } from "./element-request.ts";
import type { LoadContext } from "./load.ts";

const AGAIN = "image again";

// image/imgLoader.cpp, imgCacheExpirationTracker: two of its generations of ten seconds at least.
const MEMORY_LASTS = 20_000;

// As long as a line that a server takes. Addresses are kept as they are, and a thousand of them.
const MAX_LENGTH = 8192;

/**
 * By which name the urgency of an element's request is looked up. What an earlier document has loaded as a picture is asked
 * about, and asking is another kind of request than loading; a document's own pictures are not asked for again.
 *
 * image/imgLoader.cpp, ValidateRequestWithNewChannel
 */
export function priorityNameOf(
  { agent, client }: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  settings: CorsSettings,
): string {
  if (kind !== "image" || !rules.priority.has(AGAIN) || !isAskedFor(url)) return kind;
  const loadedAt = agent.knownPictures.get(keyOf(client, url, settings));
  const isKnown = loadedAt !== undefined && agent.clock.now() - loadedAt < MEMORY_LASTS;
  return isKnown ? AGAIN : kind;
}

/** A picture has been loaded, which documents to come find in memory. */
export function knowPicture(
  { agent, client }: LoadContext,
  rules: ElementRules,
  url: URL,
  settings: CorsSettings,
): void {
  if (!rules.priority.has(AGAIN) || !isAskedFor(url)) return;
  agent.knownPictures.set(keyOf(client, url, settings), agent.clock.now());
}

/** Of what no server is asked for nothing is told to one; a data: URL is a whole picture. */
const isAskedFor = (url: URL): boolean => isHttpScheme(url) && url.href.length <= MAX_LENGTH;

const keyOf = (
  { networkPartitionKey }: LoadContext["client"],
  url: URL,
  { mode, credentialsMode }: CorsSettings,
): string => `${networkPartitionKey} ${mode} ${credentialsMode} ${withoutFragment(url)}`;
