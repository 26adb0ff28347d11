import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** A hash can't be checked of what may not be read. */
export const integrityWithoutCrossorigin: Cause = {
  id: "integrity-without-crossorigin",
  role: "cause",
  situations: [29],
  cors: true,
  find(facts) {
    const { code, request, isCrossOrigin } = facts;
    const isPlain =
      request.mode !== "cors" && (request.api === "script" || request.api === "stylesheet");
    if (code !== "SubresourceIntegrity" || !isPlain || !isCrossOrigin) return null;
    return {
      title: "integrity needs crossorigin when the file is from elsewhere.",
      why: "To check the hash, the browser has to read the file, and without `crossorigin` it asked for something that may be run but not read. So the check fails, whatever the bytes.",
      change:
        'Add `crossorigin="anonymous"` to the element. The server has to send `Access-Control-Allow-Origin`, as public CDNs do.',
      where: "page",
      evidence: [pageLine(facts, `integrity="${request.integrity ?? ""}"`, "without crossorigin")],
    };
  },
};
