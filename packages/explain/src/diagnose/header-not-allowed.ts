import type { Cause } from "./cause.ts";
import { spelled } from "./spelling.ts";
import { responseLines, sentLines } from "./evidence.ts";

/** The preflight's answer doesn't name a header that the script sets. */
export const headerNotAllowed: Cause = {
  id: "header-not-allowed",
  role: "cause",
  situations: [20],
  cors: true,
  find(facts) {
    if (facts.code !== "HeaderDisallowedByPreflightResponse") return null;
    const name = spelled(facts.parameter, facts.request);
    const listed = facts.response.get("Access-Control-Allow-Headers") ?? "";
    const isJson = name.toLowerCase() === "content-type";
    return {
      title: `Access-Control-Allow-Headers doesn't list ${name}.`,
      why: `The script sets \`${name}\`${isJson ? " to a type that a form can't send, such as JSON" : ""}, so the browser asks for it in the preflight. The answer ${listed !== "" ? `names \`${listed}\`` : facts.isTold("Access-Control-Allow-Headers") ? "names no headers" : "doesn't name it"}.`,
      change: `Add \`${name}\` to \`Access-Control-Allow-Headers\`, or don't send it.`,
      where: "server",
      evidence: [
        ...sentLines(facts, "Access-Control-Request-Headers"),
        ...responseLines(facts, "Access-Control-Allow-Headers"),
      ],
    };
  },
};
