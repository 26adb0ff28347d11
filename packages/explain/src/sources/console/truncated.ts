import type { Sentence, SentenceFacts } from "./sentence.ts";

// A word alone begins too many sentences.
const MIN_LENGTH = 5;
// What is put where something was cut off, and what quoted the whole.
const CUT_OFF = /(?:\.{2,}|…)?["'`“”’»]?\s*$/;

/** A sentence of which a beginning is left, and the parameters that are whole in it. */
export interface TruncatedReason {
  readonly facts: SentenceFacts;
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether it was cut off before the parameter that the sentence is about. */
  readonly isCutShort: boolean;
}

/**
 * What a reason says of which only a beginning is left: `No 'Access-Control-Allow-Or…`. Null where it is a beginning of none, or of several
 * that say different things.
 */
export function truncatedReason(
  given: string,
  sentences: readonly Sentence[],
  browser: SentenceFacts["browser"],
): TruncatedReason | null {
  const rest = given.replace(CUT_OFF, "").trim();
  if (rest.length < MIN_LENGTH || !rest.includes(" ")) return null;
  const words = rest.split(/\s+/);
  const found = sentences
    .filter(
      ({ role, facts }) =>
        role !== "suffix" &&
        (facts.kind === "cors" || facts.kind === "local-network-access") &&
        facts.browser === browser,
    )
    .flatMap(({ text, facts }) => {
      const whole = text.replaceAll(/\[|\]/g, "").split(/\s+/);
      const parameters = parametersOf(words, whole);
      return parameters === null ? [] : [{ facts, whole, parameters }];
    });
  const [first] = found;
  if (first === undefined) return null;
  const isOne = found.every(
    ({ facts }) => facts.code === first.facts.code && facts.isPreflight === first.facts.isPreflight,
  );
  if (!isOne) return null;
  const { facts, whole, parameters } = first;
  const isCutShort = whole.some((word) => {
    const name = PARAMETER.exec(word)?.[1];
    return name !== undefined && decisive.has(name) && !parameters.has(name);
  });
  return { facts, parameters, isCutShort };
}

const PARAMETER = /<(\w+)>/;
/** Without these a sentence says nothing that could be mended. */
const decisive: ReadonlySet<string> = new Set(["parameter", "value"]);

const straight = (text: string): string =>
  text.toLowerCase().replace(/[’‘‚‛´`‹›“”„‟«»「」"]/g, "'");

/** Null unless words are the first of others; a parameter is any word. The last may be a part of one, and a parameter there is none that is whole. */
function parametersOf(
  words: readonly string[],
  whole: readonly string[],
): ReadonlyMap<string, string> | null {
  const parameters = new Map<string, string>();
  const last = words.length - 1;
  for (const [index, word] of words.entries()) {
    const other = whole[index] ?? "";
    const name = PARAMETER.exec(other)?.[1];
    if (name === undefined) {
      const given = straight(word);
      const own = straight(other);
      if (index === last ? given === "" || !own.startsWith(given) : own !== given) return null;
      continue;
    }
    const [before = "", after = ""] = straight(other).split(/<\w+>/);
    const isOpened = straight(word).startsWith(before);
    const isClosed = after === "" ? index < last : straight(word).endsWith(after);
    const value = word.slice(before.length, word.length - after.length);
    if (isOpened && isClosed && value !== "") parameters.set(name, value);
  }
  return parameters;
}
