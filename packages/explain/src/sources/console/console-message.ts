import type { CorsErrorCode } from "@crosswalk/cors/protocol";

/** What a message on a console is about. Only `cors` is CORS. */
export type ConsoleKind =
  | "blocked-by-client"
  | "certificate"
  | "connection-lost"
  | "content-security-policy"
  | "content-type"
  | "cookie"
  | "cors"
  | "cross-origin-embedder-policy"
  | "cross-origin-resource-policy"
  | "dns"
  | "fetch-rejected"
  | "font"
  | "frame"
  | "frame-refused"
  | "header-not-exposed"
  | "http-status"
  | "integrity"
  | "invalid-request"
  | "invalid-response"
  | "local-network-access"
  | "message-target"
  | "mixed-content"
  | "network"
  | "opaque-response-blocking"
  | "opener-policy"
  | "redirect"
  | "refused"
  | "request-mode"
  | "service-worker"
  | "tainted-canvas"
  | "timed-out"
  | "unsafe-header"
  | "unsafe-port"
  | "url-scheme"
  | "web-socket";

/** Codes that Chromium had before Local Network Access, and those that tell no more than that it was CORS. */
export type ConsoleCorsCode =
  | CorsErrorCode
  | "NoCorsRedirectModeNotFollow"
  | "PreflightInvalidAllowPrivateNetwork"
  | "PreflightMissingAllowPrivateNetwork"
  | "UnexpectedPrivateNetworkAccess";

/** What one message says, as far as it says it. */
export interface ConsoleMessage {
  /** Null where several browsers print the same. */
  readonly browser: "chromium" | "firefox" | "webkit" | null;
  readonly kind: ConsoleKind;
  /** Chromium's `CorsError`; null of what isn't CORS, and of CORS for a reason that isn't told. */
  readonly code: ConsoleCorsCode | null;
  /** Whether it was the preflight that failed; null where it isn't told. */
  readonly isPreflight: boolean | null;
  /** Whether it says that no response came at all. */
  readonly isUnanswered: boolean;
  /** What could not be loaded. After a redirect, where it led. */
  readonly url: string | null;
  readonly redirectedFrom: string | null;
  /** Of the page that asked, as printed. */
  readonly origin: string | null;
  readonly pageUrl: string | null;
  /** `GET`, where the line names it. */
  readonly method: string | null;
  /** What asked, in the browser's word: `fetch`, `XMLHttpRequest`, `font`, `CSS stylesheet`. */
  readonly resource: string | null;
  /** The header's name or the method that the message is about. */
  readonly parameter: string | null;
  /** The value of a response's header. */
  readonly value: string | null;
  /** A response's; 0 where the browser prints `(null)`. */
  readonly status: number | null;
  /** Of a Content Security Policy. */
  readonly directive: string | null;
  /** Of Local Network Access. */
  readonly addressSpace: string | null;
  /** `ERR_FAILED`, `NS_ERROR_…` and the like. */
  readonly netError: string | null;
  /** The text itself, and where in the whole it begins. */
  readonly text: string;
  readonly offset: number;
}
