import type { HeaderEntries } from "@crosswalk/cors/protocol";

// The standard once more, as short and slow as it can be written: regular expressions, plain arrays, `toLowerCase`. Nothing
// here imports what it is held against. All of it is for ASCII input.

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** `#token`; null for failure. */
export function naiveTokenList(value: string): string[] | null {
  const elements = value.split(",").map((element) => element.replace(/^[ \t]+|[ \t]+$/g, ""));
  const tokens = elements.filter((element) => element !== "");
  return tokens.every((token) => TOKEN.test(token)) ? tokens : null;
}

function naiveValues(headers: HeaderEntries, name: string): string[] {
  return headers
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
}

/** undefined where the header is absent, null for failure. */
function naiveList(headers: HeaderEntries, name: string): string[] | null | undefined {
  const lines = naiveValues(headers, name);
  if (lines.length === 0) return undefined;
  const lists = lines.map(naiveTokenList);
  return lists.includes(null) ? null : (lists as string[][]).flat();
}

interface NaiveRequest {
  readonly credentialsMode: "omit" | "same-origin" | "include";
  readonly origin: string;
}

/** The eight steps of the CORS check, as they stand. */
export function naiveCorsCheck(request: NaiveRequest, headers: HeaderEntries): boolean {
  const origins = naiveValues(headers, "access-control-allow-origin");
  const origin = origins.length === 0 ? null : origins.join(", ");
  if (origin === null) return false;
  if (request.credentialsMode !== "include" && origin === "*") return true;
  if (request.origin !== origin) return false;
  if (request.credentialsMode !== "include") return true;
  const credentials = naiveValues(headers, "access-control-allow-credentials");
  return credentials.join(", ") === "true";
}

/** Steps 7 and 8 of CORS-preflight fetch; the unsafe names are given. */
export function naivePreflightCheck(
  request: NaiveRequest & {
    readonly method: string;
    readonly headers: HeaderEntries;
    readonly unsafeNames: readonly string[];
    readonly useCorsPreflightFlag: boolean;
  },
  response: { readonly status: number; readonly headers: HeaderEntries },
): { methods: string[]; headerNames: string[]; maxAge: number } | null {
  if (!naiveCorsCheck(request, response.headers)) return null;
  if (!/^2\d\d$/.test(String(response.status))) return null;

  let methods = naiveList(response.headers, "Access-Control-Allow-Methods");
  const headerNames = naiveList(response.headers, "Access-Control-Allow-Headers");
  if (methods === null || headerNames === null) return null;
  if (methods === undefined && request.useCorsPreflightFlag) methods = [request.method];

  const included = request.credentialsMode === "include";
  const listed = methods ?? [];
  const safelisted = ["GET", "HEAD", "POST"].includes(request.method);
  if (!listed.includes(request.method) && !safelisted && (included || !listed.includes("*")))
    return null;

  const names = (headerNames ?? []).map((name) => name.toLowerCase());
  const sendsAuthorization = request.headers.some(
    ([name]) => name.toLowerCase() === "authorization",
  );
  if (sendsAuthorization && !names.includes("authorization")) return null;
  for (const name of request.unsafeNames) {
    if (!names.includes(name.toLowerCase()) && (included || !names.includes("*"))) return null;
  }

  const ages = naiveValues(response.headers, "Access-Control-Max-Age");
  const isNumber = ages.length === 1 && /^[0-9]+$/.test(ages[0] ?? "");
  const maxAge = isNumber ? Math.min(Number(ages[0]), 2 ** 31) : 5;
  return { methods: listed, headerNames: headerNames ?? [], maxAge };
}

/** A header list as an array of pairs, each operation written out from its definition. */
export class NaiveHeaderList {
  entries: [string, string][] = [];

  append(name: string, value: string): void {
    const earlier = this.entries.find(([key]) => key.toLowerCase() === name.toLowerCase());
    this.entries.push([earlier ? earlier[0] : name, value]);
  }

  delete(name: string): void {
    this.entries = this.entries.filter(([key]) => key.toLowerCase() !== name.toLowerCase());
  }

  set(name: string, value: string): void {
    const isNamed = ([key]: [string, string]): boolean => key.toLowerCase() === name.toLowerCase();
    const first = this.entries.find(isNamed);
    if (first === undefined) return this.append(name, value);
    const index = this.entries.indexOf(first);
    const before = this.entries.slice(0, index);
    const after = this.entries.slice(index + 1).filter((entry) => !isNamed(entry));
    this.entries = [...before, [first[0], value], ...after];
  }

  combine(name: string, value: string): void {
    const first = this.entries.find(([key]) => key.toLowerCase() === name.toLowerCase());
    if (first === undefined) return this.append(name, value);
    this.entries[this.entries.indexOf(first)] = [first[0], `${first[1]}, ${value}`];
  }
}
