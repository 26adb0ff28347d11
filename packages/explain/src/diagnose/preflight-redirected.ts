import type { Cause } from "./cause.ts";
import { isFailedPreflight, isRedirect } from "./codes.ts";
import { responseLines, sentLines, statusLine } from "./evidence.ts";
import { absoluteUrl } from "./run-facts.ts";

/** A slash too few, http for https, a missing `www`: the preflight is sent elsewhere. */
export const preflightRedirected: Cause = {
  id: "preflight-redirected",
  role: "cause",
  situations: [7],
  cors: true,
  find(facts) {
    if (!isFailedPreflight(facts) || !isRedirect(facts)) return null;
    const location = facts.response.get("Location");
    const target = location === null ? "" : absoluteUrl(location, facts.url);
    return {
      title: "The preflight is answered with a redirect, which is not allowed.",
      why: `Before the request, the browser asks with \`OPTIONS\`, and the server ${facts.isTold("status") ? `answers ${facts.status} and ` : ""}sends it on${target === "" ? "" : ` to \`${target}\``}. Preflights may not be redirected. Which of this a browser prints depends on the headers: without \`Access-Control-Allow-Origin\` it only speaks of that.`,
      change:
        target === ""
          ? "Ask for the final URL at once: mostly it is a slash at the end, `https` for `http`, or `www.`. A login that redirects has to let `OPTIONS` pass. The `Location` of the `OPTIONS` response says which."
          : `${difference(facts.url, target)} Ask for \`${target}\` at once, and don't redirect \`OPTIONS\`.`,
      where: "request",
      evidence: [
        ...sentLines(facts, "Access-Control-Request-Method"),
        ...statusLine(facts),
        ...responseLines(facts, "Location"),
      ],
    };
  },
};

function difference(from: string, to: string): string {
  const [one, other] = [new URL(from), new URL(to)];
  if (one.protocol !== other.protocol) return "It is the step from http to https.";
  if (one.hostname !== other.hostname) return `It is the step to the host ${other.hostname}.`;
  if (`${one.pathname}/` === other.pathname) return "It is the slash at the end.";
  return "";
}
