import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** `Cross-Origin-Opener-Policy` cuts a page off from the windows that it opens, or that opened it. */
export const openerPolicy: Cause = {
  id: "opener-policy",
  role: "cause",
  situations: [],
  cors: false,
  standard: {
    title: "Cross-origin opener policies",
    step: "",
    url: "https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies",
  },
  find(facts) {
    if (facts.code !== "opener-policy") return null;
    return {
      title: "This is not CORS: the opener policy parts page and popup.",
      why: "The page, or the one in the popup, is served with `Cross-Origin-Opener-Policy: same-origin`. Then neither knows the other: `window.closed`, `postMessage` and `window.opener` lead nowhere. Logins in a popup (Google, Firebase, MSAL) live on these. Where the line says `would block`, it is a warning: the sign-in may work all the same.",
      change:
        "Serve the page that opens the popup with `Cross-Origin-Opener-Policy: same-origin-allow-popups`, or without the header. If you need `crossOriginIsolated`, sign in by a redirect instead of a popup.",
      where: "page",
      evidence: [pageLine(facts, facts.scenario.page.url, "the page that opens, or was opened")],
    };
  },
};
