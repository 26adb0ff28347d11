import type { Cause } from "./cause.ts";
import { sentLines, statusLine } from "./evidence.ts";

/** `sendBeacon` returns true, and nothing arrives. */
export const beaconNeedsPreflight: Cause = {
  id: "beacon-needs-preflight",
  role: "cause",
  situations: [48],
  cors: true,
  find(facts) {
    const { request, isPreflight, code } = facts;
    if (request.api !== "beacon" || !isPreflight || code === null) return null;
    return {
      title: "The beacon's Content-Type needs a preflight, and that fails.",
      why: "`sendBeacon` returns `true` as soon as the data is queued. A `Blob` of the type `application/json` then needs a preflight, the server doesn't allow it, and nothing is sent. The script never learns of it.",
      change:
        "Send a plain string, which goes as `text/plain` without a preflight, or let the server allow `Content-Type` in its preflights. Beacons are always sent with credentials.",
      where: "server",
      evidence: [...sentLines(facts, "Access-Control-Request-Headers"), ...statusLine(facts)],
    };
  },
};
