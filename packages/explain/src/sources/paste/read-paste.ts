import { recognizeConsole } from "../console/recognize-console.ts";
import { draftsFromConsole } from "../console/draft-from-console.ts";
import { draftFromCurl } from "../curl/curl.ts";
import { MissingQuote } from "../curl/missing-quote.ts";
import { draftFromFetch } from "../fetch-snippet/fetch-snippet.ts";
import { parseJavaScript } from "../fetch-snippet/parse-javascript.ts";
import { draftFromHeaderJson } from "../header-json.ts";
import { draftFromPowerShell } from "../power-shell.ts";
import { draftFromHeaders } from "../response-headers.ts";
import type { ScenarioDraft } from "../scenario-draft.ts";
import { scenarioFromOptions } from "../scenario-options.ts";
import { positionIn, SourceError } from "../source-error.ts";
import { joinPreflights } from "../join-preflights.ts";
import { loggedLines } from "./logged-json.ts";
import { normalizePaste, straighten, withoutTags } from "./normalize-paste.ts";
import { answeredWith, responseIn, whileHeaders } from "./printed-answer.ts";
import { type PasteKind, recognizePaste } from "./recognize-paste.ts";

/**
 * Reads a pasted text, whatever it is but a HAR or a scenario: one draft for each thing that went wrong. A command and the response
 * below it are one; none is there where nothing is recognised.
 *
 * @throws SourceError where it is recognised, and can't be read
 */
export function readPaste(given: string): ScenarioDraft[] {
  const text = normalizePaste(loggedIn(given) ?? given);
  const kind = recognizePaste(text);
  try {
    return read(kind, text);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const straight = straighten(text);
    const again = straight === text ? null : attempt(() => read(kind, straight));
    if (again !== null) return again;
    // Prose may begin as a command or a script does, and tell of an error all the same.
    const told = kind === "console" ? [] : others(kind, text, error);
    if (told.length > 0) return told;
    throw error;
  }
}

const loggedIn = (given: string): string | null =>
  recognizePaste(given) === "console" ? loggedLines(given) : null;

function others(kind: PasteKind, text: string, error: SourceError): ScenarioDraft[] {
  if (kind === "curl") return consoleTold(text) ?? besideCommand(text, error);
  // As with a command: what the response below it means, the snippet decides, and who wrote it can mend it.
  const isSnippet = error.source === "fetch" || error.source === "powershell";
  if (isSnippet && responseIn(text) !== null) return consoleTold(text) ?? [];
  return anywhere(text);
}

function read(kind: PasteKind, text: string): ScenarioDraft[] {
  switch (kind) {
    case "curl":
      return commands(isStraight(text) ? text : straighten(text));
    case "powershell":
      return [withResponse(draftFromPowerShell, text)];
    case "script":
      // Where all of it is a program, a status line in it is a string's.
      return [isProgram(text) ? draftFromFetch(text) : withResponse(draftFromFetch, text)];
    case "headers":
      return [withSnippetBelow(text) ?? draftFromHeaders(text)];
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

/** A snippet, and the response that somebody put below it. */
function withResponse(read: (snippet: string) => ScenarioDraft, text: string): ScenarioDraft {
  const output = responseIn(text);
  if (output === null) return read(text);
  return answeredWith(read(text.slice(0, output)), whileHeaders(text.slice(output)));
}

const isProgram = (text: string): boolean => {
  try {
    parseJavaScript(text);
    return true;
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
};

// At the start of what follows a response's headers; a body may hold scripts, and begins otherwise.
const SNIPPET =
  /^(?:(?:const|let|var)\s+\w+\s*=\s*)?(?:await\s+)?(?:(?:fetch|axios(?:\.\w+)?|\$\.\w+)\s*\(|Invoke-(?:WebRequest|RestMethod)\b)/;

/** A response, and the snippet that somebody put below it; null where none is there. */
function withSnippetBelow(text: string): ScenarioDraft | null {
  if (responseIn(text) === null) return null;
  const response = whileHeaders(text);
  const start = text.length - text.slice(response.length).trimStart().length;
  const snippet = text.slice(start);
  if (!SNIPPET.test(snippet)) return null;
  try {
    const isPowerShell = snippet.startsWith("Invoke-");
    const asked = isPowerShell ? draftFromPowerShell(snippet) : draftFromFetch(snippet);
    return answeredWith(asked, response);
  } catch (error) {
    throw error instanceof SourceError ? at(text, start, error) : error;
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

const OWN_LINE =
  /^\s{0,20}(?:[\w.@:~/\\-]{0,60}[$#%>]\s{1,9})?curl\s{1,9}[^\n]*(?:https?:|-[A-Za-z])/m;
const IN_PROSE = /^[^\n]{0,40}?\bcurl\s{1,9}[^\n]*(?:https?:|-[A-Za-z])/m;

/** What can be read of a text that is of several kinds, or of none: what a console said before all else. */
function anywhere(text: string): ScenarioDraft[] {
  const told = consoleTold(text);
  if (told !== null) return told;
  const command = OWN_LINE.exec(text) ?? IN_PROSE.exec(text);
  if (command === null) return besideCommand(text, null);
  const from = command.index + command[0].indexOf("curl");
  // In prose a command may be between signs of its own, and prose goes on behind it.
  const end = text[from - 1] === "`" ? text.indexOf("`", from) : -1;
  try {
    return commands(text.slice(from, end === -1 ? undefined : end));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return besideCommand(text, at(text, from, error));
  }
}

/** Null where a console doesn't say more than that something failed. */
function consoleTold(text: string): ScenarioDraft[] | null {
  const plain = withoutTags(text);
  const isTold = recognizeConsole(plain).some(
    ({ kind }) => kind !== "http-status" && kind !== "fetch-rejected",
  );
  return isTold ? draftsFromConsole(plain) : null;
}

// What is meant for a shell, and not only speaks of it.
const SHELL = /\bcurl(?:\.exe)?\s+(?:-{1,2}[A-Za-z]|['"^$]|https?:)/;

/**
 * What else is there than a command, which `error` keeps from being read. It is tempting to be content with the response below a
 * command that lacks a quote. Which page asks, and for what, is in the command; who wrote it can mend it.
 */
function besideCommand(text: string, error: SourceError | null): ScenarioDraft[] {
  if (error instanceof MissingQuote && SHELL.test(text)) throw error;
  const head = /^(?:[<*>]\s*)?HTTP\/\d[^\n]*\n/m.exec(text);
  const parts = [
    head === null
      ? null
      : attempt(() => [
          draftFromHeaders(whileHeaders(text.slice(requestBefore(text, head.index)))),
        ]),
    attempt(() => [draftFromFetch(straighten(text))]),
  ];
  return parts.find((drafts) => drafts !== null) ?? draftsFromConsole(withoutTags(text));
}

/** Where the request begins that stands right above a response. */
function requestBefore(text: string, index: number): number {
  const before = [...text.slice(0, index).matchAll(/^(?:> ?)?[A-Z]+ \S+ HTTP\/[\d.]+[ \t]*$/gm)].at(
    -1,
  );
  return before?.index ?? index;
}

// What curl prints below its command.
const OUTPUT = /^(?:[<*>] |[ \t]*HTTP\/\d|curl: \(\d+\))/m;
const COMMAND = /^\s*(?:[\w.@:~/\\-]*[$#%>]\s+)?curl(?:\.exe)?\s/;

/** Commands, each with the response that was printed below it. */
function commands(text: string): ScenarioDraft[] {
  const drafts = split(text).map(({ part, offset }) => {
    const output = OUTPUT.exec(part);
    const own = output === null || output.index === 0 ? part : part.slice(0, output.index);
    const start = own.length - own.trimStart().length;
    let command: ScenarioDraft;
    try {
      command = draftFromCurl(own.trim());
    } catch (error) {
      throw error instanceof SourceError ? at(text, offset + start, error) : error;
    }
    return own === part ? command : answeredWith(command, part.slice(own.length));
  });
  return joinPreflights(drafts);
}

/** An error of a part of a text, with its place in the whole. */
function at(text: string, offset: number, error: SourceError): SourceError {
  const Kind = error instanceof MissingQuote ? MissingQuote : SourceError;
  const { source, position, found, expected } = error;
  return new Kind(source, positionIn(text, offset + position.offset), found, expected);
}

function split(text: string): { part: string; offset: number }[] {
  const parts: { part: string; offset: number }[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const last = parts.at(-1);
    if (last === undefined || COMMAND.test(line)) parts.push({ part: line, offset });
    else last.part += `\n${line}`;
    offset += line.length + 1;
  }
  return parts.filter(({ part }) => part.trim() !== "");
}
