import { recognizeConsole } from "../console/recognize-console.ts";
import { draftsFromConsole } from "../console/draft-from-console.ts";
import { draftFromCurl } from "../curl/curl.ts";
import { draftFromFetch } from "../fetch-snippet/fetch-snippet.ts";
import { draftFromHeaderJson } from "../header-json.ts";
import { draftFromPowerShell } from "../power-shell.ts";
import { draftFromHeaders } from "../response-headers.ts";
import { mergeDrafts, type ScenarioDraft } from "../scenario-draft.ts";
import { scenarioFromOptions } from "../scenario-options.ts";
import { SourceError } from "../source-error.ts";
import { normalizePaste, straighten, withoutTags } from "./normalize-paste.ts";
import { type PasteKind, recognizePaste } from "./recognize-paste.ts";

/**
 * Reads a pasted text, whatever it is but a HAR or a scenario: one draft for each thing that went wrong. A command and the response
 * below it are one; none is there where nothing is recognised.
 *
 * @throws SourceError where it is recognised, and can't be read
 */
export function readPaste(given: string): ScenarioDraft[] {
  const text = normalizePaste(given);
  const kind = recognizePaste(text);
  try {
    return read(kind, text);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const straight = straighten(text);
    const again = straight === text ? null : attempt(() => read(kind, straight));
    if (again !== null) return again;
    // Prose may begin as a command or a script does, and tell of an error all the same.
    const told = kind === "console" ? [] : anywhere(text);
    if (told.length > 0) return told;
    throw error;
  }
}

function read(kind: PasteKind, text: string): ScenarioDraft[] {
  switch (kind) {
    case "curl":
      return commands(isStraight(text) ? text : straighten(text));
    case "powershell":
      return [draftFromPowerShell(text)];
    case "script":
      return [draftFromFetch(text)];
    case "headers":
      return [draftFromHeaders(text)];
    case "header-json":
      return [draftFromHeaderJson(text)];
    case "url":
      return [scenarioFromOptions({ url: text.trim() })];
    case "console":
      return anywhere(text);
    case "har":
    case "scenario":
      return [];
  }
}

/** Whether a shell would see words where their author does. */
const isStraight = (text: string): boolean =>
  !/\s[–—][A-Za-z]/.test(text) && (/['"]/.test(text) || !/\s[‘“]\S/.test(text));

function attempt(make: () => ScenarioDraft[]): ScenarioDraft[] | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

/** What can be read of a text that is of several kinds, or of none: what a console said before all else. */
function anywhere(text: string): ScenarioDraft[] {
  const plain = withoutTags(text);
  const isTold = recognizeConsole(plain).some(
    ({ kind }) => kind !== "http-status" && kind !== "fetch-rejected",
  );
  if (isTold) return draftsFromConsole(plain);
  const command = /^[^\n]{0,40}?\bcurl\s{1,9}[^\n]*(?:https?:|-[A-Za-z])/m.exec(text);
  const head = /^(?:[<*>]\s*)?HTTP\/\d[^\n]*\n/m.exec(text);
  const parts = [
    command === null
      ? null
      : attempt(() => commands(text.slice(command.index + command[0].indexOf("curl")))),
    head === null
      ? null
      : attempt(() => [
          draftFromHeaders(whileHeaders(text.slice(requestBefore(text, head.index)))),
        ]),
    attempt(() => [draftFromFetch(straighten(text))]),
  ];
  return parts.find((drafts) => drafts !== null) ?? draftsFromConsole(plain);
}

/** As far as lines are what is in a dump. */
function whileHeaders(text: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex(
    (line) => !/^\s*$|^\s*(?:[<*>] ?)?(?:HTTP\/|[\w:-]+:|[A-Z]+ \S+ HTTP\/|$)/.test(line),
  );
  return (end === -1 ? lines : lines.slice(0, end)).join("\n");
}

/** Where the request begins that stands right above a response. */
function requestBefore(text: string, index: number): number {
  const before = [...text.slice(0, index).matchAll(/^(?:> ?)?[A-Z]+ \S+ HTTP\/[\d.]+[ \t]*$/gm)].at(
    -1,
  );
  return before?.index ?? index;
}

// What curl prints below its command.
const OUTPUT = /^(?:[<*>] |HTTP\/\d)/m;
const COMMAND = /^\s*(?:[\w.@:~/\\-]*[$#%>]\s+)?curl(?:\.exe)?\s/;

/** Commands, each with the response that was printed below it. */
function commands(text: string): ScenarioDraft[] {
  return split(text).map((part) => {
    const output = OUTPUT.exec(part);
    if (output === null || output.index === 0) return draftFromCurl(part.trim());
    const command = draftFromCurl(part.slice(0, output.index).trim());
    const answer = draftFromHeaders(asAnswerTo(command, part.slice(output.index)));
    // What was asked is in the command.
    return mergeDrafts(command, { ...answer, page: null, request: null });
  });
}

/** Of `-i`, the response alone is there; whether it answers a preflight, the command tells. */
function asAnswerTo({ notes, request }: ScenarioDraft, output: string): string {
  const byHand = notes.some(({ code }) => code === "preflight-by-hand");
  if (request === null || /^> /m.test(output)) return output;
  const { pathname, search, host } = new URL(request.url);
  const method = byHand ? "OPTIONS" : (request.method ?? "GET");
  const own = byHand
    ? `Origin: https://preflight.invalid\nAccess-Control-Request-Method: ${request.method ?? "GET"}\n`
    : "";
  return `${method} ${pathname}${search} HTTP/1.1\nHost: ${host}\n${own}\n${output}`;
}

function split(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split("\n")) {
    const isNew = COMMAND.test(line) || parts.length === 0;
    if (isNew) parts.push(line);
    else parts[parts.length - 1] += `\n${line}`;
  }
  return parts.filter((part) => part.trim() !== "");
}
