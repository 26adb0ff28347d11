import { SourceError, type SourcePosition } from "../source-error.ts";

/** A value out of a larger one, as JSON text of its own. */
export interface JsonItem {
  /** Keys from the root, `*` for an array's elements: `log.entries.*`. */
  readonly path: string;
  readonly text: string;
  readonly position: SourcePosition;
}

// What decides is in URLs and headers, which servers bound at less than this. Bodies are cut there.
const MAX_STRING_LENGTH = 64 * 1024;
// An entry with its strings cut holds a few hundred headers.
const MAX_ITEM_LENGTH = 16 * 2 ** 20;
// A HAR is nested ten deep.
const MAX_DEPTH = 256;
// Longer keys are none that a path names.
const MAX_KEY_LENGTH = 64;
const MAX_SCALAR_LENGTH = 64;

const SPACE = /[ \t\r\n]+/y;
const SCALAR = /[^\s,:[\]{}"]+/y;
const STRING_END = /["\\\u0000-\u001f]/g;
const NUMBER_OR_NAME = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

type Expecting = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "end";

const expected: Readonly<Record<Expecting, string>> = {
  value: "a value",
  "value-or-end": "a value or ]",
  key: "a member's name in \"",
  "key-or-end": "a member's name in \" or }",
  colon: ":",
  "comma-or-end": ", or the end of the array or object",
  end: "nothing more",
};

interface Container {
  readonly kind: "array" | "object";
  /** Null where it is deeper than any path that is wanted. */
  readonly path: string | null;
  key: string | null;
}

interface StringState {
  readonly isKey: boolean;
  readonly key: string[];
  length: number;
  /** Characters of an escape still to come: 5 after a backslash that may begin `\uXXXX`. */
  escape: "none" | "backslash" | 1 | 2 | 3 | 4;
  isCut: boolean;
}

interface ScalarState {
  text: string;
  readonly position: SourcePosition;
}

interface Capture {
  readonly path: string;
  readonly position: SourcePosition;
  readonly depth: number;
  readonly parts: string[];
  length: number;
}

/**
 * Reads JSON piece by piece and hands out the values at certain paths, so that of a text of any length no more than one such
 * value is held. All of it is checked; a string longer than any that counts is cut.
 */
export class JsonSplitter {
  readonly #wanted: ReadonlySet<string>;
  /** Paths of the arrays that were met outside of what was handed out, empty ones too. */
  readonly arrays: Set<string> = new Set();
  readonly #stack: Container[] = [];
  #expecting: Expecting = "value";
  #string: StringState | null = null;
  #scalar: ScalarState | null = null;
  #capture: Capture | null = null;
  #items: JsonItem[] = [];
  #offset = 0;
  #line = 1;
  #lineStart = 0;
  // The piece at hand, the character to read, and from where on the piece belongs to the capture.
  #chunk = "";
  #at = 0;
  #captureFrom = 0;

  constructor(wanted: Iterable<string>) {
    this.#wanted = new Set(wanted);
  }

  write(chunk: string): JsonItem[] {
    this.#chunk = chunk;
    this.#at = this.#offset === 0 && chunk.startsWith("\ufeff") ? 1 : 0;
    this.#captureFrom = this.#at;
    while (this.#at < chunk.length) {
      if (this.#string !== null) this.#readString(this.#string);
      else if (this.#scalar !== null) this.#readScalar(this.#scalar);
      else this.#readToken();
    }
    this.#flush(chunk.length);
    this.#offset += chunk.length;
    return this.#items.splice(0);
  }

  /** What the end of the text completes. */
  end(): JsonItem[] {
    this.#chunk = "";
    this.#at = 0;
    if (this.#string !== null) throw this.#error("", 'a closing "');
    if (this.#scalar !== null) this.#endScalar(this.#scalar);
    if (this.#expecting !== "end") throw this.#error("", expected[this.#expecting]);
    return this.#items.splice(0);
  }

  /** A complaint about what stands at the present place. */
  #error(found: string, wanted: string, position = this.position()): SourceError {
    return new SourceError("har", position, found, wanted);
  }

  /** Where reading has come to. */
  position(): SourcePosition {
    const offset = this.#offset + this.#at;
    return { offset, line: this.#line, column: offset - this.#lineStart + 1 };
  }

  #run(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#chunk)?.[0] ?? "";
  }

  #readToken(): void {
    const character = this.#chunk[this.#at]!;
    switch (character) {
      case " ":
      case "\t":
      case "\r":
      case "\n":
        this.#skipSpace();
        return;
      case "{":
      case "[":
        this.#open(character === "{" ? "object" : "array");
        return;
      case "}":
      case "]":
        this.#close(character === "}" ? "object" : "array");
        return;
      case ":":
        if (this.#expecting !== "colon") throw this.#unexpected();
        this.#expecting = "value";
        break;
      case ",":
        if (this.#expecting !== "comma-or-end") throw this.#unexpected();
        this.#expecting = this.#stack.at(-1)!.kind === "object" ? "key" : "value";
        break;
      case '"': {
        const isKey = this.#expecting === "key" || this.#expecting === "key-or-end";
        if (!isKey) this.#beginValue();
        this.#string = { isKey, key: [], length: 0, escape: "none", isCut: false };
        break;
      }
      default:
        this.#beginValue();
        this.#scalar = { text: "", position: this.position() };
        return;
    }
    this.#at += 1;
  }

  #unexpected(): SourceError {
    return this.#error(this.#chunk[this.#at]!, expected[this.#expecting]);
  }

  #skipSpace(): void {
    const space = this.#run(SPACE);
    for (let index = space.indexOf("\n"); index !== -1; index = space.indexOf("\n", index + 1)) {
      this.#line += 1;
      this.#lineStart = this.#offset + this.#at + index + 1;
    }
    this.#at += space.length;
  }

  /** Where the value at hand is, or null where nobody asks. */
  #pathOfValue(): string | null {
    const container = this.#stack.at(-1);
    if (container === undefined) return "";
    if (container.path === null) return null;
    const name = container.kind === "array" ? "*" : container.key;
    if (name === null) return null;
    return container.path === "" ? name : `${container.path}.${name}`;
  }

  #beginValue(): void {
    if (this.#expecting !== "value" && this.#expecting !== "value-or-end") throw this.#unexpected();
    if (this.#capture !== null) return;
    const path = this.#pathOfValue();
    if (path === null || !this.#wanted.has(path)) return;
    const position = this.position();
    this.#capture = { path, position, depth: this.#stack.length, parts: [], length: 0 };
    this.#captureFrom = this.#at;
  }

  #open(kind: Container["kind"]): void {
    this.#beginValue();
    if (this.#stack.length >= MAX_DEPTH) {
      throw this.#error(this.#chunk[this.#at]!, "less than 256 levels of arrays and objects");
    }
    const path = this.#capture === null ? this.#pathOfValue() : null;
    if (path !== null && kind === "array") this.arrays.add(path);
    this.#stack.push({ kind, path, key: null });
    this.#expecting = kind === "object" ? "key-or-end" : "value-or-end";
    this.#at += 1;
  }

  #close(kind: Container["kind"]): void {
    const isReady =
      this.#expecting === "comma-or-end" ||
      this.#expecting === (kind === "object" ? "key-or-end" : "value-or-end");
    if (!isReady || this.#stack.at(-1)?.kind !== kind) throw this.#unexpected();
    this.#stack.pop();
    this.#at += 1;
    this.#endValue();
  }

  #endValue(): void {
    this.#expecting = this.#stack.length === 0 ? "end" : "comma-or-end";
    const capture = this.#capture;
    if (capture === null || capture.depth !== this.#stack.length) return;
    this.#flush(this.#at);
    this.#items.push({
      path: capture.path,
      text: capture.parts.join(""),
      position: capture.position,
    });
    this.#capture = null;
  }

  /** Adds the piece up to an index to the capture. */
  #flush(end: number): void {
    const capture = this.#capture;
    if (capture === null || this.#string?.isCut === true) return;
    const part = this.#chunk.slice(this.#captureFrom, end);
    this.#captureFrom = end;
    if (part === "") return;
    capture.parts.push(part);
    capture.length += part.length;
    if (capture.length > MAX_ITEM_LENGTH) {
      throw this.#error("", "entries of less than 16 MB", capture.position);
    }
  }

  #readScalar(scalar: ScalarState): void {
    const run = this.#run(SCALAR);
    scalar.text += run;
    this.#at += run.length;
    if (scalar.text.length > MAX_SCALAR_LENGTH) {
      throw this.#error(scalar.text, "a value", scalar.position);
    }
    if (this.#at < this.#chunk.length) this.#endScalar(scalar);
  }

  #endScalar({ text, position }: ScalarState): void {
    if (!NUMBER_OR_NAME.test(text)) throw this.#error(text, "a value", position);
    this.#scalar = null;
    this.#endValue();
  }

  #readString(string: StringState): void {
    if (string.escape !== "none") {
      this.#readEscape(string);
      return;
    }
    STRING_END.lastIndex = this.#at;
    const end = STRING_END.exec(this.#chunk)?.index ?? this.#chunk.length;
    this.#keep(string, end - this.#at);
    this.#at = end;
    if (end === this.#chunk.length) return;
    const character = this.#chunk[end]!;
    if (character === "\\") {
      this.#keep(string, 1);
      string.escape = "backslash";
      this.#at += 1;
    } else if (character === '"') {
      this.#endString(string);
    } else {
      throw this.#error(character, "a control character as \\u and four digits");
    }
  }

  #endString(string: StringState): void {
    if (string.isCut) this.#captureFrom = this.#at;
    this.#string = null;
    this.#at += 1;
    if (!string.isKey) {
      this.#endValue();
      return;
    }
    this.#stack.at(-1)!.key = string.length > MAX_KEY_LENGTH ? null : string.key.join("");
    this.#expecting = "colon";
  }

  #readEscape(string: StringState): void {
    const character = this.#chunk[this.#at]!;
    if (string.escape === "backslash") {
      if (!'"\\/bfnrtu'.includes(character)) {
        throw this.#error(character, 'one of "\\/bfnrtu after a backslash');
      }
      string.escape = character === "u" ? 4 : "none";
    } else if (string.escape !== "none") {
      if (!/[0-9a-fA-F]/.test(character)) throw this.#error(character, "four digits after \\u");
      string.escape = string.escape === 1 ? "none" : ((string.escape - 1) as 1 | 2 | 3);
    }
    // Part of an escape is no JSON: what began within the bound goes on beyond it.
    this.#keep(string, 1, "escape");
    this.#at += 1;
  }

  /** Takes so many of the next characters to the string, or cuts it. */
  #keep(string: StringState, length: number, part: "text" | "escape" = "text"): void {
    if (string.isKey && string.length <= MAX_KEY_LENGTH) {
      string.key.push(this.#chunk.slice(this.#at, this.#at + length));
    }
    const room = MAX_STRING_LENGTH - string.length;
    string.length += length;
    if (length <= room || string.isCut || part === "escape" || this.#capture === null) return;
    this.#flush(this.#at + Math.max(room, 0));
    string.isCut = true;
  }
}
