import type { HeaderList } from "@crosswalk/cors/protocol";
import type { EncodedLength } from "./body.ts";
import type { FetchResponse } from "./fetch-response.ts";
import type { BodyInParts } from "./body-in-parts.ts";
import type { SharedBody } from "./shared-body.ts";

/** A response that an HTTP cache keeps. Times are in milliseconds since 1970. */
export interface StoredResponse {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headerList: HeaderList;
  /** Whether it came with an `Expires` without a value, which isn't kept and counts none the less. */
  readonly hadEmptyExpires?: boolean | undefined;
  readonly body: SharedBody | null;
  readonly encoded?: EncodedLength | undefined;
  /** What is there of it where parts were asked for; null of what was given whole. */
  readonly parts: BodyInParts | null;
  /** What the request said of the headers that `Vary` names. */
  readonly varied: ReadonlyMap<string, string | null>;
  /** Whether a request that got or renewed it had an `Authorization`. */
  readonly isAuthorized: boolean;
  /** Whether it is a redirect that nobody followed. */
  readonly isUnfollowed: boolean;
  /** Of a redirect that leads on with them, what the request was sent with, but for what each hop has of its own. */
  readonly requestHeaders: HeaderList | null;
  readonly bySynchronous: boolean;
  /** Whether it is in memory alone, where who looks there alone finds it. */
  readonly isInMemory: boolean;
  readonly requestTime: number;
  readonly responseTime: number;
}

const nothingVaried: ReadonlyMap<string, string | null> = new Map();

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.1 */
export function variedHeaders(
  request: HeaderList,
  response: HeaderList,
): ReadonlyMap<string, string | null> {
  const names = response.get("Vary");
  if (names === null) return nothingVaried;
  return new Map(
    names
      .split(",")
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== "")
      .map((name) => [name, request.get(name)]),
  );
}

/** "A stored response with a Vary header field value containing a member `*` always fails to match." */
export function matchesVary({ varied }: StoredResponse, request: HeaderList): boolean {
  for (const [name, value] of varied) if (name === "*" || request.get(name) !== value) return false;
  return true;
}

/** The stored response as a fetch of that method gives it. */
export function responseOf(
  stored: StoredResponse,
  { method, urlList }: { readonly method: string; readonly urlList: readonly URL[] },
): FetchResponse {
  return {
    type: "default",
    urlList: [...urlList],
    status: stored.status,
    statusText: stored.statusText,
    headerList: stored.headerList.clone(),
    body: method === "HEAD" ? null : (stored.body?.open() ?? null),
    encoded: stored.encoded,
    internalResponse: null,
    failure: null,
  };
}

/**
 * The stored response with the headers of a 304.
 *
 * https://www.rfc-editor.org/rfc/rfc9111#section-3.2
 */
export function freshened(
  stored: StoredResponse,
  validation: HeaderList,
  { requestTime, responseTime }: Pick<StoredResponse, "requestTime" | "responseTime">,
  unchanged: readonly string[],
): StoredResponse {
  const headerList = freshenedHeaders(stored.headerList, validation, unchanged);
  return { ...stored, headerList, requestTime, responseTime };
}

/** Headers, with those of a 304 in the place of their own. */
export function freshenedHeaders(
  stored: HeaderList,
  validation: HeaderList,
  unchanged: readonly string[],
): HeaderList {
  const isUnchanged = (name: string): boolean =>
    !unchanged.includes(`!${name}`) &&
    unchanged.some((other) => (other.endsWith("-") ? name.startsWith(other) : name === other));
  const renewed = validation.names().filter((name) => !isUnchanged(name.toLowerCase()));
  const headerList = stored.clone();
  for (const name of renewed) {
    headerList.delete(name);
    for (const value of validation.getAll(name)) headerList.append(name, value);
  }
  return headerList;
}
