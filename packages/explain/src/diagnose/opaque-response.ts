import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** `mode: "no-cors"` as a cure. */
export const opaqueResponse: Cause = {
  id: "opaque-response",
  role: "cause",
  situations: [30],
  cors: true,
  standard: {
    title: "Opaque filtered response",
    step: "",
    url: "https://fetch.spec.whatwg.org/#concept-filtered-response-opaque",
  },
  find(facts) {
    const { run, request } = facts;
    if (run.outcome.kind !== "opaque") return null;
    const isRedirect = run.outcome.type === "opaqueredirect";
    return {
      title: isRedirect
        ? "A redirect that isn't followed can't be looked into."
        : "no-cors hides the response: status 0, no body, no headers.",
      why: isRedirect
        ? 'With `redirect: "manual"` the script has a response without status, headers or URL, whatever the server allows.'
        : '`mode: "no-cors"` doesn\'t switch CORS off. It promises that the script will never look at the response. The request is sent, and what comes back stays hidden, so `response.json()` fails.',
      change: isRedirect
        ? "Let redirects be followed, and look at `response.url`."
        : 'Take `mode: "no-cors"` out, and let the server allow the page.',
      where: "request",
      evidence: [
        pageLine(facts, isRedirect ? 'redirect: "manual"' : `mode: "${request.mode ?? ""}"`),
      ],
    };
  },
};
