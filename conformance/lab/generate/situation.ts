import type { Case, PageName, Reply, ScriptRequest, Step } from "../case.ts";

/** A case before it has an id. */
export type Situation = Omit<Case, "id" | "dimension">;

/**
 * A reply kept out of HTTP caches, unless the headers say otherwise, and whose type no browser
 * sniffs or parses.
 */
export function reply(status: number, ...headers: readonly string[]): Reply {
  const has = (name: string): boolean =>
    headers.some((line) => line.toLowerCase().startsWith(`${name}:`));
  return {
    status,
    headers: [
      ...headers,
      ...(has("cache-control") ? [] : ["Cache-Control: no-store"]),
      ...(has("content-type") ? [] : ["Content-Type: text/plain"]),
    ],
    body: status === 204 || status === 304 ? "" : "ok",
  };
}

export const get = (more: Partial<ScriptRequest> = {}): ScriptRequest => ({
  api: "fetch",
  url: "{b/}1",
  ...more,
});

/** A request that needs a preflight for its method. */
export const put = (more: Partial<ScriptRequest> = {}): ScriptRequest =>
  get({ method: "PUT", ...more });

/** The value that an answer must name to be read by a page. */
export function originOf(page: PageName): string {
  switch (page) {
    case "sandbox":
    case "file":
    case "data":
    case "data in a":
      return "null";
    case "b in a":
      return "{b}";
    case "c in a":
      return "{c}";
    case "b in s":
      return "{b}";
    case "srcdoc in a":
    case "blank in a":
    case "blob in a":
    case "telling a":
    case "ephemeral":
    case "upgrading a":
      return "{a}";
    case "upgrading s":
      return "{s}";
    case "upgrading u":
      return "{u}";
    default:
      return `{${page}}`;
  }
}

export const allowOrigin = (page: PageName): string =>
  `Access-Control-Allow-Origin: ${originOf(page)}`;
export const ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials: true";
export const allowMethods = (value: string): string => `Access-Control-Allow-Methods: ${value}`;
export const allowHeaders = (value: string): string => `Access-Control-Allow-Headers: ${value}`;
export const exposeHeaders = (value: string): string => `Access-Control-Expose-Headers: ${value}`;
export const maxAge = (value: string): string => `Access-Control-Max-Age: ${value}`;

export interface SituationOptions {
  readonly page?: PageName;
  readonly preflight?: readonly Reply[];
  readonly actual?: readonly Reply[];
  readonly replies?: Readonly<Record<string, readonly Reply[]>>;
}

/** A situation that passes, unless the options say otherwise: an allowed origin, nothing else. */
export function situation(
  title: string,
  steps: Step | readonly Step[],
  options: SituationOptions = {},
): Situation {
  const page = options.page ?? "a";
  const actual = options.actual ?? [reply(200, allowOrigin(page))];
  return {
    title,
    page,
    steps: Array.isArray(steps) ? (steps as readonly Step[]) : [steps as Step],
    replies: options.replies ?? {
      "": actual,
      ...(options.preflight === undefined ? {} : { preflight: options.preflight }),
    },
  };
}

/** The same request through `fetch` and through XMLHttpRequest. */
export function asXhr(request: ScriptRequest): ScriptRequest {
  const { credentials, ...rest } = request;
  return { ...rest, api: "xhr", ...(credentials === "include" ? { withCredentials: true } : {}) };
}
