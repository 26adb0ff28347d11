import type { Sentence, SentenceFacts } from "./sentence.ts";

// A word alone begins too many sentences.
const MIN_LENGTH = 5;
// What is put where something was cut off, and what quoted the whole.
const CUT_OFF = /(?:\.{2,}|…)?["'`“”’»]?\s*$/;

/**
 * What a reason says of which only a beginning is left: `No 'Access-Control-Allow-Or…`. Null where it is a beginning of none, or of several
 * that say different things.
 */
export function truncatedReason(
  given: string,
  sentences: readonly Sentence[],
  browser: SentenceFacts["browser"],
): SentenceFacts | null {
  const rest = given.replace(CUT_OFF, "").trim();
  if (rest.length < MIN_LENGTH || !rest.includes(" ")) return null;
  const words = straight(rest);
  const found = sentences.filter(
    ({ role, facts, text }) =>
      role !== "suffix" &&
      (facts.kind === "cors" || facts.kind === "local-network-access") &&
      facts.browser === browser &&
      begins(words, straight(text.replaceAll(/\[|\]/g, ""))),
  );
  const [first] = found;
  if (first === undefined) return null;
  const isOne = found.every(
    ({ facts }) => facts.code === first.facts.code && facts.isPreflight === first.facts.isPreflight,
  );
  return isOne ? first.facts : null;
}

const straight = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[’‘‚‛´`‹›“”„‟«»「」"]/g, "'")
    .split(/\s+/);

/** Whether words are the first of others; a parameter is any word. The last may be a part of one. */
function begins(words: readonly string[], whole: readonly string[]): boolean {
  return words.every((word, index) => {
    const other = whole[index] ?? "";
    if (/<\w+>/.test(other)) return true;
    return index === words.length - 1 ? other.startsWith(word) && word !== "" : other === word;
  });
}
