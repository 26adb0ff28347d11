import { engineNamed, type EngineName, type TransportRequest } from "@crosswalk/browser";
import type { Case, OriginName, Reply } from "../lab/case.ts";

/**
 * Whether a request finds a connection that had served before, as far as a case says. What earlier
 * cases left open counts where the laboratory sees to it: before cases of several steps it opens
 * connections to every origin.
 */
export class Connections {
  readonly #isProvided: boolean;
  readonly #idle: Set<string> = new Set();

  constructor({ steps }: Case, engine: EngineName) {
    // WebKit's have timed out by then.
    const isShared = steps.length > 1 || steps.some((step) => "script" in step);
    this.#isProvided = isShared && engine !== "webkit";
    this.#reusesAfterRedirect = engineNamed(engine).redirects.needsBody;
  }

  /** Who needs a redirect's body has read it to its end when it follows; others are faster. */
  readonly #reusesAfterRedirect: boolean;

  take(origin: OriginName, { connectionPool = "anonymous" }: TransportRequest): "new" | "reused" {
    const isIdle = this.#idle.delete(`${connectionPool} ${origin}`);
    return this.#isProvided || isIdle ? "reused" : "new";
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
