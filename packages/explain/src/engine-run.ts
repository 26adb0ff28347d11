import type { EngineName, FailureCause, LoadFailure } from "@crosswalk/browser";
import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { AnsweredFailure, ToldObstacle } from "./scenario.ts";

/** A scenario, run in one engine. */
export interface EngineRun {
  readonly engine: EngineName;
  /** What the script or the page is told. */
  readonly outcome: RunOutcome;
  /** What it is not told: why the request failed; null where it didn't. */
  readonly failure: RunFailure | null;
  /** Every message, in order, with what answered it. */
  readonly messages: readonly RunMessage[];
  /** What the browser prints on its console, line by line. */
  readonly console: readonly string[];
}

export type RunOutcome =
  /** The script has the response, and may read its body and the headers named here. */
  | {
      readonly kind: "readable";
      readonly status: number;
      readonly url: string;
      readonly redirected: boolean;
      readonly type: string;
      readonly headers: HeaderEntries;
    }
  /** The script has a response that it may not look into. */
  | { readonly kind: "opaque"; readonly type: string }
  /** An element loaded; where `access` is `"opaque"`, the page may show it but not read it. */
  | {
      readonly kind: "loaded";
      readonly result: string;
      readonly access: "readable" | "opaque" | null;
    }
  /** A rejection, an error event or an exception. */
  | { readonly kind: "failed"; readonly error: string; readonly message: string };

export interface RunFailure {
  readonly code: FailureCode;
  /** The value, header or URL at fault; empty where there is none. */
  readonly parameter: string;
  /** Where the standard has it fail: a fragment of https://fetch.spec.whatwg.org/, or another standard's URL. */
  readonly anchor: string;
  readonly step: string;
  /** The URL at fault. */
  readonly url: string;
}

export type FailureCode =
  /** Chromium's names for what CORS forbids, the engine's for other network errors. */
  | FailureCause["code"]
  /** What the scenario says of the network. */
  | AnsweredFailure["failure"]
  /** No rule of the scenario answers. */
  | "no-answer"
  /** What is judged beside the engine. */
  | ObstacleKind
  /** An element can't use what came: an error status, a wrong type, other bytes. */
  | `unusable-${Exclude<LoadFailure, "network">}`
  /** An exception at the call: nothing was sent. */
  | "not-possible";

/** What stands in a request's way that is neither CORS nor a server. */
export type ObstacleKind = ToldObstacle | "cross-origin-embedder-policy" | "service-worker";

export interface RunMessage {
  /** Whether it belongs to what was done before; `before[0]`… or the request itself. */
  readonly part: "before" | "request";
  readonly kind: "preflight" | "actual";
  readonly method: string;
  readonly url: string;
  /** As sent. */
  readonly headers: HeaderEntries;
  /** Which rule of the scenario's `answers` answered it; null where none fits. */
  readonly rule: number | null;
  readonly reply: RunReply;
}

export type RunReply =
  | {
      readonly kind: "response";
      readonly status: number;
      readonly headers: HeaderEntries;
      /** Where it came from. */
      readonly from: "server" | "cache";
    }
  | { readonly kind: "failure"; readonly failure: AnsweredFailure["failure"] | "no-answer" }
  | { readonly kind: "stopped"; readonly obstacle: ObstacleKind };
