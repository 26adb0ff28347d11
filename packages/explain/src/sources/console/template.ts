// Consoles print URLs whole, scheme and all.
const ADDRESS = String.raw`[a-z][a-z\d+.-]{0,30}:\S{0,8192}?`;
// In quotation marks there may be a stand-in with spaces, by which people hide what theirs is: `http://<our server>/`.
const QUOTED_ADDRESS = String.raw`[a-z][a-z\d+.-]{0,30}:[^'"‘’“”\r\n]{0,8192}?`;

// What a message may hold in place of its parameters. Each is bounded, so that a text is read in linear time.
const groups: ReadonlyMap<string, string> = new Map([
  ["url", ADDRESS],
  ["redirectedFrom", ADDRESS],
  ["webSocket", String.raw`wss?:\S{0,8192}?`],
  ["pageUrl", ADDRESS],
  // A name or an address, with or without its port, as Node prints them: `::1:3000`.
  ["host", String.raw`[\w:][\w.:-]{0,260}`],
  ["origin", String.raw`\S{1,512}?`],
  ["method", "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS"],
  ["resource", String.raw`\w[\w\s-]{0,39}?`],
  ["parameter", String.raw`\S{1,8192}?`],
  ["value", String.raw`[^]{0,4096}?`],
  ["directive", String.raw`[^]{1,4096}?`],
  ["addressSpace", String.raw`[\w-]{1,20}`],
  ["status", String.raw`\d{1,4}|\(null\)`],
  ["netError", String.raw`[\w.]{1,100}`],
  ["any", String.raw`[^]{0,400}?`],
  ["word", String.raw`[^\s]{1,100}?`],
]);

// What was a single quotation mark is a double one after some word processors.
const SINGLE = "['’‘‚‛´`‹›“”„‟«»「」]";
// Around addresses, either: where the text was in single ones itself.
const EITHER = SINGLE.replace("[", '["');
const DOUBLE = '["“”„‟«»]';

/**
 * A sentence of a console as a regular expression: `<url>` and the like are taken out, `[…]` may be missing, `<end>` is where
 * a word ends, `<eol>` where a line does, `<bracket>` an opening one. Any white space is a space, and quotation marks are those of any keyboard and language.
 */
export function template(sentence: string): RegExp {
  const parts = /'<(url|redirectedFrom|origin)>'|<(\w+)>|[ \n]+|[^]/g;
  const source = sentence.replace(parts, (part, quoted?: string, name?: string) => {
    if (quoted !== undefined) {
      const inner = quoted === "origin" ? groups.get(quoted)! : `${ADDRESS}|${QUOTED_ADDRESS}`;
      return `${EITHER}(?<${quoted}>${inner})${EITHER}`;
    }
    if (name === "eol") return String.raw`(?=\r?\n|$)`;
    if (name === "bracket") return String.raw`\[`;
    if (name === "end") return String.raw`(?=\s|$)`;
    if (name !== undefined) {
      const inner = groups.get(name);
      if (inner === undefined)
        throw new TypeError(`<${name}> is no parameter of a console message`);
      return name === "any" || name === "word" || name === "webSocket"
        ? `(?:${inner})`
        : `(?<${name}>${inner})`;
    }
    switch (part) {
      case "[":
        return "(?:";
      case "]":
        return ")?";
      case "'":
      case "`":
        return SINGLE;
      case '"':
        return DOUBLE;
      default:
        return /\s/.test(part)
          ? String.raw`\s+`
          : part.replace(/[\\^$.|?*+(){}/]/, String.raw`\$&`);
    }
  });
  // NB: With `u` all that is no white space is compiled of a thousand ranges.
  return new RegExp(source, "gi");
}

/** The words, in lower case, that every text has in which the sentence is, longest first: most texts lack one of them, which tells at once. */
export function wordsOf(sentence: string): string[] {
  // From the first bracket to the last, some may be missing.
  const certain = sentence.replace(/\[[^]*\]|<\w+>/g, " ").toLowerCase();
  return certain
    .split(/[^a-z-]+/)
    .filter((word) => word !== "")
    .sort((one, other) => other.length - one.length);
}
