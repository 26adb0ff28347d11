import type { Cause } from "./cause.ts";
import { sentLines, statusLine } from "./evidence.ts";

/** A server that takes requests without `Origin` for an attack refuses its own pages. */
export const originNotSent: Cause = {
  id: "origin-not-sent",
  role: "cause",
  situations: [44],
  cors: false,
  standard: {
    title: "Append a request Origin header",
    step: "",
    url: "https://fetch.spec.whatwg.org/#append-a-request-origin-header",
  },
  find(facts) {
    const { isCrossOrigin, status, sentOrigin, message, scenario } = facts;
    if (isCrossOrigin || sentOrigin !== null || message === null || message.rule === null)
      return null;
    if (status === null || status < 400) return null;
    if (scenario.answers[message.rule]?.when.origin !== null) return null;
    return {
      title: "This is not CORS: the server refuses requests without Origin.",
      why: `Browsers send no \`Origin\` with GET and HEAD to the page's own origin, and the server answers ${status} to that. It mistakes a missing header for a foreign one.`,
      change:
        "Don't require `Origin`. To tell foreign requests apart, read `Sec-Fetch-Site`, and check `Origin` only where it is there.",
      where: "server",
      evidence: [...sentLines(facts, "Sec-Fetch-Site"), ...statusLine(facts)],
    };
  },
};
