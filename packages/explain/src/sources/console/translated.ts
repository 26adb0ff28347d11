import type { ConsoleCorsCode } from "./console-message.ts";
import type { SentenceFacts } from "./sentence.ts";

// Firefox prints its sentences in the user's language. Names of headers, quoted values, the URL and the brackets stay as they
// are in all of them, and tell most of the reasons apart.

const REASON =
  /[(（]([^()（）\r\n]{1,800})[)）][.。]?(?:[^()（）\r\n]{0,40}[:：]\s*(\d{3}|\(null\)))?/g;
// The URL is the last thing before the bracket but for a word or two.
const BEFORE = 2048;
const ADDRESS = /https?:\/\/[^\s<>"“”„「」«»]+/g;

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
    if (!/CORS|Access-Control-Allow-/.test(reason)) continue;
    const start = Math.max(0, match.index - BEFORE);
    const address = [...text.slice(start, match.index).matchAll(ADDRESS)].at(-1);
    if (address === undefined) continue;
    const offset = start + address.index;
    found.push({
      facts: factsOfReason(reason, status),
      url: address[0].replace(/[.。,:：>'’]+$/, ""),
      status,
      offset,
      text: text.slice(offset, match.index + whole.length),
    });
  }
  return found;
}

type ReasonFacts = Pick<SentenceFacts, "code" | "isPreflight" | "isUnanswered"> & {
  readonly value: string | null;
};

/** What a reason is by the words that no language changes. */
function factsOfReason(reason: string, status: string | undefined): ReasonFacts {
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
  return {
    code: null,
    isPreflight: null,
    // No status: no response. With one, the reason is told in words.
    isUnanswered: status === undefined || status === "(null)",
    value,
  };
}
