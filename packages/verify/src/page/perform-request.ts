import { elementLoad } from "./element-loads.ts";
import type { Outcome } from "./outcome.ts";
import type { ScriptRequest } from "./script-request.ts";
import { runBeacon, runEventSource, runFetch, runXhr } from "./script-requests.ts";

/**
 * Makes a request in this page, and tells what a script can tell of it; `no end` after so many
 * milliseconds. `onOpened` is called between an XMLHttpRequest's `open` and its `send`.
 */
export async function performRequest(
  request: ScriptRequest,
  limit: number,
  onOpened: () => void = () => undefined,
): Promise<Outcome> {
  const controller = new AbortController();
  const patience = new Promise<Outcome>((resolve) => {
    setTimeout(() => {
      resolve({ result: "no end" });
      controller.abort();
    }, limit);
  });
  const run = async (): Promise<Outcome> => {
    switch (request.api) {
      case "fetch":
        return runFetch(request, controller.signal);
      case "xhr":
        return runXhr(request, controller.signal, onOpened);
      case "beacon":
        return runBeacon(request);
      case "event-source":
        return runEventSource(request);
      default:
        return elementLoad(request.api)!(request);
    }
  };
  return Promise.race([
    run().catch((error: unknown) => ({ result: "thrown", error: String(error) })),
    patience,
  ]);
}
