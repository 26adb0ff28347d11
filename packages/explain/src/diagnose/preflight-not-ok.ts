import type { Cause } from "./cause.ts";
import { isFailedPreflight, isOriginRefused } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";

/** A preflight has to be answered with 200 to 299. */
export const preflightNotOk: Cause = {
  id: "preflight-not-ok",
  role: "cause",
  situations: [4, 5],
  cors: true,
  find(facts) {
    if (!isFailedPreflight(facts)) return null;
    if (isOriginRefused(facts)) {
      return {
        title: "The server's CORS layer refuses the page's origin.",
        why: `The preflight is answered 403 and allows no origin, but \`Vary\` names \`Origin\`: the server knows CORS, looked at \`${facts.pageOrigin}\`, and doesn't have it among those that it allows.`,
        change: `Add \`${facts.pageOrigin}\` to the origins that the server allows, written as the browser writes it: scheme, host and port.`,
        where: "server",
        evidence: [...originLines(facts), ...responseLines(facts, "Vary")],
      };
    }
    return {
      title: facts.isTold("status")
        ? `The preflight must be answered 200 to 299; this is ${facts.status}.`
        : "The preflight must be answered 200 to 299, and it isn't.",
      why: `Browsers ask with \`OPTIONS\` first, and only an answer with an ok status counts as leave, whatever its headers say.${facts.isTold("status") ? "" : " Chromium doesn't print which status it was; the network panel shows it on the `OPTIONS` line: 401 or 403 is a login that comes before CORS, 404 or 405 a router without `OPTIONS`, 5xx a handler that fails."}`,
      change:
        "Answer preflights with 204 in the CORS layer, before authentication and before the router.",
      where: "server",
      evidence: originLines(facts),
    };
  },
};
