import { type HeaderList, parseMimeType } from "@crosswalk/cors/protocol";
import { isBlockedAsScript, isNosniff } from "../../infrastructure/blocked-type.ts";
import { isJavaScriptType, contentTypeOf } from "../../infrastructure/content-type.ts";
import { isHttpScheme, withoutFragment } from "../../infrastructure/url.ts";
import { firstType, isOneType } from "../../infrastructure/given-type.ts";
import type { TypedKind, TypedResponse } from "../messages.ts";

/** Of what was asked for at this address first. */
export function refusedTypeLines(
  kind: TypedKind,
  url: URL,
  response: TypedResponse,
): readonly string[] {
  const { status, headers, givenHeaders = headers } = response;
  switch (kind) {
    case "script":
      return scriptLines(url, headers, givenHeaders);
    case "module":
      return status < 400 ? moduleLines(response) : [];
    case "stylesheet":
      return status < 400 ? styleLines(url, response) : [];
    case "event-source":
      return status === 200 ? streamLines(response) : [];
    default:
      return [];
  }
}

/** Source/WebCore/bindings/js/ScriptModuleLoader.cpp, notifyFinished */
function moduleLines({
  url,
  status,
  headers,
  givenHeaders = headers,
}: TypedResponse): readonly string[] {
  // What has no bytes is not sniffed.
  const isSniffed = isHttpScheme(url) && status !== 304;
  const type = isSniffed ? typeTold(givenHeaders) : essenceOf(lastLine(givenHeaders));
  return isJavaScriptType(parseMimeType(type))
    ? []
    : [`TypeError: '${type}' is not a valid JavaScript MIME type.`];
}

/** Source/WebCore/css/StyleSheetContents.cpp, parseAuthorStyleSheet */
function styleLines(
  url: URL,
  { headers, isStyleOfQuirks = false }: TypedResponse,
): readonly string[] {
  const type = parseMimeType(headers.get("Content-Type") ?? "");
  const isRefused = isNosniff(headers) || (type !== null && !isStyleOfQuirks);
  return type?.essence === "text/css" || !isRefused
    ? []
    : [
        `Did not parse stylesheet at '${withoutFragment(url)}' because non CSS MIME types are not allowed in strict mode.`,
      ];
}

/** Source/WebCore/page/EventSource.cpp, responseIsValid */
function streamLines({ url, headers, givenHeaders = headers }: TypedResponse): readonly string[] {
  const line = lastLine(givenHeaders);
  // Nothing is sniffed here.
  const type = essenceOf(line) || (isHttpScheme(url) ? "application/octet-stream" : "");
  if (type.toLowerCase() !== "text/event-stream")
    return [
      `EventSource's response has a MIME type ("${type}") that is not "text/event-stream". Aborting the connection.`,
    ];
  // NB: A comma is part of it.
  const charset = /charset[\t ]*=[\t ]*"?([^\t "';]+)/i.exec(line)?.[1] ?? "utf-8";
  return charset.toLowerCase() === "utf-8"
    ? []
    : [
        `EventSource's response has a charset ("${charset}") that is not UTF-8. The response will be decoded as UTF-8.`,
      ];
}

/** Source/WebCore/dom/LoadableClassicScript.cpp; `given` has all types that were given. */
function scriptLines(url: URL, headers: HeaderList, given: HeaderList): readonly string[] {
  if (!isBlockedAsScript(headers)) return [];
  const isOfNosniff = isNosniff(headers) && !isJavaScriptType(contentTypeOf(headers));
  const reason = isOfNosniff
    ? '"X-Content-Type-Options: nosniff" was given and its Content-Type is not a script MIME type.'
    : `${typeTold(given)} is not a script MIME type.`;
  return [`Refused to execute ${url.href} as script because ${reason}`];
}

const lastLine = (given: HeaderList): string => given.getAll("Content-Type").at(-1) ?? "";

const essenceOf = (line: string): string => firstType(line).split(";", 1)[0]!;

// libsoup/content-sniffer/soup-content-sniffer.c
const unknownTypes: ReadonlySet<string> = new Set([
  "*/*",
  "application/unknown",
  "unknown/unknown",
]);

// NB: Another type is told than it was refused for: what libsoup calls it, and that sniffs a script as text.
function typeTold(given: HeaderList): string {
  const line = lastLine(given);
  const essence = isOneType(line) ? essenceOf(line) : "*/*";
  return unknownTypes.has(essence.toLowerCase()) ? "text/plain" : essence;
}
