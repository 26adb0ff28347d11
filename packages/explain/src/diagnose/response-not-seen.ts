import type { RunMessage } from "../engine-run.ts";
import type { Cause, CauseWords } from "./cause.ts";
import { replyLines, responseLines } from "./evidence.ts";
import { isAssumed } from "./is-assumed.ts";
import { originOf, type RunFacts } from "./run-facts.ts";

/** Of two responses, only one was shown. */
export const responseNotSeen: Cause = {
  id: "response-not-seen",
  role: "note",
  situations: [24],
  cors: true,
  standard: {
    title: "HTTP fetch",
    step: "",
    url: "https://fetch.spec.whatwg.org/#concept-http-fetch",
  },
  find(facts) {
    const { message, scenario, reach, preflight, isRedirected } = facts;
    if (reach !== "reads") return null;
    if (isRedirected && message !== null && isAssumed(scenario, message)) return unseenHop(facts);
    if (preflight === null) return null;
    const method = scenario.request.method ?? "GET";
    if (isAssumed(scenario, preflight)) {
      return {
        title: `The response to ${method} is fine; the preflight before it wasn't seen.`,
        why: `A browser sends \`OPTIONS\` before this request, and ${method} only if the answer to that allows it. Nobody has shown that answer here. Many servers answer \`OPTIONS\` with 404, 405 or 401, or without the headers.`,
        change: `Add what \`${askingCommand(preflight)}\` prints.`,
        where: "server",
        evidence: responseLines(facts, "Access-Control-Allow-Origin"),
      };
    }
    if (message === null || !isAssumed(scenario, message)) return null;
    return {
      title: `The preflight passes; the response to ${method} itself wasn't seen.`,
      why: `What answers \`OPTIONS\` allows the page to ask. The response to ${method} has to allow it once more, with \`Access-Control-Allow-Origin\` of its own, and nobody has shown that one here. Many servers send the headers with \`OPTIONS\` alone, or leave them out of errors.`,
      change: `Give the headers of the response to ${method} as well.`,
      where: "server",
      evidence: replyLines(facts, preflight, "Access-Control-Allow-Origin"),
    };
  },
};

/** What asks for a preflight's answer as a browser does. */
function askingCommand({ url, headers }: RunMessage): string {
  const sent = headers.filter(([name]) => /^(?:origin|access-control-request-.*)$/i.test(name));
  const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
  const options = sent.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return ["curl -i -X OPTIONS", ...options, quoted(url)].join(" ");
}

function unseenHop(facts: RunFacts): CauseWords | null {
  const { url, hops, sentOrigin, pageOrigin, preflight, scenario } = facts;
  const isNull = sentOrigin === "null" && pageOrigin !== "null";
  // Back at home nobody has to allow anything.
  if (originOf(url) === pageOrigin && !isNull) return null;
  const isSure = scenario.assumed?.includes("url") !== true;
  const asNull =
    isNull && isSure
      ? ", which asks there as `Origin: null`, for the redirect leads to another origin"
      : "";
  const unasked =
    preflight !== null && isAssumed(scenario, preflight)
      ? " The preflights on the way weren't seen either."
      : "";
  return {
    title: "The redirect may be followed; the response that it leads to wasn't seen.",
    why: `What answers \`${withoutQuery(url)}\` has to allow the page once more${asNull}. Nobody has shown that answer here; curl without \`-L\` stops at the redirect. A login page has no headers of CORS as a rule.${unasked}`,
    change: `Ask with \`curl -L\`, or for \`${withoutQuery(url)}\` itself.`,
    where: "server",
    evidence: hops.slice(-2, -1).flatMap((hop) => replyLines(facts, hop, "Location")),
  };
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/, "");
