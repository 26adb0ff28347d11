import type { Cause } from "./cause.ts";
import { isMissing } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";
import { droppingLayer } from "./layers.ts";
import type { RunFacts } from "./run-facts.ts";

/** The preflight is answered, but not by anything that knows CORS. */
export const preflightWithoutHeaders: Cause = {
  id: "preflight-without-headers",
  role: "cause",
  situations: [1, 43],
  cors: true,
  find(facts) {
    if (!facts.isPreflight || !isMissing(facts)) return null;
    const layer = droppingLayer(facts);
    return {
      title: "The preflight is answered, but without Access-Control-Allow-Origin.",
      why: `Browsers ask with \`OPTIONS\` first. ${answered(facts)}${layer === null ? "" : `; of the dumps given, \`${layer}\` is the first that lacks the header`}.`,
      change:
        "Let the CORS layer answer preflights with 204 and its headers, ahead of routing, authentication and everything else that answers `OPTIONS` by itself.",
      where: "server",
      evidence: [
        ...originLines(facts),
        ...responseLines(facts, "Allow").filter(({ line }) => line !== ""),
      ],
    };
  },
};

/** Chromium speaks of the header that is missing, whatever the status. */
function answered({ status, isTold }: RunFacts): string {
  return isTold("status")
    ? `Something answers ${status}, and grants nothing: mostly the web server or the framework answers \`OPTIONS\` of its own accord`
    : "The answer to that grants nothing, and Chromium doesn't say with which status it came: a 401 of a login, a 404 or 405 of a router without `OPTIONS` and a 500 look the same here. The network panel shows it, on the `OPTIONS` line";
}
