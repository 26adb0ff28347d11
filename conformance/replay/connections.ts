import { engineNamed, type EngineName, type TransportRequest } from "@crosswalk/browser";
import type { Case, OriginName, Reply } from "../lab/case.ts";
import { foundIdle } from "./found-idle.ts";

/**
 * Whether a request finds a connection that had served before, as far as a case says. What earlier
 * cases left open counts where the laboratory sees to it: before cases of several steps it opens
 * connections to every origin.
 */
export class Connections {
  readonly #isProvided: boolean;
  readonly #idle: Set<string> = new Set();
  /** How many of earlier cases' each origin still has. */
  readonly #left: Map<string, number> = new Map();
  readonly #found: number;

  constructor({ id, steps }: Case, engine: EngineName) {
    this.#found = foundIdle.get(`${engine} ${id}`) ?? 0;
    // WebKit's have timed out by then.
    const isShared = steps.length > 1 || steps.some((step) => "script" in step);
    this.#isProvided = isShared && engine !== "webkit";
    this.#reusesAfterRedirect = engineNamed(engine).redirects.needsBody;
  }

  /** Who needs a redirect's body has read it to its end when it follows; others are faster. */
  readonly #reusesAfterRedirect: boolean;

  take(origin: OriginName, { connectionPool = "anonymous" }: TransportRequest): "new" | "reused" {
    const isIdle = this.#idle.delete(`${connectionPool} ${origin}`) || this.#takeLeft(origin);
    return this.#isProvided || isIdle ? "reused" : "new";
  }

  #takeLeft(origin: OriginName): boolean {
    const left = this.#left.get(origin) ?? this.#found;
    this.#left.set(origin, Math.max(0, left - 1));
    return left > 0;
  }

  giveBack(
    origin: OriginName,
    { connectionPool = "anonymous" }: TransportRequest,
    { status, raw, hangUp }: Reply,
  ): void {
    const isRedirect = status >= 300 && status < 400;
    const isOpen = raw === undefined && hangUp !== true;
    if (isOpen && isRedirect && this.#reusesAfterRedirect)
      this.#idle.add(`${connectionPool} ${origin}`);
  }
}
