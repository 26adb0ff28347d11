import type { FetchInit } from "../api/fetch-init.ts";
import { Browser } from "../browser.ts";
import type { EngineName } from "../engines/engine.ts";
import type { FailureCause } from "../page.ts";
import type { TraceEvent } from "../trace.ts";
import type { Transport } from "../transports/transport.ts";

/** A request that a page's script makes with `fetch`; of a URL it may also be given alone. */
export interface MatchedRequest extends FetchInit {
  /** `https://api.example/` if left out: where it leads is the transport's to say. */
  readonly url?: string | URL;
  /** The browsers that have to agree; Chromium, Firefox and WebKit if left out. */
  readonly engines?: readonly EngineName[];
}

/** What one browser let a page's script see. */
export interface Reading {
  readonly engine: EngineName;
  readonly response: Response | null;
  readonly cause: FailureCause | null;
  readonly events: readonly TraceEvent[];
}

/** Whether the script sees more than that something came back. */
export function isReadable({ response }: Reading): boolean {
  return response !== null && response.type !== "opaque" && response.type !== "opaqueredirect";
}

const realEngines: readonly EngineName[] = ["chromium", "firefox", "webkit"];

/** Makes the request from a page of that origin, in each browser. */
export async function readFrom(
  subject: Transport | string,
  origin: string,
  { url = "https://api.example/", engines = realEngines, ...init }: MatchedRequest,
): Promise<Reading[]> {
  const page = origin === "null" ? origin : new URL(origin).href;
  const readings: Reading[] = [];
  for (const engine of engines) readings.push(await readIn(engine, subject, page, url, init));
  return readings;
}

async function readIn(
  engine: EngineName,
  subject: Transport | string,
  page: string,
  url: string | URL,
  init: FetchInit,
): Promise<Reading> {
  const [browser, target] =
    typeof subject === "string"
      ? [new Browser({ engine }), subject]
      : [new Browser({ engine, transport: subject }), url];
  try {
    const opened = page === "null" ? sandboxed(browser) : browser.open(page);
    const { result, events } = await opened.traced(async (traced) => {
      try {
        return { response: await traced.fetch(target, init), cause: null };
      } catch (error) {
        return { response: null, cause: causeOf(error) };
      }
    });
    return { engine, ...result, events };
  } finally {
    // A transport that was given is its owner's to close.
    if (typeof subject === "string") await browser.close();
  }
}

/** Any page whose origin is opaque sends `null`. */
const sandboxed = (browser: Browser): ReturnType<Browser["open"]> =>
  browser.open("https://sandboxed.example/", { sandboxed: true });

/** A request that no browser would make is a mistake in the test, not a refusal. */
function causeOf(error: unknown): FailureCause {
  if (error instanceof TypeError && isFailureCause(error.cause)) return error.cause;
  throw error;
}

function isFailureCause(cause: unknown): cause is FailureCause {
  return typeof cause === "object" && cause !== null && "anchor" in cause && "cors" in cause;
}
