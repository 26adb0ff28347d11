import type { KeptPreloads } from "./preloaded.ts";
import type { UserAgent } from "../../fetching/user-agent.ts";
import type { Client } from "../../infrastructure/client.ts";
import type { LinkTrail } from "../../infrastructure/link-trail.ts";
import type { Trace } from "../../trace.ts";
import type { FailureCause } from "../failure-cause.ts";

/** Content attributes by their names, and what the constructors take. */
export interface LoadAttributes {
  /** Absent, `""`, `"anonymous"` or `"use-credentials"`; anything else counts as `"anonymous"`. */
  readonly crossorigin?: string | undefined;
  readonly integrity?: string | undefined;
  /** Of an image, a script or a link. */
  readonly referrerpolicy?: string | undefined;
  /** The destination of a preload. */
  readonly as?: string | undefined;
  /** Of a font: the name that a page uses it by, which is none if left out. */
  readonly family?: string | undefined;
  /** `"module"` for a worker of modules. */
  readonly type?: string | undefined;
  /** Of an event source. */
  readonly withCredentials?: boolean | undefined;
  /** Of a beacon. */
  readonly body?: unknown;
}

export type LoadResult =
  | "error"
  | "fulfilled"
  | "load"
  | "loadedmetadata"
  | "message"
  | "refused"
  | "rejected"
  | "sent"
  | "silent"
  | "thrown";

/** Why something was not loaded. */
export type LoadFailure =
  /** No response that may be used; `cause` tells why. */
  | "network"
  /** An error status. */
  | "status"
  /** A `Content-Type` that this kind cannot be. */
  | "type"
  /** Bytes that this kind cannot be. */
  | "content";

/** What a page can tell of a load, and beside it what only a tool is told. */
export interface LoadOutcome {
  /** The event, or how the promise or the call ended; `silent` where there is none of them. */
  readonly result: LoadResult;
  /**
   * What the page may do with what it loaded; null where it loaded nothing.
   *
   *     image, audio, video   "opaque" taints a canvas, and throws when made a WebGL texture
   *     stylesheet            "opaque" throws on cssRules
   *     shape                 null leaves the text beside a float where its margin ends
   *     svg-use               null draws nothing, and has no size
   *     mask                  null draws nothing, which no script can tell
   */
  readonly access: "readable" | "opaque" | null;
  /** What a window's `error` event says of a script's errors; null of what is no script. */
  readonly scriptErrors: "told" | "muted" | null;
  /** The name of the exception. */
  readonly error: string | null;
  /** What an exception says that a call throws; of others nothing is known. */
  readonly message: string | null;
  /** The text that the page may read: rules, cues, exports, an event's data. */
  readonly text: string | null;
  /** Of an event source: its events in order, and its `readyState` after the last one. */
  readonly events: readonly string[];
  readonly readyState: 0 | 1 | 2 | null;
  /** Not told to the page. */
  readonly failure: LoadFailure | null;
  readonly cause: FailureCause | null;
}

const nothing = {
  access: null,
  scriptErrors: null,
  error: null,
  message: null,
  text: null,
  events: [],
  readyState: null,
  failure: null,
  cause: null,
} as const;

export function outcomeOf(result: LoadResult, more: Partial<LoadOutcome> = {}): LoadOutcome {
  return { ...nothing, result, ...more };
}

/** Who loads. */
export interface LoadContext {
  /** What the page has loaded or is loading and may not ask for again, by what it was asked for. */
  readonly loads: Map<string, Promise<LoadOutcome>>;
  /** What its preloads have loaded. */
  readonly preloads: KeptPreloads;
  readonly client: Client;
  readonly agent: UserAgent;
  readonly trace: Trace | null;
  /** Of what a response links to, the way there. */
  readonly linkTrail: LinkTrail | null;
  /** When the load began, by `performance.now()`: what it waits for others, and asks for again, is of its one time limit. */
  readonly startedAt: number;
}
