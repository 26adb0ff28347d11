import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { isOpaque } from "../../infrastructure/origin.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { LoadContext } from "./load.ts";

/** What a request starts with. */
export function headersOf(
  kind: LoadKind,
  destination: string,
  rules: ElementRules,
): [name: string, value: string][] {
  const headers: [string, string][] = [];
  const accept = rules.accept.get(kind) ?? rules.accept.get(destination);
  if (accept !== undefined) headers.push(["Accept", accept]);
  // https://html.spec.whatwg.org/#concept-media-load-resource
  if (rules.mediaRange && (destination === "audio" || destination === "video"))
    headers.push(["Range", "bytes=0-"]);
  return headers;
}

// What a document's styles ask for, and the drawings that parts of are used.
const ofStyles: ReadonlySet<LoadKind> = new Set<LoadKind>(["font", "mask", "shape", "svg-use"]);

/** What it is said to come from. */
export function referrerOf(
  { client }: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
): FetchRequest["referrer"] {
  if (kind === "track" && !rules.trackReferrer) return "no-referrer";
  if (client.isSrcdoc && !rules.srcdocStylesRefer && ofStyles.has(kind)) return "no-referrer";
  // https://html.spec.whatwg.org/#hostloadimportedmodule
  // 6.4. "Set […] referrer to referencingScript's base URL."
  if (kind === "import" && client.isBlank && rules.blankImportsRefer) return client.baseUrl;
  if (client.referrerUrl === null || !isOpaque(client.origin)) return "client";
  if (rules.sandboxReferrer === "origin") return new URL(`${client.referrerUrl.origin}/`);
  return kind === "import" ? client.referrerUrl : "client";
}

/** What engines change of each request on its way out. */
export function finishHeaders(
  { client }: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  mode: string,
  priorityName: string = kind,
): NonNullable<FetchRequest["finishHeaders"]> {
  const priority = rules.priority.get(priorityName);
  // The `Origin` of a request that needs none.
  const missing =
    mode === "cors" && rules.originToOwnOrigin.has(kind) ? client.origin.serialization : null;
  return (headers) => {
    if (missing !== null && !headers.contains("Origin")) headers.append("Origin", missing);
    if (priority !== undefined) headers.append("Priority", priority);
  };
}
