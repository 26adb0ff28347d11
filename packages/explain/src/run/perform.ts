import type { LoadAttributes, LoadOutcome, Page } from "@crosswalk/browser";
import type { FailureCause } from "@crosswalk/browser";
import type { RunOutcome } from "../engine-run.ts";
import type { ScenarioRequest } from "../scenario.ts";

/** How a request ended: what the page is told, and what it isn't. */
export interface Performed {
  readonly outcome: RunOutcome;
  readonly cause: FailureCause | null;
  /** Why an element has no use for what came. */
  readonly unusable: "status" | "type" | "content" | null;
}

/** Makes a request as a script or an element of the page does. */
export function perform(page: Page, request: ScenarioRequest): Promise<Performed> {
  switch (request.api) {
    case "fetch":
      return performFetch(page, request);
    case "xhr":
      return performXhr(page, request);
    default:
      return performLoad(page, request);
  }
}

async function performFetch(page: Page, request: ScenarioRequest): Promise<Performed> {
  const { method, headers, credentials, mode, redirect, cache, integrity } = request;
  const { targetAddressSpace } = request;
  try {
    const response = await page.fetch(request.url, {
      ...defined({ method, credentials, mode, redirect, cache, integrity, targetAddressSpace }),
      ...(headers === undefined ? {} : { headers: headers.map(([name, value]) => [name, value]) }),
      ...bodyOf(request),
    });
    return { outcome: outcomeOfResponse(response), cause: null, unusable: null };
  } catch (error) {
    return { outcome: failed(error), cause: causeOf(error), unusable: null };
  }
}

function defined<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}

function bodyOf({ body, upload }: ScenarioRequest): RequestInit & { duplex?: "half" } {
  if (upload !== "stream") return body === undefined ? {} : { body };
  const bytes = new TextEncoder().encode(body ?? "");
  return { body: new Blob([bytes]).stream(), duplex: "half" };
}

function outcomeOfResponse(response: Response): RunOutcome {
  const { type, status, url, redirected } = response;
  if (type === "opaque" || type === "opaqueredirect") return { kind: "opaque", type };
  return { kind: "readable", status, url, redirected, type, headers: [...response.headers] };
}

const failed = (error: unknown): RunOutcome =>
  error instanceof Error
    ? { kind: "failed", error: error.name, message: error.message }
    : { kind: "failed", error: "unknown", message: String(error) };

function causeOf(error: unknown): FailureCause | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause
    ? (cause as FailureCause)
    : null;
}

function performXhr(page: Page, request: ScenarioRequest): Promise<Performed> {
  return new Promise((resolve) => {
    const xhr = new page.XMLHttpRequest();
    const end = (outcome: RunOutcome): void =>
      resolve({ outcome, cause: xhr.cause, unusable: null });
    try {
      xhr.open(request.method ?? "GET", request.url);
      for (const [name, value] of request.headers ?? []) xhr.setRequestHeader(name, value);
      xhr.withCredentials = request.credentials === "include";
      if (request.upload === "listener") xhr.upload.addEventListener("progress", () => undefined);
      xhr.addEventListener("error", () => end({ kind: "failed", error: "error", message: "" }));
      xhr.addEventListener("load", () =>
        end({
          kind: "readable",
          status: xhr.status,
          url: xhr.responseURL,
          redirected: xhr.responseURL !== new URL(request.url, page.url).href.replace(/#.*$/, ""),
          type: "default",
          headers: headersOf(xhr.getAllResponseHeaders()),
        }),
      );
      xhr.send(request.body ?? null);
    } catch (error) {
      end(failed(error));
    }
  });
}

function headersOf(text: string): [name: string, value: string][] {
  return text
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}

async function performLoad(page: Page, request: ScenarioRequest): Promise<Performed> {
  const { api } = request;
  if (api === "fetch" || api === "xhr") throw new TypeError(`${api} is no element`);
  const outcome = await page.load(api, request.url, attributesOf(request));
  return { outcome: outcomeOfLoad(outcome), cause: outcome.cause, unusable: unusableOf(outcome) };
}

function attributesOf(request: ScenarioRequest): LoadAttributes {
  const { api, mode, credentials, integrity, as } = request;
  const isInclude = credentials === "include";
  return {
    ...(mode === "cors" ? { crossorigin: isInclude ? "use-credentials" : "anonymous" } : {}),
    ...(integrity === undefined ? {} : { integrity }),
    ...(as === undefined ? {} : api === "worker" ? { type: as } : { as }),
    ...(api === "event-source" && isInclude ? { withCredentials: true } : {}),
    // No scenario says what its page calls a font.
    ...(api === "font" ? { family: "Hen" } : {}),
    ...(api === "beacon" ? beaconBody(request) : {}),
  };
}

/** A string is sent as text, whatever its author meant; a `Blob` has a type of its own. */
function beaconBody({ body, headers = [] }: ScenarioRequest): LoadAttributes {
  if (body === undefined) return {};
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return { body: type === undefined ? body : new Blob([body], { type }) };
}

function unusableOf({ failure }: LoadOutcome): Performed["unusable"] {
  return failure === null || failure === "network" ? null : failure;
}

function outcomeOfLoad({ result, access, failure, error }: LoadOutcome): RunOutcome {
  // A beacon tells its page nothing: what counts is whether it got through.
  if (failure !== null || result === "thrown" || result === "rejected" || result === "refused")
    return { kind: "failed", error: error ?? "error", message: "" };
  return { kind: "loaded", result, access };
}
