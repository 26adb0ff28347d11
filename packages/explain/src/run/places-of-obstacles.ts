import { corsError } from "@crosswalk/cors/protocol";
import type { FailureCode } from "../engine-run.ts";

/** Of what only a console told: the standard has its place where the cause says, and not where the engine was stopped for it. */
const nowhere = { anchor: "", step: "" };

interface Place {
  readonly anchor: string;
  readonly step: string;
}

/**
 * Where the standards have it fail. An obstacle is judged beside the engine, and to that it is a transport that failed, in
 * HTTP-network fetch.
 */
export const placesOfObstacles: ReadonlyMap<FailureCode, Place> = new Map<FailureCode, Place>([
  // 7. If […] should request be blocked by Content Security Policy […] returns blocked
  ["content-security-policy", { anchor: "#concept-main-fetch", step: "7" }],
  // 5. If […] the cross-origin resource policy check […] returns blocked
  ["cross-origin-embedder-policy", { anchor: "#concept-http-fetch", step: "5" }],
  ["frame-access", nowhere],
  ["frame-refused", nowhere],
  ["message-target", nowhere],
  ["opener-policy", nowhere],
  ["web-socket", nowhere],
  ["service-worker", corsError("InvalidResponse")],
  ["insecure-local-network", corsError("InsecureLocalNetwork")],
  ["other-address-space", corsError("InvalidLocalNetworkAccess")],
  ["local-network-access-denied", corsError("LocalNetworkAccessPermissionDenied")],
]);
