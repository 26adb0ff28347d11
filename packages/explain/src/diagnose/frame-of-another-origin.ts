import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** Frames are guarded by the same-origin policy too, and CORS has no part in it. */
export const frameOfAnotherOrigin: Cause = {
  id: "frame-of-another-origin",
  role: "cause",
  situations: [],
  cors: false,
  standard: {
    title: "Cross-origin objects",
    step: "",
    url: "https://html.spec.whatwg.org/multipage/nav-history-apis.html#cross-origin-objects",
  },
  find(facts) {
    switch (facts.code) {
      case "frame-access":
        return {
          title: "This is not CORS: frames of other origins can't be looked into.",
          why: "A script reaches into a frame or window of another origin: its document, its variables, its size. No response header lifts that; CORS is about responses of requests.",
          change:
            "Let the two pages talk with `postMessage`, and have each check `event.origin`. Or serve both from one origin.",
          where: "page",
          evidence: [pageLine(facts, facts.scenario.page.url, "the page that looks")],
        };
      case "frame-refused":
        return {
          title: "This is not CORS: that page doesn't let itself be framed.",
          why: `\`${facts.url}\` says by \`X-Frame-Options\`, or by \`frame-ancestors\` in its Content-Security-Policy, which pages may show it in a frame, and this one is not among them.`,
          change:
            "If it is yours, name the page in `frame-ancestors` and take `X-Frame-Options` out. If it isn't, link to it: the header is there against clickjacking.",
          where: "server",
          evidence: [pageLine(facts, facts.url, "in a frame")],
          standard: {
            title: "The X-Frame-Options header",
            step: "",
            url: "https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header",
          },
        };
      default:
        return null;
    }
  },
};
