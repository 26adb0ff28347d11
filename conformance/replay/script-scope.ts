import {
  type Clock,
  type EngineName,
  type FailureCause,
  type Page,
  type PageResourceTiming,
  PageXmlHttpRequest,
} from "@crosswalk/browser";
import type { ScriptScope } from "../lab/page/run-script.ts";
import type { OnCause } from "./run-case.ts";

/** What a page's script finds by name, of the engine's; what time it takes is the clock's. */
export function scopeOf(
  page: Page,
  engine: EngineName,
  clock: Clock,
  onCause: OnCause,
): ScriptScope {
  const { XMLHttpRequest } = page;
  class TellingRequest extends XMLHttpRequest {
    #told: FailureCause | null = null;

    constructor() {
      super();
      // Before any listener of the script's, which may open it anew: nothing is left of the cause then.
      for (const type of ["readystatechange", "error", "loadend"])
        this.addEventListener(type, () => this.tell());
    }

    tell(): void {
      if (this.cause === null || this.cause === this.#told) return;
      this.#told = this.cause;
      onCause(this.cause);
    }
  }
  const setTimeout = (callback: () => void, milliseconds: number): void =>
    void clock.schedule(callback, milliseconds);
  return {
    async fetch(...parameters: Parameters<typeof fetch>) {
      try {
        return await page.fetch(...(parameters as Parameters<Page["fetch"]>));
      } catch (error) {
        tellCause(error, onCause);
        throw error;
      }
    },
    Request: page.Request,
    XMLHttpRequest: TellingRequest as unknown as ScriptScope["XMLHttpRequest"],
    async sendSynchronously(xhr, body) {
      const request = xhr as unknown as InstanceType<typeof TellingRequest>;
      // Where it fires no event, the exception alone says that it failed.
      await PageXmlHttpRequest.sendSynchronously(request, body).finally(() => request.tell());
    },
    async sendBeacon(url, body) {
      const { result, cause } = await page.load("beacon", url, { body });
      if (cause !== null) onCause(cause);
      return result === "sent";
    },
    URL: page.URL,
    performance: performanceOf(page),
    Date: { now: () => clock.date() },
    setTimeout,
    ...abortingOf(engine, setTimeout),
  };
}

/** Any time and any size will do where they are told: scripts of cases look whether they are zero. */
const performanceOf = ({ performance }: Page): ScriptScope["performance"] => ({
  getEntriesByName: (name) => performance.getEntriesByName(name).map(asEntry),
  getEntriesByType: (type) => performance.getEntriesByType(type).map(asEntry),
});

const asEntry = ({ name, entryType, tellsTimes, tellsTransferSize }: PageResourceTiming) =>
  ({
    name,
    entryType,
    requestStart: Number(tellsTimes),
    responseStart: Number(tellsTimes),
    transferSize: Number(tellsTransferSize),
  }) as unknown as PerformanceEntry;

function tellCause(error: unknown, onCause: OnCause): void {
  if (error instanceof TypeError && error.cause !== undefined)
    onCause(error.cause as Parameters<OnCause>[0]);
}

/** What a browser says where a script gives no reason, or ran out of time. A page's signals are the platform's. */
const words: Readonly<Record<EngineName, readonly [aborted: string, timedOut: string]>> = {
  standard: ["signal is aborted without reason", "signal timed out"],
  chromium: ["signal is aborted without reason", "signal timed out"],
  firefox: ["The operation was aborted. ", "The operation timed out."],
  webkit: ["The operation was aborted.", "The operation timed out."],
};

function abortingOf(
  engine: EngineName,
  setTimeout: ScriptScope["setTimeout"],
): Pick<ScriptScope, "AbortController" | "AbortSignal"> {
  const [aborted, timedOut] = words[engine];
  class WordedController extends AbortController {
    override abort(reason: unknown = new DOMException(aborted, "AbortError")): void {
      super.abort(reason);
    }
  }
  return {
    AbortController: WordedController,
    AbortSignal: {
      abort(reason?: unknown) {
        const controller = new WordedController();
        controller.abort(reason);
        return controller.signal;
      },
      any: (signals) => AbortSignal.any(signals),
      timeout(milliseconds) {
        const controller = new AbortController();
        setTimeout(
          () => controller.abort(new DOMException(timedOut, "TimeoutError")),
          milliseconds,
        );
        return controller.signal;
      },
    },
  };
}
