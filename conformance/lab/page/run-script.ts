import type { Outcome } from "@crosswalk/verify/page";

/** What a script finds by name: what a browser's page has, or a page of the engine's. */
export interface ScriptScope {
  readonly fetch: typeof fetch;
  readonly Request: typeof Request;
  readonly XMLHttpRequest: new () => XMLHttpRequest;
  /** What a synchronous `send` does: the engine can't stop its event loop for it, and is waited for. */
  readonly sendSynchronously: (request: XMLHttpRequest, body?: string) => Promise<void>;
  readonly AbortController: typeof AbortController;
  readonly AbortSignal: Pick<typeof AbortSignal, "abort" | "any" | "timeout">;
  /** As `navigator` has it, but for the promise: what the engine's pages load tells of itself later. */
  readonly sendBeacon: (url: string, data?: string) => Promise<boolean>;
  readonly URL: Pick<typeof URL, "createObjectURL">;
  readonly performance: Pick<Performance, "getEntriesByName" | "getEntriesByType">;
  /** What tells the time of day. */
  readonly Date: Pick<typeof Date, "now">;
  readonly setTimeout: (callback: () => void, milliseconds: number) => void;
}

/** Beside these, each script finds what helps it to tell. */
interface Tools {
  /** Notes values under a name. */
  readonly note: (name: string, ...values: readonly unknown[]) => void;
  /** Notes what the work returns or throws, and returns it, undefined if it threw. */
  readonly attempt: (name: string, work: () => unknown) => Promise<unknown>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Notes what a script can tell of a response, but for its body. */
  readonly noteResponse: (name: string, response: Response) => void;
  /** Notes an XMLHttpRequest's events as they come, each with its state. */
  readonly watch: (name: string, request: XMLHttpRequest) => Promise<void>;
}

const LONGEST = 200;

/** Runs the source of an async function's body, and tells what it noted. */
export async function runScript(
  source: string,
  scope: ScriptScope,
  limit: number,
): Promise<Outcome> {
  const notes: string[] = [];
  let isOver = false;
  const tools = toolsOf(scope, (line) => {
    if (!isOver) notes.push(line);
  });
  const names = { ...scope, ...tools };
  // A case is data, and this is where its script begins to run.
  // oxlint-disable-next-line typescript/no-implied-eval
  const begin = new Function(...Object.keys(names), `return (async () => { ${source} })()`) as (
    ...values: readonly unknown[]
  ) => Promise<void>;
  const result = await Promise.race([
    begin(...Object.values(names)).then(
      () => "returned",
      (error: unknown) => `thrown ${describe(error)}`,
    ),
    tools.wait(limit).then(() => "no end"),
  ]);
  isOver = true;
  return { result, notes };
}

function toolsOf({ setTimeout }: ScriptScope, tell: (line: string) => void): Tools {
  const note: Tools["note"] = (name, ...values) => tell([name, ...values.map(describe)].join(" "));
  return {
    note,
    async attempt(name, work) {
      try {
        const value = await work();
        note(name, value);
        return value;
      } catch (error) {
        note(name, error);
        return undefined;
      }
    },
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    noteResponse(name, { type, status, statusText, url, redirected, headers }) {
      note(name, type, status, statusText, url, redirected, headers);
    },
    watch: (name, request) =>
      new Promise((resolve) => {
        let last = "";
        const listen = (prefix: string) => (event: Event) => {
          const line = `${prefix}${event.type} ${request.readyState} ${request.status}`;
          // Progress events come as often as packets do; only the first of a row is kept.
          if (event.type !== "progress" || line !== last) note(name, line);
          last = line;
          if (event.type === "loadend" && prefix === "") resolve();
        };
        for (const type of [
          "loadstart",
          "progress",
          "abort",
          "error",
          "load",
          "timeout",
          "loadend",
        ])
          request.addEventListener(type, listen(""));
        request.addEventListener("readystatechange", listen(""));
      }),
  };
}

/** A value in words that are the same in every realm. */
function describe(value: unknown): string {
  if (value instanceof Error || value instanceof DOMException)
    return `${value.name}: ${value.message}`;
  if (typeof value === "string") return shorten(value);
  if (typeof value === "function") return "function";
  if (typeof value !== "object" || value === null) return String(value);
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  switch (kind) {
    case "Blob":
    case "File":
      return `${kind} ${(value as Blob).size} ${(value as Blob).type}`;
    case "ArrayBuffer":
    case "Uint8Array":
      return `${kind} ${(value as ArrayBuffer).byteLength}`;
    case "FormData":
      return `FormData ${[...(value as FormData)].map(([name, part]) => `${name}=${describe(part)}`).join("&")}`;
    case "Headers":
      return `Headers ${JSON.stringify([...(value as Headers)])}`;
    case "Array":
    case "Object":
      return shorten(JSON.stringify(value));
    default:
      return kind;
  }
}

const shorten = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}… ${text.length}` : text;
