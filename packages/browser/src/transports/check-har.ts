import { isHeaderName } from "@crosswalk/cors/protocol";
import { ArgumentCheck, isObject } from "../infrastructure/argument-check.ts";
import { isStatus } from "./is-status.ts";
import type { Har } from "./har.ts";

/** Whether it is meant for one: what is wrong with it is told of as of a HAR. */
export const isHar = (value: unknown): value is Har => isObject(value) && "log" in value;

/** An object that has members of its own names, and is no list. */
const isRecord = (given: unknown): given is object => isObject(given) && !Array.isArray(given);

/** What a tool has written is known by its types alone, which nobody has held it to. */
type Unchecked<T> = { readonly [Name in keyof T]?: unknown };

/** Says of each entry what cannot be answered with, where it stands in the file. */
export function checkHar(har: Har): void {
  const check = new ArgumentCheck("recordedTransport(har)");
  if (!isRecord(har.log))
    check.require(
      false,
      "har.log",
      har.log,
      "{ entries: […] }, as JSON.parse of a whole HAR gives it",
    );
  check.done();
  const { entries }: Unchecked<Har["log"]> = har.log;
  const isList = Array.isArray(entries);
  check.require(
    isList,
    "har.log.entries",
    entries,
    "an array, as JSON.parse of a whole HAR gives it",
  );
  if (isList)
    for (const [index, entry] of entries.entries())
      checkEntry(check, `har.log.entries[${index}]`, entry);
  check.done();
}

function checkEntry(check: ArgumentCheck, name: string, entry: unknown): void {
  if (!isRecord(entry))
    return check.require(false, name, entry, "{ request: { … }, response: { … } }");
  const { request, response } = entry as Unchecked<Har["log"]["entries"][number]>;
  if (isRecord(request)) checkRequest(check, `${name}.request`, request);
  else check.require(false, `${name}.request`, request, '{ method: "GET", url: "https://…" }');
  if (isRecord(response)) checkResponse(check, `${name}.response`, response);
  else check.require(false, `${name}.response`, response, "{ status: 200, headers: [] }");
}

function checkRequest(
  check: ArgumentCheck,
  name: string,
  { method, url }: { readonly method?: unknown; readonly url?: unknown },
): void {
  check.require(typeof method === "string", `${name}.method`, method, '"GET"');
  const isUrl = typeof url === "string" && URL.canParse(url);
  check.require(isUrl, `${name}.url`, url, 'a URL with its scheme, as "https://api.example/"');
}

interface UncheckedResponse {
  readonly status?: unknown;
  readonly statusText?: unknown;
  readonly headers?: unknown;
  readonly content?: unknown;
}

function checkResponse(
  check: ArgumentCheck,
  name: string,
  { status, statusText, headers, content }: UncheckedResponse,
): void {
  const isAnswered = isStatus(status);
  const instead = "200, or another from 100 to 999, or 0 where nothing came back";
  check.require(isAnswered || status === 0, `${name}.status`, status, instead);
  // Of what failed, nothing more is read.
  if (!isAnswered) return;
  const isText = statusText === undefined || statusText === null || typeof statusText === "string";
  check.require(isText, `${name}.statusText`, statusText, '"OK", or nothing');
  const example = '[{ name: "Vary", value: "Origin" }]';
  if (Array.isArray(headers))
    for (const [index, header] of headers.entries())
      checkHeader(check, `${name}.headers[${index}]`, header);
  else check.require(false, `${name}.headers`, headers, example);
  if (content === undefined || content === null) return;
  if (isRecord(content)) checkContent(check, `${name}.content`, content);
  else check.require(false, `${name}.content`, content, '{ text: "…" }, or nothing');
}

function checkHeader(check: ArgumentCheck, name: string, header: unknown): void {
  if (!isRecord(header))
    return check.require(false, name, header, '{ name: "Vary", value: "Origin" }');
  const given = header as { readonly name?: unknown; readonly value?: unknown };
  // HTTP/2's own, as `:status`, is passed over.
  const isOwn = typeof given.name === "string" && given.name.startsWith(":");
  const isName = isOwn || (typeof given.name === "string" && isHeaderName(given.name));
  check.require(isName, `${name}.name`, given.name, '"Vary", or another token');
  const isValue = typeof given.value === "string" && (isOwn || !notInLines.test(given.value));
  const example = '"Origin", or "" for an empty one: text without CR and NUL';
  check.require(isValue, `${name}.value`, given.value, example);
}

/** What no line of a value has. NB: Line ends are between lines, and what is above 0xff was read by UTF-8. */
const notInLines = /[\0\r]/;

function checkContent(
  check: ArgumentCheck,
  name: string,
  { text, encoding }: { readonly text?: unknown; readonly encoding?: unknown },
): void {
  const isText = text === undefined || text === null || typeof text === "string";
  check.require(isText, `${name}.text`, text, "text, or nothing");
  if (typeof text === "string" && encoding === "base64")
    check.require(
      isBase64(text),
      `${name}.text`,
      text,
      "base64, as its encoding says, or no encoding",
    );
}

function isBase64(text: string): boolean {
  try {
    atob(text);
    return true;
  } catch {
    return false;
  }
}
