import type { Cause } from "./cause.ts";
import { isMismatch } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** Several origins in one header. */
export const listInAllowOrigin: Cause = {
  id: "list-in-allow-origin",
  role: "cause",
  situations: [13],
  cors: true,
  find(facts) {
    if (!isMismatch(facts)) return null;
    const value = facts.response.get("Access-Control-Allow-Origin") ?? "";
    if (value.split(/[\s,;]+/).filter((part) => part !== "").length < 2) return null;
    return {
      title: "Access-Control-Allow-Origin takes one origin, not a list.",
      why: `The header says \`${value}\`. A browser compares the whole of it with the page's origin, and that is never the same. There is no syntax for several origins.`,
      change: `Keep the list on the server, look the request's \`Origin\` up in it, and answer with that one: \`${facts.pageOrigin}\`. With it goes \`Vary: Origin\`.`,
      where: "server",
      evidence: originLines(facts),
    };
  },
};
