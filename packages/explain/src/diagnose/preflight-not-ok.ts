import type { Cause } from "./cause.ts";
import { isFailedPreflight } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** A preflight has to be answered with 200 to 299. */
export const preflightNotOk: Cause = {
  id: "preflight-not-ok",
  role: "cause",
  situations: [4, 5],
  cors: true,
  find(facts) {
    if (!isFailedPreflight(facts)) return null;
    return {
      title: `The preflight must be answered 200 to 299; this is ${facts.status}.`,
      why: "Browsers ask with `OPTIONS` first, and only an answer with an ok status counts as leave, whatever its headers say.",
      change: "Answer preflights with 204.",
      where: "server",
      evidence: originLines(facts),
    };
  },
};
