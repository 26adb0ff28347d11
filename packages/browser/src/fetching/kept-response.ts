import { byteLowercase, HeaderList } from "@crosswalk/cors/protocol";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import {
  freshened,
  type StoredResponse,
  variedHeaders,
} from "../infrastructure/stored-response.ts";

/** What renews a stored response: who asked, as sent, and what came. */
interface Renewal {
  readonly headerList: HeaderList;
  readonly response: Pick<FetchResponse, "headerList">;
  readonly requestTime: number;
  readonly responseTime: number;
}

/** The stored response with what a 304, or another part of the same, says of it. */
export function renewedResponse(
  stored: StoredResponse,
  renewal: Renewal,
  rules: HttpCacheRules,
): StoredResponse {
  const { headerList, response } = renewal;
  const renewed = freshened(stored, response.headerList, renewal, rules.unchangedBy304);
  const varied = rules.renewsVaried
    ? variedHeaders(headerList, renewed.headerList)
    : renewed.varied;
  // NB: In Firefox a header without a value takes away what is kept under its name, and counts for nothing else.
  return { ...withoutEmptyHeaders({ ...renewed, varied }, rules), hadEmptyExpires: false };
}

/** With those of its headers that stay with it. */
export function withKeptHeaders(stored: StoredResponse, rules: HttpCacheRules): StoredResponse {
  const { headerList } = stored;
  const { names, namedByNoCache } = rules.unkeptHeaders;
  const named = namedByNoCache ? namedByNoCacheOf(headerList) : nothingNamed;
  // NB: Mostly all of them stay.
  if (named.size === 0 && !containsAny(headerList, names))
    return withoutEmptyHeaders(stored, rules);
  const isKept = ([name]: readonly [string, string]): boolean => {
    const lowercased = byteLowercase(name);
    return !names.has(lowercased) && !named.has(lowercased);
  };
  const kept = HeaderList.from(headerList.entries().filter(isKept));
  return withoutEmptyHeaders({ ...stored, headerList: kept }, rules);
}

function withoutEmptyHeaders(stored: StoredResponse, rules: HttpCacheRules): StoredResponse {
  if (rules.keepsEmptyHeaders) return stored;
  const { headerList } = stored;
  // NB: Firefox counts the lines of this one as they came.
  const hasSeveral = headerList.getAll("Access-Control-Allow-Origin").length > 1;
  const isKept = ([name, value]: readonly [string, string]): boolean =>
    value !== "" || (hasSeveral && byteLowercase(name) === "access-control-allow-origin");
  return {
    ...stored,
    headerList: HeaderList.from(headerList.entries().filter(isKept)),
    // NB: Firefox reckons how long it lasts before it drops them.
    hadEmptyExpires: headerList.get("Expires") === "",
  };
}

function containsAny(headerList: HeaderList, names: ReadonlySet<string>): boolean {
  for (const name of names) if (headerList.contains(name)) return true;
  return false;
}

const nothingNamed: ReadonlySet<string> = new Set();

/** https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.4, with field names */
function namedByNoCacheOf(headerList: HeaderList): ReadonlySet<string> {
  const value = headerList.get("Cache-Control");
  if (value === null || !value.includes('="')) return nothingNamed;
  const names = [...value.matchAll(/(?:^|,)[ \t]*no-cache="([^"]*)"/gi)].flatMap(([, list]) =>
    list!.split(","),
  );
  return new Set(names.map((name) => name.trim().toLowerCase()));
}
