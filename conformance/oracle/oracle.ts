// A browser's CORS in the fewest words: a second opinion on both halves. It imports nothing, so it shares no mistake with them.
// It is slow, knows no caches, redirects or cookies, and must stay readable beside the standard:
// https://fetch.spec.whatwg.org/#http-cors-protocol

export interface OracleRequest {
  readonly origin: string;
  readonly method: string;
  /** Each name once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly withCredentials: boolean;
}

export interface OracleAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export type OracleServer = (
  method: string,
  headers: readonly (readonly [name: string, value: string])[],
) => OracleAnswer | Promise<OracleAnswer>;

/** The names of the headers that a script sees of the response, lower-case and sorted; null where it may read nothing. */
export async function readAcrossOrigins(
  request: OracleRequest,
  server: OracleServer,
): Promise<string[] | null> {
  const method = normalized(request.method);
  const unsafe = unsafeNames(request.headers);
  if (!["GET", "HEAD", "POST"].includes(method) || unsafe.length > 0) {
    const answer = await server("OPTIONS", [
      ["Origin", request.origin],
      ["Access-Control-Request-Method", method],
      ...(unsafe.length === 0
        ? []
        : [["Access-Control-Request-Headers", unsafe.join(",")] as const]),
    ]);
    if (!isShared(request, answer)) return null;
    if (answer.status < 200 || answer.status > 299) return null;
    if (!permits(request, answer, method, unsafe)) return null;
  }
  const answer = await server(method, [["Origin", request.origin], ...request.headers]);
  if (!isShared(request, answer)) return null;
  return exposed(request, answer);
}

function normalized(method: string): string {
  const upper = method.toUpperCase();
  return ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].includes(upper) ? upper : method;
}

/** What a preflight asks about: sorted, lower-case, each once. */
function unsafeNames(headers: OracleRequest["headers"]): string[] {
  const unsafe = headers.filter(([name, value]) => !isSafelisted(name.toLowerCase(), value));
  const safe = headers.filter((header) => !unsafe.includes(header));
  const size = safe.reduce((sum, [, value]) => sum + value.length, 0);
  const names = (size > 1024 ? headers : unsafe).map(([name]) => name.toLowerCase());
  return [...new Set(names)].sort();
}

function isSafelisted(name: string, value: string): boolean {
  if (value.length > 128) return false;
  const hasUnsafeByte = /[^\t\x20-\xff]|["():<>?@[\\\]{}\x7f]/.test(value);
  switch (name) {
    case "accept":
      return !hasUnsafeByte;
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type":
      return (
        !hasUnsafeByte &&
        ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"].includes(
          value.split(";")[0]!.trim().toLowerCase(),
        )
      );
    case "range":
      return /^bytes=(\d+)-(\d*)$/.test(value) && isForward(value);
    default:
      return false;
  }
}

function isForward(range: string): boolean {
  const [first, last] = range.slice("bytes=".length).split("-");
  return last === "" || Number(first) <= Number(last);
}

/** https://fetch.spec.whatwg.org/#concept-cors-check */
function isShared({ origin, withCredentials }: OracleRequest, answer: OracleAnswer): boolean {
  const allowOrigin = valueOf(answer, "access-control-allow-origin");
  if (allowOrigin === null) return false;
  if (allowOrigin === "*" && !withCredentials) return true;
  if (allowOrigin !== origin) return false;
  return !withCredentials || valueOf(answer, "access-control-allow-credentials") === "true";
}

function permits(
  { withCredentials }: OracleRequest,
  answer: OracleAnswer,
  method: string,
  unsafe: readonly string[],
): boolean {
  const methods = listOf(answer, "access-control-allow-methods");
  const names = listOf(answer, "access-control-allow-headers")?.map((name) => name.toLowerCase());
  if (methods === null || names === undefined) return false;
  const isStar = (list: readonly string[]): boolean => !withCredentials && list.includes("*");
  return (
    (methods.includes(method) || ["GET", "HEAD", "POST"].includes(method) || isStar(methods)) &&
    unsafe.every((name) => names.includes(name) || (name !== "authorization" && isStar(names)))
  );
}

function exposed({ withCredentials }: OracleRequest, answer: OracleAnswer): string[] {
  const list = listOf(answer, "access-control-expose-headers") ?? [];
  const named = list.map((name) => name.toLowerCase());
  const always =
    "cache-control content-language content-length content-type expires last-modified pragma".split(
      " ",
    );
  const names = new Set(answer.headers.map(([name]) => name.toLowerCase()));
  return [...names]
    .filter((name) => name !== "set-cookie" && name !== "set-cookie2")
    .filter(
      (name) =>
        always.includes(name) || named.includes(name) || (!withCredentials && list.includes("*")),
    )
    .sort();
}

function valueOf(answer: OracleAnswer, name: string): string | null {
  const values = answer.headers
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value.replace(/^[ \t]+|[ \t]+$/g, ""));
  return values.length === 0 ? null : values.join(", ");
}

/** Null where something in it is no token. */
function listOf(answer: OracleAnswer, name: string): string[] | null {
  const elements = (valueOf(answer, name) ?? "")
    .split(",")
    .map((element) => element.replace(/^[ \t]+|[ \t]+$/g, ""))
    .filter((element) => element !== "");
  return elements.every((element) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(element))
    ? elements
    : null;
}
