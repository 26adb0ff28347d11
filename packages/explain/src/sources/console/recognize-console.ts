import { chromiumSentences } from "./chromium.ts";
import type { ConsoleCorsCode, ConsoleMessage } from "./console-message.ts";
import { developerToolsSentences } from "./developer-tools.ts";
import { firefoxSentences } from "./firefox.ts";
import { internetExplorerSentences } from "./internet-explorer.ts";
import { librarySentences } from "./libraries.ts";
import { netErrorKinds, netErrorSentences } from "./net-errors.ts";
import type { Sentence, SentenceRole } from "./sentence.ts";
import { type TranslatedMessage, translatedMessages } from "./translated.ts";
import { truncatedReason } from "./truncated.ts";
import { webkitSentences } from "./webkit.ts";

const all: readonly Sentence[] = [
  ...chromiumSentences,
  ...firefoxSentences,
  ...webkitSentences,
  ...internetExplorerSentences,
  ...netErrorSentences,
  ...developerToolsSentences,
  ...librarySentences,
];

/** How many characters of a text are read: more than a console shows. */
export const maxConsoleLength: number = 256 * 1024;

// Between a reason and what it is the reason of: a line's end, the console's own marks, a script's name and line.
const MAX_GAP = 200;

/** A sentence that was found. */
interface Found {
  readonly role: SentenceRole;
  readonly message: ConsoleMessage;
  readonly end: number;
}

/**
 * The messages of browsers' consoles in a text, in order: whole ones and parts of them, among anything else, with other quotation
 * marks and line breaks than the browser's. Of a text longer than any console, its beginning is read.
 */
export function recognizeConsole(given: string): ConsoleMessage[] {
  const text = beginningOf(given);
  const messages: ConsoleMessage[] = [];
  let open: Found | null = null;
  for (const found of findAll(text)) {
    const joined: Found | null = open === null ? null : join(open, found, text);
    if (joined !== null) {
      open = joined;
      continue;
    }
    if (open !== null) add(messages, ended(open, text));
    open = found;
  }
  if (open !== null) add(messages, ended(open, text));
  return messages;
}

/** A message to whose end nothing was added; what follows it may be the beginning of its reason. */
function ended({ role, message, end }: Found, text: string): ConsoleMessage {
  const rest = /^[^\r\n]*/.exec(text.slice(end, end + MAX_REST))![0];
  if (message.code !== null) return withCutValue(message, rest);
  if (role !== "prefix") return message;
  const reason = truncatedReason(rest, all, message.browser);
  if (reason === null) return message;
  const { facts, parameters, isCutShort } = reason;
  if (isCutShort) return cutShort(message);
  return {
    ...message,
    kind: facts.kind,
    code: ofPreflight(facts.code ?? null, message.isPreflight === true),
    isPreflight: message.isPreflight ?? facts.isPreflight ?? null,
    parameter: parameters.get("parameter") ?? message.parameter,
    value: parameters.get("value") ?? message.value,
    addressSpace: parameters.get("addressSpace") ?? message.addressSpace,
  };
}

// Longer than a beginning of a reason is.
const MAX_REST = 400;

/** These tell which value a header has, in quotation marks at their end. */
const codesOfValues: ReadonlySet<ConsoleCorsCode> = new Set<ConsoleCorsCode>([
  "AllowOriginMismatch",
  "InvalidAllowOriginValue",
  "MultipleAllowOriginValues",
  "PreflightAllowOriginMismatch",
  "PreflightInvalidAllowOriginValue",
  "PreflightMultipleAllowOriginValues",
]);

/** A sentence is recognised before the value at its end, which may be all there is of the rest, or a part of that. */
function withCutValue(message: ConsoleMessage, rest: string): ConsoleMessage {
  if (message.value !== null || !codesOfValues.has(message.code!)) return message;
  const quoted = /^\s*['’‘‛´`"“”]([^'’‘‛´`"“”]*)(['’‘‛´`"“”]?)/u.exec(rest);
  if (quoted === null) return message;
  const [, value = "", close = ""] = quoted;
  if (close !== "") return { ...message, value };
  // NB: A value that goes on beyond what was looked at is long, and not cut off.
  return rest.length < MAX_REST ? cutShort(message) : message;
}

/** What is cut off before it says what it is about tells no more than that it is CORS. */
const cutShort = (message: ConsoleMessage): ConsoleMessage => ({ ...message, code: null });

/** Up to the end of a line, because half a sentence may say something else than the whole. */
function beginningOf(given: string): string {
  if (given.length <= maxConsoleLength) return given;
  const end = given.lastIndexOf("\n", maxConsoleLength);
  return given.slice(0, end === -1 ? maxConsoleLength : end);
}

/** What is found, in order; of what overlaps, what begins first and then what is longer. */
function findAll(text: string): Found[] {
  const candidates: Found[] = [];
  const lowercase = text.toLowerCase();
  for (const sentence of all) {
    if (!sentence.words.every((word) => lowercase.includes(word))) continue;
    for (const match of text.matchAll(sentence.pattern()))
      candidates.push(foundOf(sentence, match));
  }
  if (/CORS|Access-Control-Allow-/.test(text)) {
    candidates.push(...translatedMessages(text).map(foundInTranslation));
  }
  candidates.sort((one, other) => one.message.offset - other.message.offset || other.end - one.end);
  const found: Found[] = [];
  let end = 0;
  for (const candidate of candidates) {
    if (candidate.message.offset < end) continue;
    found.push(candidate);
    ({ end } = candidate);
  }
  return found;
}

/** Sentences in English begin before their URL, and so come first. */
function foundInTranslation({ facts, url, status, text, offset }: TranslatedMessage): Found {
  const { value, ...known } = facts;
  return {
    role: "whole",
    message: {
      ...nothing,
      ...known,
      browser: "firefox",
      kind: "cors",
      code: known.code ?? null,
      isPreflight: known.isPreflight ?? null,
      isUnanswered: known.isUnanswered ?? false,
      url,
      value,
      status: statusOf(status),
      text,
      offset,
    },
    end: offset + text.length,
  };
}

const nothing = {
  redirectedFrom: null,
  origin: null,
  pageUrl: null,
  method: null,
  resource: null,
  parameter: null,
  directive: null,
  addressSpace: null,
  netError: null,
} as const;

const statusOf = (text: string | undefined): number | null =>
  text === undefined ? null : text === "(null)" ? 0 : Number(text);

/** Of `::1:3000` what follows the last colon is the port. Node names no scheme. */
function urlOfHost(host: string | undefined): string | null {
  if (host === undefined) return null;
  const [, name = host, port = ""] = /^(.+):(\d{1,5})$/.exec(host) ?? [];
  const own = name.includes(":") ? `[${name}]` : name;
  const url = `${port === "" || port === "443" ? "https" : "http"}://${own}${port === "" ? "" : `:${port}`}/`;
  return URL.canParse(url) ? new URL(url).href : null;
}

function foundOf({ facts, role }: Sentence, match: RegExpExecArray): Found {
  const groups = match.groups ?? {};
  const { netError = null, status } = groups;
  const kind =
    netError === null
      ? facts.kind
      : (netErrorKinds.find(([pattern]) => pattern.test(netError))?.[1] ?? facts.kind);
  const message: ConsoleMessage = {
    browser: facts.browser,
    kind,
    code: facts.code ?? null,
    isPreflight: facts.isPreflight ?? null,
    isUnanswered: facts.isUnanswered ?? false,
    url: groups["url"] ?? urlOfHost(groups["host"]),
    redirectedFrom: groups["redirectedFrom"] ?? null,
    origin: groups["origin"] ?? null,
    pageUrl: groups["pageUrl"] ?? null,
    method: groups["method"]?.toUpperCase() ?? null,
    resource: facts.resource ?? groups["resource"]?.replace(/\s+/g, " ") ?? null,
    parameter: groups["parameter"] ?? null,
    value: groups["value"] ?? null,
    status: statusOf(status),
    directive: groups["directive"] ?? null,
    addressSpace: groups["addressSpace"] ?? null,
    netError,
    text: match[0],
    offset: match.index,
  };
  return { role, message, end: match.index + match[0].length };
}

/** One message of two sentences, if they are one. */
function join(before: Found, after: Found, text: string): Found | null {
  const gap = text.slice(before.end, after.message.offset);
  const isNext = /^\s*$/.test(gap);
  if (before.role === "prefix" && isNext) return merge(before, after, text);
  if (after.role !== "suffix" || gap.length > MAX_GAP) return null;
  const { message: reason } = before;
  const { message: added } = after;
  // What has a place, or is of another browser, is a message of its own.
  if (reason.browser !== added.browser || reason.kind !== "cors") return null;
  if (added.url !== null && reason.url !== null && added.url !== reason.url) return null;
  return merge(before, after, text);
}

function merge(before: Found, after: Found, text: string): Found {
  const [one, other] = [before.message, after.message];
  const { offset } = one;
  const isPreflight = one.isPreflight ?? other.isPreflight;
  const known = Object.entries(other).filter(([, value]) => value !== null);
  const message: ConsoleMessage = {
    ...one,
    ...Object.fromEntries(known),
    // Browsers of the same descent begin alike, and go on with reasons of their own.
    browser:
      (after.role === "suffix" ? one.browser : other.browser) ?? one.browser ?? other.browser,
    // A reason says more than what it is the reason of.
    kind: after.role === "suffix" ? one.kind : other.kind,
    code: ofPreflight(other.code ?? one.code, one.isPreflight === true),
    isPreflight,
    isUnanswered: one.isUnanswered || other.isUnanswered,
    // Which redirect it was tells where it led, beside what was asked for.
    url: other.redirectedFrom === null ? (one.url ?? other.url) : other.url,
    origin: one.origin ?? other.origin,
    offset,
    text: text.slice(offset, after.end),
  };
  return { role: after.role === "prefix" ? "prefix" : "whole", message, end: after.end };
}

const codesOfBoth: ReadonlySet<ConsoleCorsCode> = new Set<ConsoleCorsCode>([
  "AllowOriginMismatch",
  "InvalidAllowCredentials",
  "InvalidAllowOriginValue",
  "MissingAllowOriginHeader",
  "MultipleAllowOriginValues",
  "WildcardOriginNotAllowed",
]);

function ofPreflight(code: ConsoleCorsCode | null, isPreflight: boolean): ConsoleCorsCode | null {
  return isPreflight && code !== null && codesOfBoth.has(code)
    ? (`Preflight${code}` as ConsoleCorsCode)
    : code;
}

/** WebKit prints a reason again for the resource, without its URL. */
function add(messages: ConsoleMessage[], message: ConsoleMessage): void {
  const isRepeated =
    message.browser === "webkit" &&
    message.url === null &&
    messages.some((other) => said(other) === said(message));
  if (!isRepeated) messages.push(message);
}

const said = ({ browser, kind, code, origin, parameter, value, status }: ConsoleMessage): string =>
  JSON.stringify([browser, kind, code, origin, parameter, value, status]);
