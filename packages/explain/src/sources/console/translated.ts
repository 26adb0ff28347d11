import type { ConsoleCorsCode } from "./console-message.ts";
import type { SentenceFacts } from "./sentence.ts";

// Firefox prints its sentences in the user's language. Names of headers, quoted values, the URL and the brackets stay as they
// are in all of them, and tell most of the reasons apart.

const REASON =
  /[(（]([^()（）\r\n]{1,800})[)）][.。]?(?:[^()（）\r\n]{0,40}[:：]\s*(\d{3}|\(null\)))?/g;
// In French no bracket is around it: `… située sur https://a.example/. Raison : …. Code d’état : 200.` Without a status it goes
// to the line's end, where a console's counter may stand: digits elsewhere are a port's or a header's.
const BARE_REASON =
  /((?:https?|file):[^\s<>"“”„「」«»]{1,2048})\s{1,3}Raison\s?:\s{0,3}([^\r\n]{1,400}?)(?:\.?\s{0,3}Code d[’']état\s?:\s{0,3}(\d{3}|\(null\))\.?|\.?(?=[ \t]{0,9}(?:(?<=[.)\s])\d{1,6}[ \t]{0,9})?(?:\r?\n|$)))/g;
// The URL is the last thing before the bracket but for a word or two.
const BEFORE = 2048;
const ADDRESS = /(?:https?|file):\/\/[^\s<>"“”„「」«»]+/g;

/** A message of Firefox in another language than English. */
export interface TranslatedMessage {
  readonly facts: ReasonFacts;
  readonly url: string;
  readonly status: string | undefined;
  readonly offset: number;
  readonly text: string;
}

/** Each reason in brackets that speaks of CORS, or of one of its headers, behind a URL. */
export function translatedMessages(text: string): TranslatedMessage[] {
  const found: TranslatedMessage[] = [];
  for (const match of text.matchAll(REASON)) {
    const [whole, reason = "", status] = match;
    const start = Math.max(0, match.index - BEFORE);
    const address = [...text.slice(start, match.index).matchAll(ADDRESS)].at(-1);
    if (address === undefined) continue;
    const offset = start + address.index;
    const end = match.index + whole.length;
    add(found, { address: address[0], reason, status, offset, text: text.slice(offset, end) });
  }
  for (const match of bareReasons(text)) {
    const [whole, address = "", reason = "", status] = match;
    add(found, { address, reason, status, offset: match.index, text: whole });
  }
  return found;
}

/** What stands in a text, before it is told what it means. */
interface Place extends Pick<TranslatedMessage, "status" | "offset" | "text"> {
  readonly address: string;
  readonly reason: string;
}

function add(found: TranslatedMessage[], { address, reason, ...place }: Place): void {
  if (!/CORS|Access-Control-Allow-/.test(reason)) return;
  const url = address.replace(/[.。,:：>'’]+$/, "");
  found.push({ facts: factsOfReason(reason, place.status, url), url, ...place });
}

const bareReasons = (text: string): Iterable<RegExpExecArray> =>
  text.includes("Raison") ? text.matchAll(BARE_REASON) : [];

type ReasonFacts = Pick<SentenceFacts, "code" | "isPreflight" | "isUnanswered"> & {
  readonly value: string | null;
};

/** What a reason is by the words that no language changes. */
function factsOfReason(reason: string, status: string | undefined, url: string): ReasonFacts {
  const quoted = [
    ...reason.matchAll(/(?<!\p{L})['"‘‚“„«「『]([^'"‘’‚“”„«»「」『』]+)['"‘’“”»」』]/gu),
  ]
    .map(([, text]) => text!.trim())
    .filter((text) => text !== "");
  const value = quoted.find((text) => !/^(?:Access-Control-|CORS|Origin$)/i.test(text)) ?? null;
  const of = (code: ConsoleCorsCode, isPreflight: true | null = null): ReasonFacts => ({
    code,
    isPreflight,
    isUnanswered: false,
    value,
  });
  if (/Access-Control-Allow-Credentials/i.test(reason)) return of("InvalidAllowCredentials");
  if (/Access-Control-Allow-Methods/i.test(reason))
    return of(
      value === null
        ? "MethodDisallowedByPreflightResponse"
        : "InvalidAllowMethodsPreflightResponse",
      true,
    );
  if (/Access-Control-Allow-Headers/i.test(reason))
    return of("HeaderDisallowedByPreflightResponse", true);
  if (/Access-Control-Allow-Origin/i.test(reason)) {
    if (value === "*") return of("WildcardOriginNotAllowed");
    return of(value === null ? "MissingAllowOriginHeader" : "AllowOriginMismatch");
  }
  if (url.startsWith("file:")) return of("CorsDisabledScheme");
  // The word is the same in most.
  if (/preflight/i.test(reason)) return of("PreflightInvalidStatus", true);
  return {
    code: null,
    isPreflight: null,
    // No status: no response. With one, the reason is told in words.
    isUnanswered: status === undefined || status === "(null)",
    value,
  };
}
