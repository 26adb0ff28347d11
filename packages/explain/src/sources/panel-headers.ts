import { isToken } from "@crosswalk/cors/protocol";

// Browsers' network panels copy headers in forms of their own: `name: value` below headings, or each name and value on a line of
// its own, with a summary above. Here they become the form of the wire, request first.

/** What panels say of the exchange as a whole. */
const summaryNames: ReadonlyMap<string, "url" | "method" | "status" | null> = new Map([
  ["request url", "url"],
  ["url", "url"],
  ["request method", "method"],
  ["method", "method"],
  ["status code", "status"],
  ["status", "status"],
  ["remote address", null],
  ["address", null],
  ["referrer policy", null],
  ["version", null],
  ["transferred", null],
  ["source", null],
  ["initiator", null],
  ["dns resolution", null],
  ["request priority", null],
]);

const SECTION =
  /^(?:▼|▶)?\s*(General|Summary|Response(?: Headers)?|Request(?: Headers)?|Query String Parameters)(?:\s*\([^)]*\))?(?:\s*(?:view source|view parsed|Raw|source))?$/i;
/** What stands between names and values for the eye. */
const NOISE =
  /^(?:view source|view parsed|raw|provisional headers are shown.*|learn more|decoded:?)$/i;

/** Whether a text has a panel's headings or summary, or names and values on lines by turns. */
export function isPanelCopy(text: string): boolean {
  return (
    /^(?:Request URL|Request Method|Status Code)\s*:?\s*(?:$|\S)/im.test(text) ||
    /^Summary\s*\n\s*URL:/i.test(text) ||
    // HTTP/2's own fields, which no line of HTTP/1 stands above.
    /^:(?:authority|method|path|scheme):/im.test(text) ||
    text.split("\n").some((line) => SECTION.test(line.trim())) ||
    isByTurns(linesOf(text))
  );
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

// Names that are on a line alone only where values have lines too.
const COMMON =
  /^:?(?:access-control-[a-z-]+|age|authority|cache-control|content-(?:type|length|encoding)|date|etag|location|method|path|scheme|server|set-cookie|status|vary|x-[a-z-]+|origin|referer|accept(?:-[a-z]+)?|sec-fetch-[a-z]+|user-agent|connection|host):?$/i;

function isByTurns(lines: readonly string[]): boolean {
  return lines.filter((line) => COMMON.test(line)).length >= 2;
}

const ONLY_SENT =
  /^(?::(?:authority|method|path|scheme)|origin|referer|user-agent|host|accept(?:-(?:charset|encoding|language))?|access-control-request-[a-z]+|sec-[a-z-]+|cookie|authorization|if-[a-z-]+|x-requested-with|upgrade-insecure-requests)$/i;

interface Side {
  readonly headers: string[];
}

/** The same as a request and a response on the wire. */
export function panelAsMessages(text: string): string {
  const summary = { url: "", method: "", status: "" };
  const request: Side = { headers: [] };
  const response: Side = { headers: [] };
  let side = response;
  let isSided = false;
  const lines = linesOf(text);
  const turns = isByTurns(lines);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    const section = SECTION.exec(line)?.[1]?.toLowerCase();
    if (section !== undefined) {
      side = section.startsWith("request") ? request : response;
      isSided ||= section.startsWith("re");
      continue;
    }
    if (NOISE.test(line)) continue;
    const start = /^(?:HTTP\/[\d.]+\s+\d{3}.*|[A-Z]+ \S+ HTTP\/[\d.]+)$/.exec(line);
    if (start !== null) {
      if (line.startsWith("HTTP/")) {
        summary.status ||= line.replace(/^HTTP\/[\d.]+\s+/, "");
        side = response;
      } else {
        const [method = "", target = ""] = line.split(" ");
        summary.method ||= method;
        if (/^https?:/.test(target)) summary.url ||= target;
        side = request;
      }
      continue;
    }
    const found = pairAt(lines, index, turns);
    if (found === null) continue;
    index += found.used - 1;
    const { name, value } = found;
    const known = summaryNames.get(name.toLowerCase());
    if (known === null) continue;
    if (known !== undefined) summary[known] ||= value;
    else if (name === ":status") {
      summary.status ||= value;
      if (!isSided) side = response;
    } else if (isToken(name.replace(/^:/, ""))) {
      // Without headings, what only requests have tells the side.
      if (!isSided && ONLY_SENT.test(name)) side = request;
      side.headers.push(`${name}: ${value}`);
    }
  }
  return written(summary, request, response);
}

/** A name and its value: on one line, or on two. */
function pairAt(
  lines: readonly string[],
  index: number,
  turns: boolean,
): { name: string; value: string; used: number } | null {
  const line = lines[index]!;
  const colon = line.indexOf(":", 1);
  const after = colon === -1 ? "" : line.slice(colon + 1).trim();
  if (colon !== -1 && after !== "" && /^:?[\w -]+$/.test(line.slice(0, colon)))
    return { name: line.slice(0, colon).trim(), value: after, used: 1 };
  const name = line.replace(/:$/, "").trim();
  const next = lines[index + 1];
  const isName = COMMON.test(line) || summaryNames.has(name.toLowerCase()) || isToken(name);
  if (!isName || next === undefined || !(turns || summaryNames.has(name.toLowerCase())))
    return null;
  // A value that isn't there leaves the next name in its place.
  return COMMON.test(next) ? { name, value: "", used: 1 } : { name, value: next, used: 2 };
}

function written(
  { url, method, status }: { url: string; method: string; status: string },
  request: Side,
  response: Side,
): string {
  const pseudo = (name: string): string =>
    request.headers.find((line) => line.startsWith(`:${name}: `))?.slice(name.length + 3) ?? "";
  const target =
    url !== "" ? url : addressOf(pseudo("scheme"), pseudo("authority"), pseudo("path"));
  const own = request.headers.filter((line) => !line.startsWith(":"));
  const hasRequest = target !== "" || own.length > 0;
  const verb = method || pseudo("method") || "GET";
  const hasHost = own.some((line) => /^host:/i.test(line));
  const lines = [
    ...(hasRequest ? [`${verb} ${target === "" ? "/" : target} HTTP/1.1`] : []),
    ...(hasRequest && !hasHost && URL.canParse(target) ? [`Host: ${new URL(target).host}`] : []),
    ...own,
    ...(hasRequest ? [""] : []),
    ...(status === "" && response.headers.length === 0
      ? []
      : [`HTTP/1.1 ${status === "" ? "200" : status}`]),
    ...response.headers.filter((line) => !line.startsWith(":")),
    "",
  ];
  return lines.join("\n");
}

const addressOf = (scheme: string, authority: string, path: string): string =>
  authority === ""
    ? ""
    : `${scheme === "" ? "https" : scheme}://${authority}${path === "" ? "/" : path}`;
