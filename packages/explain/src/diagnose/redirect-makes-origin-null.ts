import type { Cause } from "./cause.ts";
import { isOriginFailure } from "./codes.ts";
import { originLines } from "./evidence.ts";
import { originOf } from "./run-facts.ts";

/** After a redirect from one foreign origin to another, browsers ask as `null`, and print something else. */
export const redirectMakesOriginNull: Cause = {
  id: "redirect-makes-origin-null",
  role: "cause",
  situations: [10],
  cors: true,
  find(facts) {
    const { isRedirected, sentOrigin, pageOrigin, url, hops } = facts;
    if (!isRedirected || sentOrigin !== "null" || pageOrigin === "null") return null;
    if (!isOriginFailure(facts)) return null;
    const first = originOf(hops[0]?.url ?? url);
    const value = facts.response.get("Access-Control-Allow-Origin");
    const mismatch =
      value === null
        ? "and that server doesn't know whom to allow"
        : `so \`Access-Control-Allow-Origin: ${value}\` doesn't match`;
    return {
      title: "After the redirect the browser sends Origin: null.",
      why: `The request was redirected from ${first} to ${originOf(url)}. From the second foreign origin on, a browser no longer says who asks: it sends \`Origin: null\`, ${mismatch}. Chromium and Firefox don't print the \`null\`: Chromium says that the header's value is not equal to the supplied origin, although it names this very page.`,
      change: `Ask for \`${url}\` at once, so that there is no redirect between two origins. If the resource is public, \`*\` without credentials works as well. Never allow \`null\`.`,
      where: "request",
      evidence: originLines(facts),
    };
  },
};
