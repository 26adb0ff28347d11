/**
 * What was given, what is wrong with it, and what to write instead, of all arguments of one call. A page's own functions are not
 * checked so: they say what the browser says.
 */
export class ArgumentCheck {
  readonly #subject: string;
  readonly #mistakes: string[] = [];

  constructor(subject: string) {
    this.#subject = subject;
  }

  require(holds: boolean, name: string, given: unknown, instead: string): void {
    if (!holds) this.#mistakes.push(`${name}: was given ${shown(given)}; write ${instead}`);
  }

  /** An option that is not known would be ignored, and the call would not mean what it seems to say. */
  requireKnown(given: object, known: readonly string[]): void {
    for (const name of Object.keys(given))
      if (!known.includes(name))
        this.#mistakes.push(`${name}: is not known; write one of ${known.join(", ")}`);
  }

  /** All that was found, at once. */
  error(): TypeError | null {
    return this.#mistakes.length === 0
      ? null
      : new TypeError(`${this.#subject}: ${this.#mistakes.join("\n  ")}`);
  }

  /** Throws it. */
  done(): void {
    const error = this.error();
    if (error !== null) throw error;
  }
}

export const isObject = (given: unknown): given is object =>
  typeof given === "object" && given !== null;

/** Whether it has these methods. */
export const canDo = (given: unknown, ...methods: readonly string[]): boolean =>
  isObject(given) &&
  methods.every((name) => typeof (given as Record<string, unknown>)[name] === "function");

const MAX_SHOWN_LENGTH = 80;

/** What was given, short enough for a message. */
export function shown(given: unknown): string {
  if (typeof given === "string") return JSON.stringify(given.slice(0, MAX_SHOWN_LENGTH));
  if (typeof given === "function") return `a function${given.name === "" ? "" : ` ${given.name}`}`;
  if (!isObject(given)) return String(given);
  if (Array.isArray(given)) return given.length === 0 ? "an empty array" : "an array";
  return `an object of ${given.constructor?.name ?? "no class"}`;
}
