import type { Cause } from "./cause.ts";
import { responseLines } from "./evidence.ts";

/** `Access-Control-Allow-Credentials` is missing, or `True`, on one of the two responses. */
export const allowCredentialsMissing: Cause = {
  id: "allow-credentials-missing",
  role: "cause",
  situations: [17],
  cors: true,
  find(facts) {
    if (facts.check !== "InvalidAllowCredentials") return null;
    const value = facts.response.get("Access-Control-Allow-Credentials");
    const which = facts.isPreflight ? "the preflight's response" : "the response";
    return {
      title:
        value === null
          ? `Access-Control-Allow-Credentials is missing on ${which}.`
          : "Access-Control-Allow-Credentials must be true, in lower case.",
      why: `The request is made with credentials (cookies), and ${value === null ? `${which} doesn't allow them` : `${which} says \`${value}\``}. Only the four letters \`true\` count, and they have to be on the preflight's response and on the other one.`,
      change:
        "Send `Access-Control-Allow-Credentials: true` on both. If the API takes a token and no cookies, make the request without credentials.",
      where: "server",
      evidence: [
        ...responseLines(facts, "Access-Control-Allow-Origin"),
        ...responseLines(facts, "Access-Control-Allow-Credentials"),
      ],
    };
  },
};
