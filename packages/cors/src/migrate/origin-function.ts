import type { ResolveOrigin } from "../policy/origin-resolver.ts";

/** What a function of today's options may answer. */
export interface OriginAnswers {
  /** Whether `true` is an answer, and a list of origins, beside the origin itself. */
  readonly forms: "text" | "any";
  /** Whether credentials are allowed, so that `"*"` is no answer. */
  readonly allowCredentials: boolean;
}

/** `(origin, callback)`, or with a promise. What it is called with as `this` is the framework's. */
export type OriginCallback = (
  this: unknown,
  origin: string,
  callback: (error: unknown, answer?: unknown) => void,
) => unknown;

/**
 * A resolver that asks a function with a callback. The function may return a promise instead of calling back, for which today's
 * middleware would wait in vain.
 */
export function resolveByCallback(
  ask: OriginCallback,
  answers: OriginAnswers,
  receiver: () => unknown = () => undefined,
): ResolveOrigin {
  return (origin) =>
    new Promise((resolve, reject) => {
      const settle = (answer: unknown): void => {
        try {
          resolve(allows(answer, origin, answers));
        } catch (error) {
          reject(error);
        }
      };
      const returned = ask.call(receiver(), origin, (error, answer) => {
        if (error) reject(error);
        else settle(answer);
      });
      if (isThenable(returned)) returned.then(settle, reject);
    });
}

/**
 * Whether an answer allows an origin. Text is compared, never searched in, and an expression never runs on what a request
 * brought.
 *
 * @throws TypeError for an answer that can't be understood, so that somebody is told
 */
function allows(answer: unknown, origin: string, answers: OriginAnswers): boolean {
  if (answer === origin || (answer === "*" && !answers.allowCredentials)) return true;
  if (answer === undefined || answer === null || answer === false || typeof answer === "string")
    return false;
  if (answers.forms === "any") {
    if (answer === true) return true;
    if (Array.isArray(answer) && answer.every((entry) => typeof entry === "string"))
      return answer.includes(origin);
  }
  throw new TypeError(
    "origin: the function answered with what is neither true nor an origin; compare there, and answer true or false",
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}

/**
 * Gives a function of the framework's context its context.
 *
 * A resolver is told the origin and where the request goes, and equal work in flight is shared. A function of the context may
 * look at anything, so here no two requests share an answer.
 */
export class ContextualOrigin<Context> {
  readonly #ask: (origin: string, context: Context) => unknown;
  readonly #answers: OriginAnswers;
  #context: { readonly value: Context } | null = null;
  #requests = 0;

  constructor(ask: (origin: string, context: Context) => unknown, answers: OriginAnswers) {
    this.#ask = ask;
    this.#answers = answers;
  }

  /** Runs what decides about a request; it asks before it first gives way. */
  within<Result>(value: Context, decide: () => Result): Result {
    this.#context = { value };
    try {
      return decide();
    } finally {
      this.#context = null;
    }
  }

  readonly options = {
    resolve: async (origin: string): Promise<boolean> => {
      if (this.#context === null) throw new TypeError("origin: asked outside of a request");
      return allows(await this.#ask(origin, this.#context.value), origin, this.#answers);
    },
    // One key for each request, so that none shares the answer of another. Nothing is looked up again, so one is kept.
    cacheKey: (): string => String(this.#requests++),
    cacheSize: 1,
    cacheTime: 1,
  };
}
