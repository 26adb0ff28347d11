import { isInsecure } from "./origin-pattern.ts";
import { parseSerializedOrigin } from "../protocol/index.ts";

import type { CompiledPolicy } from "./compiled-policy.ts";
import type { OriginVerdict } from "./decide.ts";

/** What a resolver or a `select` may look at: where the request goes. */
export interface RequestTarget {
  /** The value of `Host` (or `:authority`), as received; null where there is none. */
  readonly host: string | null;
  /** The path, as received: not decoded, without query. */
  readonly path: string;
  /** The method of the actual request: for a preflight, the one it asks about. */
  readonly method: string;
}

/**
 * Decides about an origin that the policy does not list. Only the literal `true` (or a promise of it) allows; anything else, a
 * throw and a time-out refuse.
 *
 * @param origin a well-formed serialized origin
 * @param target where the request goes
 * @param signal aborted when the time limit is over
 */
export type ResolveOrigin = (
  origin: string,
  target: RequestTarget,
  signal: AbortSignal,
) => boolean | Promise<boolean>;

export interface OriginResolverOptions {
  readonly resolve: ResolveOrigin;
  /** How long to wait, in milliseconds, before the origin is refused. 1,000 when left out. */
  readonly timeLimit?: number;
  /** Given, answers are kept under the key it returns. Left out, nothing is kept. */
  readonly cacheKey?: (origin: string, target: RequestTarget) => string;
  /** For how long an answer is kept, in milliseconds. 60,000 when left out. */
  readonly cacheTime?: number;
  /** How many answers are kept at most; the oldest go first. 1,000 when left out. */
  readonly cacheSize?: number;
}

const DEFAULT_TIME_LIMIT = 1_000;
const DEFAULT_CACHE_TIME = 60_000;
const DEFAULT_CACHE_SIZE = 1_000;

/** Asks the user's `resolve`, with a time limit, and never twice at the same time for the same thing. */
export class OriginResolver {
  readonly #options: OriginResolverOptions;
  readonly #onError: (error: unknown) => void;
  readonly #inFlight = new Map<string, Promise<OriginVerdict>>();
  readonly #cache = new Map<string, { readonly verdict: OriginVerdict; readonly until: number }>();

  constructor(options: OriginResolverOptions, onError: (error: unknown) => void) {
    for (const name of ["timeLimit", "cacheTime", "cacheSize"] as const)
      requirePositive(name, options[name]);
    this.#options = options;
    this.#onError = onError;
  }

  /**
   * The verdict about one origin. Never rejects.
   *
   * A time-out or an error is not kept: the next request asks again.
   */
  resolve(origin: string, target: RequestTarget): OriginVerdict | Promise<OriginVerdict> {
    let key: string | null;
    try {
      key = this.#options.cacheKey?.(origin, target) ?? null;
    } catch (error) {
      this.#onError(error);
      return "resolver-failed";
    }
    const kept = key === null ? undefined : this.#cache.get(key);
    if (kept !== undefined && kept.until > Date.now()) return kept.verdict;

    // A resolver sees nothing but these four, so what is equal in them is the same work.
    const work = key ?? JSON.stringify([origin, target.host, target.path, target.method]);
    const running = this.#inFlight.get(work);
    if (running !== undefined) return running;

    const asked = this.#ask(origin, target).then((verdict) => {
      this.#inFlight.delete(work);
      if (key !== null && (verdict === "allowed" || verdict === "resolver-denied"))
        this.#keep(key, verdict);
      return verdict;
    });
    this.#inFlight.set(work, asked);
    return asked;
  }

  #ask(origin: string, target: RequestTarget): Promise<OriginVerdict> {
    const { resolve, timeLimit = DEFAULT_TIME_LIMIT } = this.#options;
    const controller = new AbortController();
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        settle("resolver-timed-out");
        controller.abort();
      }, timeLimit);
      const fail = (error: unknown): void => {
        clearTimeout(timer);
        // Once the time is over, an AbortError is what was asked for.
        if (!controller.signal.aborted) this.#onError(error);
        settle("resolver-failed");
      };
      try {
        Promise.resolve(resolve(origin, target, controller.signal)).then((answer: unknown) => {
          clearTimeout(timer);
          // Only `true` is yes: a truthy object is more often a mistake than an answer.
          settle(answer === true ? "allowed" : "resolver-denied");
        }, fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  #keep(key: string, verdict: OriginVerdict): void {
    const { cacheTime = DEFAULT_CACHE_TIME, cacheSize = DEFAULT_CACHE_SIZE } = this.#options;
    this.#cache.delete(key);
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size < cacheSize) break;
      this.#cache.delete(oldest);
    }
    this.#cache.set(key, { verdict, until: Date.now() + cacheTime });
  }
}

function requirePositive(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isFinite(value) && value > 0)) return;
  throw new TypeError(
    `resolveOrigin.${name}: ${String(value)} is not a positive number; write one, or leave it out`,
  );
}

/**
 * Whether a resolver may be asked about an origin at all. The dangers of a policy with credentials are the same whether an origin
 * was listed or looked up.
 */
export function mayBeResolved(compiled: CompiledPolicy, origin: string): boolean {
  const parts = parseSerializedOrigin(origin);
  if (parts === null) return false;
  const { allowCredentials, dangerously } = compiled.policy;
  if (parts === "null") return dangerously?.allowNullOrigin === true;
  return (
    allowCredentials !== true ||
    dangerously?.allowInsecureOrigins === true ||
    !isInsecure(parts.scheme, parts.host)
  );
}
