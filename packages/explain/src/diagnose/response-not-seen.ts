import type { Cause } from "./cause.ts";
import { replyLines } from "./evidence.ts";

/** Of two responses, only the preflight's was shown. */
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
    const { message, scenario, reach, preflight } = facts;
    const answer = message?.rule == null ? undefined : scenario.answers[message.rule]?.answer;
    if (reach !== "reads" || preflight === null || answer === undefined) return null;
    if (!("assumed" in answer) || answer.told !== undefined) return null;
    const method = scenario.request.method ?? "GET";
    return {
      title: `The preflight passes; the response to ${method} itself wasn't seen.`,
      why: `What answers \`OPTIONS\` allows the page to ask. The response to ${method} has to allow it once more, with \`Access-Control-Allow-Origin\` of its own, and nobody has shown that one here. Many servers send the headers with \`OPTIONS\` alone, or leave them out of errors.`,
      change: `Give the headers of the response to ${method} as well.`,
      where: "server",
      evidence: replyLines(facts, preflight, "Access-Control-Allow-Origin"),
    };
  },
};
