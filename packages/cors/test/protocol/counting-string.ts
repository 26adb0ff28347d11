/** What reading costs: a byte looked at or copied is a step. */
interface Meter {
  steps: number;
}

/**
 * A stand-in for a string that counts what is done to it, so that a test can bound the work of a parser by a number of
 * steps. A clock would measure the machine as well.
 */
class CountingString {
  readonly #text: string;
  readonly #meter: Meter;

  constructor(text: string, meter: Meter) {
    this.#text = text;
    this.#meter = meter;
  }

  get length(): number {
    return this.#text.length;
  }

  charCodeAt(position: number): number {
    this.#meter.steps++;
    return this.#text.charCodeAt(position);
  }

  charAt(position: number): string {
    this.#meter.steps++;
    return this.#text.charAt(position);
  }

  startsWith(other: string, position?: number): boolean {
    this.#meter.steps += other.length;
    return this.#text.startsWith(other, position);
  }

  endsWith(other: string): boolean {
    this.#meter.steps += other.length;
    return this.#text.endsWith(other);
  }

  indexOf(other: string, position = 0): number {
    const found = this.#text.indexOf(other, position);
    this.#meter.steps += (found === -1 ? this.#text.length : found) - position + other.length;
    return found;
  }

  slice(start: number, end = this.#text.length): CountingString {
    const part = this.#text.slice(start, end);
    this.#meter.steps += part.length;
    return new CountingString(part, this.#meter);
  }

  toLowerCase(): string {
    return this.toString().toLowerCase();
  }

  toUpperCase(): string {
    return this.toString().toUpperCase();
  }

  replace(pattern: RegExp, replacer: (match: string) => string): string {
    return this.toString().replace(pattern, replacer);
  }

  toString(): string {
    this.#meter.steps += this.#text.length;
    return this.#text;
  }
}

/** How many steps a parser takes over a text. */
export function stepsOf(text: string, parse: (value: string) => unknown): number {
  const meter: Meter = { steps: 0 };
  parse(new CountingString(text, meter) as unknown as string);
  return meter.steps;
}
