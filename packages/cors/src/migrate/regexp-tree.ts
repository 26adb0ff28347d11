/**
 * A regular expression, as far as it is understood: enough for those that people write about origins.
 *
 * NB: No look-around, back reference, word boundary or property escape. What they mean for an origin is hardly ever what was
 * meant, and an expression that isn't understood is refused, which is safe.
 */
export type RegExpNode =
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  /** One of the characters of a set. `.` is a set that holds everything. */
  | { readonly kind: "characters"; readonly set: CharacterSet; readonly isDot: boolean }
  /** One of several sequences. */
  | { readonly kind: "group"; readonly alternatives: readonly (readonly RegExpNode[])[] }
  | {
      readonly kind: "repeat";
      readonly node: RegExpNode;
      readonly min: number;
      readonly max: number;
    };

/** The characters of US-ASCII that may stand at one place, in lower case where case doesn't matter. Origins have no others. */
export type CharacterSet = ReadonlySet<string>;

const ASCII: readonly string[] = Array.from({ length: 128 }, (_, code) =>
  String.fromCharCode(code),
);
const DIGITS = ASCII.filter((character) => character >= "0" && character <= "9");
const LETTERS = ASCII.filter((character) => character.toLowerCase() !== character.toUpperCase());
const WORD = [...DIGITS, ...LETTERS, "_"];
const SPACE = ["\t", "\n", "\v", "\f", "\r", " "];
const EVERYTHING: CharacterSet = new Set(ASCII);

const CLASSES: ReadonlyMap<string, readonly string[]> = new Map([
  ["d", DIGITS],
  ["w", WORD],
  ["s", SPACE],
  ["D", without(DIGITS)],
  ["W", without(WORD)],
  ["S", without(SPACE)],
]);

/** Longer expressions about origins than this are lists that should be written as lists. */
const MAX_LENGTH = 2_000;
/** The longest group name or quantifier. */
const MAX_PIECE = 40;
/** Nobody reads deeper. */
const MAX_DEPTH = 8;

/**
 * Parses an expression in one pass.
 *
 * @returns null where it holds something that isn't understood
 */
export function parseRegExp(expression: RegExp): RegExpNode | null {
  // `m` and `s` change what `^`, `$` and `.` do around line breaks, of which origins have none; `d` changes nothing. `g` makes
  // the answer depend on the question before, and never is meant. `y` and `v` are not understood.
  if (expression.source.length > MAX_LENGTH || /[yv]/.test(expression.flags)) return null;
  const reader = new RegExpReader(expression.source, expression.flags.includes("i"));
  const tree = reader.readAlternatives(0);
  return tree !== null && reader.atEnd ? tree : null;
}

/** A cursor over the source. Every method returns null at what isn't understood. */
class RegExpReader {
  readonly #source: string;
  readonly #ignoresCase: boolean;
  #position = 0;

  constructor(source: string, ignoresCase: boolean) {
    this.#source = source;
    this.#ignoresCase = ignoresCase;
  }

  get atEnd(): boolean {
    return this.#position === this.#source.length;
  }

  readAlternatives(depth: number): RegExpNode | null {
    if (depth > MAX_DEPTH) return null;
    const alternatives: RegExpNode[][] = [[]];
    while (!this.atEnd && this.#peek() !== ")") {
      if (this.#take("|")) {
        alternatives.push([]);
        continue;
      }
      const node = this.#readTerm(depth);
      if (node === null) return null;
      alternatives.at(-1)?.push(node);
    }
    return { kind: "group", alternatives };
  }

  #readTerm(depth: number): RegExpNode | null {
    if (this.#take("^")) return { kind: "start" };
    if (this.#take("$")) return { kind: "end" };
    const atom = this.#readAtom(depth);
    return atom === null ? null : this.#readQuantifier(atom);
  }

  #readAtom(depth: number): RegExpNode | null {
    if (this.#take("(")) {
      if (this.#take("?") && !this.#take(":")) {
        const name = /^<[A-Za-z_$][\w$]*>/.exec(this.#ahead());
        if (name === null) return null;
        this.#position += name[0].length;
      }
      const group = this.readAlternatives(depth + 1);
      return this.#take(")") ? group : null;
    }
    if (this.#take("[")) return this.#readClass();
    if (this.#take(".")) return { kind: "characters", set: EVERYTHING, isDot: true };
    // A quantifier with nothing before it, or a bracket that closes nothing.
    if ("?*+{}]".includes(this.#peek())) return null;
    const characters = this.#readCharacters();
    return characters === null ? null : this.#characters(characters);
  }

  /** One character, or the characters of an escape such as `\d`. */
  #readCharacters(): readonly string[] | null {
    const character = this.#next();
    if (character === "" || character > "\u007f") return null;
    if (character !== "\\") return [character];
    const escaped = this.#next();
    const set = CLASSES.get(escaped);
    if (set !== undefined) return set;
    // Escapes of letters and digits mean something else: a boundary, a back reference, a control character.
    return escaped === "" || escaped > "\u007f" || /[A-Za-z0-9]/.test(escaped) ? null : [escaped];
  }

  #readClass(): RegExpNode | null {
    const isNegated = this.#take("^");
    const found: string[] = [];
    while (!this.atEnd && this.#peek() !== "]") {
      const first = this.#readCharacters();
      if (first === null) return null;
      const isRange =
        this.#peek() === "-" &&
        this.#source.charAt(this.#position + 1) !== "]" &&
        first.length === 1;
      if (!isRange) {
        found.push(...first);
        continue;
      }
      this.#position += 1;
      const last = this.#readCharacters();
      if (last === null || last.length !== 1) return null;
      const [from = "", to = ""] = [first[0], last[0]];
      found.push(...ASCII.filter((character) => character >= from && character <= to));
    }
    if (!this.#take("]")) return null;
    return this.#characters(found, isNegated);
  }

  #characters(found: readonly string[], isNegated = false): RegExpNode {
    const folded = this.#ignoresCase
      ? found.flatMap((character) => [character.toLowerCase(), character.toUpperCase()])
      : found;
    const set = new Set(isNegated ? without(folded) : folded);
    // Browsers send origins in lower case, so that is the case that counts.
    if (this.#ignoresCase && !isNegated)
      for (const letter of LETTERS) if (letter < "a") set.delete(letter);
    return { kind: "characters", set, isDot: false };
  }

  #readQuantifier(node: RegExpNode): RegExpNode | null {
    let min = 1;
    let max = 1;
    if (this.#take("?")) min = 0;
    else if (this.#take("*")) [min, max] = [0, Infinity];
    else if (this.#take("+")) max = Infinity;
    else if (this.#peek() === "{") {
      const counts = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#ahead());
      if (counts === null) return null;
      this.#position += counts[0].length;
      min = Number(counts[1]);
      max = counts[2] === undefined ? min : counts[3] === "" ? Infinity : Number(counts[3]);
    } else return node;
    // Whether it is greedy or lazy changes what is captured, not what matches.
    this.#take("?");
    return { kind: "repeat", node, min, max };
  }

  #peek(): string {
    return this.#source.charAt(this.#position);
  }

  /** What comes next, as far as one name or one quantifier may reach. */
  #ahead(): string {
    return this.#source.slice(this.#position, this.#position + MAX_PIECE);
  }

  #next(): string {
    return this.#source.charAt(this.#position++);
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#position += 1;
    return true;
  }
}

function without(characters: readonly string[]): readonly string[] {
  const left = new Set(characters);
  return ASCII.filter((character) => !left.has(character));
}
