/** What a pasted text is, by how it begins. */
export type InputKind = "curl" | "fetch" | "har" | "headers" | "scenario" | "url" | "console";

export function recognizeInput(text: string): InputKind {
  const start = text.trimStart();
  if (/^(?:\$\s*)?curl(?:\.exe)?\s/i.test(start)) return "curl";
  if (/^https?:\/\/\S+$/i.test(start.trimEnd())) return "url";
  if (/^(?:[<*>]\s*)?HTTP\/\d/i.test(start)) return "headers";
  if (start.startsWith("{")) {
    return /^\{\s*"(?:log|startedDateTime|_\w+|request|pageref|connection)"/.test(start)
      ? isScenario(start)
        ? "scenario"
        : "har"
      : "scenario";
  }
  if (/\bfetch\s*\(/.test(start)) return "fetch";
  if (/^[A-Za-z][\w-]*:\s/.test(start) && !/blocked|denied|error|reason/i.test(start))
    return "headers";
  return "console";
}

/** Ours name the page first or have answers; a HAR's entry has a response. */
const isScenario = (start: string): boolean =>
  /"answers"\s*:/.test(start) && !/"startedDateTime"/.test(start);
