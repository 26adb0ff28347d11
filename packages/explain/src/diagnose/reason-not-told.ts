import type { Cause } from "./cause.ts";

/** `TypeError: Failed to fetch`, and no word of why. */
export const reasonNotTold: Cause = {
  id: "reason-not-told",
  role: "cause",
  situations: [],
  cors: false,
  standard: {
    title: "Network error",
    step: "",
    url: "https://fetch.spec.whatwg.org/#concept-network-error",
  },
  find(facts) {
    if (facts.code !== "reason-not-told") return null;
    return {
      title: "This message doesn't tell why; another line of the console does.",
      why: "`Failed to fetch`, `Load failed`, `Network Error` and `net::ERR_FAILED` are all that a script is told of a failure, so that no page can probe networks. It may be CORS, a server that is down, a certificate, an extension, or a request that was cancelled because the page went away. The browser knows, and prints it on its console as a line of its own. A line that is cut off before its reason tells no more.",
      change:
        "Copy, to its end, the line of the console that begins with `Access to …`, `Cross-Origin Request Blocked` or `Origin …`, or names an error, and explain that. Or give the URL, and the page with `--page`, and the server is asked.",
      where: "browser",
      evidence: [],
    };
  },
};
