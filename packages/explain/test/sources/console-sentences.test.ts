import { type ConsoleMessage, recognizeConsole } from "@crosswalk/explain";
import { describe, expect, it } from "vitest";
import sentences from "./console-sentences.json" with { type: "json" };

// Every sentence of Chromium's CorsError, of Firefox's keys and of WebKit's sources, with their forms, and what each browser prints in the situations: as it is
// printed, and as it is pasted.

const found = (text: string, expected: object): boolean =>
  recognizeConsole(text).some((message) => has(message, expected));

const has = (message: ConsoleMessage, expected: object): boolean =>
  Object.entries(expected).every(
    ([name, value]) => message[name as keyof ConsoleMessage] === value,
  );

const quotes: readonly (readonly [open: string, close: string])[] = [
  ["‘", "’"],
  ["„", "“"],
  ["«", "»"],
  ["`", "´"],
  ["“", "”"],
  ["「", "」"],
];

/** How a sentence comes where it is pasted. */
const forms: Readonly<Record<string, (text: string) => readonly string[]>> = {
  "as it is printed": (text) => [text],
  "with a line's end for each space": (text) => [text.replaceAll(" ", "\n")],
  "with Windows' lines": (text) => [text.replace(/ (\S+ \S+) /g, "\r\n   $1 ")],
  "in a mail": (text) => [`  > ${text}`],
  "with where it came from": (text) => [`app.js:12 ${text} app.js:12:3`],
  "in other quotation marks": (text) =>
    quotes.map(([open, close]) => text.replace(/'([^']*)'/g, `${open}$1${close}`)),
};

describe.each(Object.entries(forms))("the sentences of consoles, %s", (_, make) => {
  it.each(sentences.map(({ of, text, expect: facts }) => [of, text, facts] as const))(
    "%s: %s",
    (_of, text, facts) => {
      for (const one of make(text)) expect([one, found(one, facts)]).toEqual([one, true]);
    },
  );
});

describe("the sentences of consoles, cut off", () => {
  // What a page says of itself or of its own error is short: half of it may be anybody's words.
  const long = sentences.filter(({ text, expect: { url } }) => url !== null && text.length > 200);

  it.each(long.map(({ of, text, expect: facts }) => [of, text, facts] as const))(
    "%s, after nine tenths: %s",
    (_of, text, { url, kind }) => {
      const cut = text.slice(0, Math.floor(text.length * 0.9));
      const isCut = url == null || !cut.includes(url);
      const messages = recognizeConsole(cut);
      expect(messages.length).toBeGreaterThan(0);
      // Local networks and CORS have one beginning.
      const kinds = kind === "local-network-access" ? [kind, "cors"] : [kind];
      expect(kinds).toContain(messages[0]!.kind);
      if (!isCut) expect(messages.map((one) => one.url)).toContain(url);
    },
  );
});
