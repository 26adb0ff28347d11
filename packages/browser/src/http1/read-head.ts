import { type HeaderEntries, isHttpTabOrSpaceByte, trimBytes } from "@crosswalk/cors/protocol";
import type { Http1Reading, ResponseHead, StatusLine } from "./reading.ts";
import { valuesOf } from "./reading.ts";
import { isBlankOrReturn, trimEnd } from "./trim.ts";
import { UnreadableResponse } from "./unreadable.ts";

/** Where a head ends: behind an empty line. A carriage return before either line feed counts for nothing. */
const HEAD_END = /\n\r?\n/g;

/** What stands behind the head that begins at `start`; null where it goes on. */
export function findHeadEnd(received: string, start: number): number | null {
  HEAD_END.lastIndex = start;
  return HEAD_END.test(received) ? HEAD_END.lastIndex : null;
}

/** Reads a head from its status line to its empty line, or to where it breaks off. Returns how far it went. */
export function readHead(
  text: string,
  reading: Http1Reading,
): { readonly head: ResponseHead; readonly end: number } {
  const { zeroByte, readStatusLine } = reading;
  if (zeroByte === "in-head" && text.includes("\0")) throw zeroByteIn("the head");
  const [first, rest] = splitFirstLine(text, reading);
  const statusLine = readStatusLine(first);
  if (statusLine === null)
    throw new UnreadableResponse("invalid-status-line", `${quote(first)} is no status line`);
  // A line that turns out to be none takes the one after it along, and the rest is a body.
  if (statusLine.version === "0.9") {
    const second = rest.indexOf("\n") + 1;
    return {
      head: { ...statusLine, headers: [] },
      end: second === 0 ? text.length : text.length - rest.length + second,
    };
  }
  const lines = readHeaderLines(rest, reading);
  refuseConflicts(lines, statusLine, reading);
  return { head: { ...statusLine, headers: toldOnce(lines, reading) }, end: text.length };
}

function splitFirstLine(text: string, { lineBreak }: Http1Reading): [string, string] {
  const end = lineBreak === "lf" ? text.indexOf("\n") : text.search(/[\r\n]/);
  if (end === -1) return [text.replace(/\r$/, ""), ""];
  const first = text.slice(0, end);
  return [lineBreak === "lf" ? first.replace(/\r$/, "") : first, text.slice(end + 1)];
}

function readHeaderLines(text: string, reading: Http1Reading): HeaderEntries {
  const entries: [string, string][] = [];
  for (const line of unfold(linesOf(text, reading), reading)) {
    const entry = readHeaderLine(line, reading);
    if (entry === null) continue;
    if (entry[1].includes("\0")) throw zeroByteIn(`the value of ${quote(entry[0])}`);
    entries.push(entry);
  }
  return entries;
}

/** Without the lines for which one before them stands. */
function toldOnce(lines: HeaderEntries, { toldOnce: names }: Http1Reading): HeaderEntries {
  if (names.size === 0) return lines;
  const told = new Set<string>();
  return lines.filter(([name]) => {
    const key = name.toLowerCase();
    if (!names.has(key)) return true;
    const isFirst = !told.has(key);
    told.add(key);
    return isFirst;
  });
}

function linesOf(text: string, { lineBreak }: Http1Reading): string[] {
  if (lineBreak === "any-run") return text.split(/[\r\n]+/).filter((line) => line !== "");
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const end = lines.indexOf("");
  return end === -1 ? lines : lines.slice(0, end);
}

/** Joins lines with those that go on in them. What follows a line without name goes the way of that. */
function unfold(lines: readonly string[], { continuation }: Http1Reading): string[] {
  const result: string[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (!/^[ \t]/.test(line) || last === undefined || !/^[^ \t:][^:]*:/.test(last)) {
      result.push(line);
      continue;
    }
    const before = continuation === "collapsed" ? trimEnd(last, isBlankOrReturn) : last;
    const after = continuation === "kept" ? line : ` ${line.replace(/^[ \t]+/, "")}`;
    result[result.length - 1] = `${before}${after}`;
  }
  return result;
}

/** Null of a line that is passed over. */
function readHeaderLine(
  line: string,
  { readName, dropsReturnsAroundValues, takesReturnsForSpaces }: Http1Reading,
): [string, string] | null {
  const colon = line.indexOf(":");
  if (colon === -1) return null;
  const name = readName(line.slice(0, colon));
  if (name === null) return null;
  const isDropped = dropsReturnsAroundValues ? isBlankOrReturn : isHttpTabOrSpaceByte;
  const value = trimBytes(line.slice(colon + 1), isDropped);
  return [name, takesReturnsForSpaces ? value.replaceAll("\r", " ") : value];
}

/** Several lengths, places or file names are what a response looks like that was smuggled into another. */
function refuseConflicts(
  headers: HeaderEntries,
  { version }: StatusLine,
  { conflicting, conflictingLists, readTransferEncoding }: Http1Reading,
): void {
  const isChunked = readTransferEncoding(headers, version) === "chunked";
  for (const name of conflicting) {
    if (name === "content-length" && isChunked) continue;
    const values = valuesOf(headers, name);
    const all = conflictingLists.has(name) ? values.flatMap(elementsOf) : values;
    if (new Set(all).size <= 1) continue;
    throw new UnreadableResponse(
      "conflicting-headers",
      `the response has several different values for ${quote(name)}: ${all.map(quote).join(", ")}`,
      { header: name },
    );
  }
}

function elementsOf(value: string): string[] {
  return value
    .split(",")
    .map((element) => trimBytes(element, isHttpTabOrSpaceByte))
    .filter((element) => element !== "");
}

const zeroByteIn = (place: string): UnreadableResponse =>
  new UnreadableResponse("zero-byte", `there is a zero byte in ${place} of the response`);

const LONGEST_QUOTE = 60;

/** What a server sent, fit to stand in a sentence. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}
