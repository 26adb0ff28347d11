/**
 * What differs first, without what belongs to the one case: cases of one symptom as a rule have one
 * cause.
 *
 *     wire: message 2 -origin: {a} +origin: null      wire: -origin: {…} +origin: null
 *     wire: message 1 -OPTIONS {b/}1 | … +PUT {b/}1   wire: -OPTIONS +PUT
 *     outcome 0: result: -"load" +"error" status: …   outcome result: -"load" +"error"
 */
export function symptomOf(differences: readonly string[]): string {
  const first = differences[0] ?? "";
  return (first.startsWith("outcome") ? outcomeSymptom(first) : general(wireSymptom(first)))
    .slice(0, 200)
    .trimEnd();
}

function wireSymptom(words: string): string {
  // Another request altogether: its headers tell nothing more.
  const instead = /^wire: message \d+ -([^ a-z:]\S*) \{[^]* \+([^ a-z:]\S*) \{/.exec(words);
  return instead === null ? words : `wire: -${instead[1]} +${instead[2]}`;
}

function outcomeSymptom(words: string): string {
  const members = [
    ...words.matchAll(
      /(?:^outcome \d+: | )(\w+): -("(?:[^"\\]|\\.)*"|\S+) \+("(?:[^"\\]|\\.)*"|\S+)/g,
    ),
  ];
  const [first] = members;
  if (first === undefined) return general(words);
  const [, key, recorded, replayed] = first;
  // The sentences of exceptions are long, and end in what the case asked for.
  return `outcome ${key}: -${general(recorded!).slice(0, 60)} +${general(replayed!).slice(0, 60)}`;
}

const general = (text: string): string =>
  text
    .replace(/(message|outcome) \d+/g, "$1")
    .replace(/\{(?:user:)?[abcdest](?:\/|:host)?\}[^\s"|\\]*/g, "{…}")
    .replace(/\d{4,}/g, "N");
