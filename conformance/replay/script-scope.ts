import type { Clock, EngineName, Page } from "@crosswalk/browser";
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
    XMLHttpRequest: class extends XMLHttpRequest {
      constructor() {
        super();
        this.addEventListener("loadend", () => {
          if (this.cause !== null) onCause(this.cause);
        });
      }
    } as unknown as ScriptScope["XMLHttpRequest"],
    setTimeout,
    ...abortingOf(engine, setTimeout),
  };
}

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
