import type { ToldObstacle } from "../../scenario.ts";
import type { ConsoleKind } from "./console-message.ts";

/** What stops a request by its message where a run of the engine isn't stopped by what is known. */
export const toldObstacles: ReadonlyMap<ConsoleKind, ToldObstacle> = new Map<
  ConsoleKind,
  ToldObstacle
>([
  ["content-security-policy", "content-security-policy"],
  ["cors", "reason-not-told"],
  ["fetch-rejected", "reason-not-told"],
  ["font", "reason-not-told"],
  ["frame", "frame-access"],
  ["frame-refused", "frame-refused"],
  ["invalid-request", "reason-not-told"],
  ["invalid-response", "reason-not-told"],
  ["local-network-access", "insecure-local-network"],
  ["message-target", "message-target"],
  ["mixed-content", "mixed-content"],
  ["network", "reason-not-told"],
  ["opaque-response-blocking", "opaque-response-blocking"],
  ["opener-policy", "opener-policy"],
  ["redirect", "reason-not-told"],
  ["request-mode", "reason-not-told"],
  ["url-scheme", "reason-not-told"],
  ["web-socket", "web-socket"],
]);
