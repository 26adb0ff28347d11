import type { Cause } from "./cause.ts";
import { isMissing } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";
import { droppingLayer } from "./layers.ts";

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
      why: `Browsers ask with \`OPTIONS\` first. Something answers ${facts.status}, and grants nothing: mostly the web server or the framework answers \`OPTIONS\` of its own accord${layer === null ? "" : `; of the dumps given, \`${layer}\` is the first that lacks the header`}.`,
      change:
        "Let the CORS layer answer preflights, ahead of everything that answers `OPTIONS` by itself.",
      where: "server",
      evidence: [
        ...originLines(facts),
        ...responseLines(facts, "Allow").filter(({ line }) => line !== ""),
      ],
    };
  },
};
