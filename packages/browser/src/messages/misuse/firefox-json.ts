/**
 * What Firefox says of a text that is no JSON: the first thing that is wrong, and where. Null of what is JSON.
 *
 * js/src/vm/JSONParser.cpp
 */
export function firefoxJsonError(text: string): string | null {
  const fault = new JsonReader(text).fault();
  if (fault === null) return null;
  const { line, column } = placeOf(text, fault.position);
  return `JSON.parse: ${fault.what} at line ${line} column ${column} of the JSON data`;
}

interface Fault {
  readonly what: string;
  readonly position: number;
}

/** What may come next; nothing, once a value is whole that is in no other. */
type Place =
  | "value"
  | "first-element"
  | "after-element"
  | "first-name"
  | "name"
  | "after-member"
  | "nothing";

const keywords: readonly string[] = ["true", "false", "null"];
const escapes: ReadonlySet<string | undefined> = new Set('"\\/bfnrt');

class JsonReader {
  readonly #text: string;
  // What is open is kept here and not on the stack: a text may nest as deep as it likes.
  readonly #open: ("array" | "object")[] = [];
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fault(): Fault | null {
    let place: Place = "value";
    while (place !== "nothing") {
      this.#skipSpace();
      const next = this.#read(place);
      if (typeof next === "object") return next;
      place = next;
    }
    this.#skipSpace();
    return this.#character === undefined
      ? null
      : this.#wrong("unexpected non-whitespace character after JSON data");
  }

  #read(place: Place): Place | Fault {
    const character = this.#character;
    switch (place) {
      case "first-element":
        return character === "]" ? this.#close() : this.#readValue();
      case "after-element":
        if (character === undefined) return this.#wrong("end of data when ',' or ']' was expected");
        if (character === "]") return this.#close();
        return character === ","
          ? this.#pass("value")
          : this.#wrong("expected ',' or ']' after array element");
      case "first-name":
        if (character === undefined)
          return this.#wrong("end of data while reading object contents");
        if (character === "}") return this.#close();
        return character === '"' ? this.#readName() : this.#wrong("expected property name or '}'");
      case "name":
        if (character === undefined)
          return this.#wrong("end of data when property name was expected");
        return character === '"'
          ? this.#readName()
          : this.#wrong("expected double-quoted property name");
      case "after-member":
        if (character === undefined)
          return this.#wrong("end of data after property value in object");
        if (character === "}") return this.#close();
        return character === ","
          ? this.#pass("name")
          : this.#wrong("expected ',' or '}' after property value in object");
      default:
        return this.#readValue();
    }
  }

  #readName(): Place | Fault {
    const fault = this.#readString();
    if (fault !== null) return fault;
    this.#skipSpace();
    if (this.#character === undefined)
      return this.#wrong("end of data after property name when ':' was expected");
    return this.#character === ":"
      ? this.#pass("value")
      : this.#wrong("expected ':' after property name in object");
  }

  #readValue(): Place | Fault {
    const character = this.#character;
    if (character === undefined) return this.#wrong("unexpected end of data");
    if (character === "[" || character === "{") {
      this.#open.push(character === "[" ? "array" : "object");
      return this.#pass(character === "[" ? "first-element" : "first-name");
    }
    const keyword = keywords.find((word) => word.startsWith(character));
    if (keyword !== undefined) {
      if (!this.#text.startsWith(keyword, this.#position)) return this.#wrong("unexpected keyword");
      this.#position += keyword.length;
      return this.#afterValue();
    }
    if (character === '"') return this.#readString() ?? this.#afterValue();
    if (character === "-" || isDigit(character)) return this.#readNumber() ?? this.#afterValue();
    return this.#wrong("unexpected character");
  }

  #readString(): Fault | null {
    this.#position++;
    for (;;) {
      const character = this.#character;
      if (character === undefined) return this.#wrong("unterminated string");
      if (character < " ") return this.#wrong("bad control character in string literal");
      this.#position++;
      if (character === '"') return null;
      const fault = character === "\\" ? this.#readEscape() : null;
      if (fault !== null) return fault;
    }
  }

  #readEscape(): Fault | null {
    const character = this.#character;
    if (character === undefined) return this.#wrong("unterminated string");
    if (character !== "u") {
      if (!escapes.has(character)) return this.#wrong("bad escaped character");
      this.#position++;
      return null;
    }
    this.#position++;
    for (let digits = 0; digits < 4; digits++) {
      if (!/^[0-9A-Fa-f]$/.test(this.#character ?? "")) return this.#wrong("bad Unicode escape");
      this.#position++;
    }
    return null;
  }

  #readNumber(): Fault | null {
    if (this.#takes("-") && this.#character === undefined)
      return this.#wrong("no number after minus sign");
    if (!isDigit(this.#character)) return this.#wrong("unexpected non-digit");
    if (!this.#takes("0")) this.#skipDigits();
    if (this.#takes(".")) {
      if (this.#character === undefined) return this.#wrong("missing digits after decimal point");
      if (!isDigit(this.#character)) return this.#wrong("unterminated fractional number");
      this.#skipDigits();
    }
    if (!this.#takes("e") && !this.#takes("E")) return null;
    if (this.#character === undefined)
      return this.#wrong("missing digits after exponent indicator");
    const isSigned = this.#takes("+") || this.#takes("-");
    if (isSigned && this.#character === undefined)
      return this.#wrong("missing digits after exponent sign");
    if (!isDigit(this.#character)) return this.#wrong("exponent part is missing a number");
    this.#skipDigits();
    return null;
  }

  get #character(): string | undefined {
    return this.#text[this.#position];
  }

  #takes(character: string): boolean {
    if (this.#character !== character) return false;
    this.#position++;
    return true;
  }

  #skipDigits(): void {
    while (isDigit(this.#character)) this.#position++;
  }

  #skipSpace(): void {
    for (;;) {
      const character = this.#character;
      if (character === undefined || !" \t\n\r".includes(character)) return;
      this.#position++;
    }
  }

  #pass(place: Place): Place {
    this.#position++;
    return place;
  }

  #close(): Place {
    this.#position++;
    this.#open.pop();
    return this.#afterValue();
  }

  #afterValue(): Place {
    const inside = this.#open.at(-1);
    if (inside === undefined) return "nothing";
    return inside === "array" ? "after-element" : "after-member";
  }

  #wrong(what: string): Fault {
    return { what, position: this.#position };
  }
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= "0" && character <= "9";

/** Lines and columns count from one; a line ends with `\r`, `\n` or both. */
function placeOf(
  text: string,
  position: number,
): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, position).split(/\r\n|\r|\n/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
