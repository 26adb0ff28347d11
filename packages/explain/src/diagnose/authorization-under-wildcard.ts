import type { Cause } from "./cause.ts";
import { responseLines, sentLines } from "./evidence.ts";

/** The standard excepts `Authorization` from `*`; browsers don't yet. */
export const authorizationUnderWildcard: Cause = {
  id: "authorization-under-wildcard",
  role: "cause",
  situations: [21],
  cors: true,
  find(facts) {
    const { code, parameter, response, request } = facts;
    if (
      code !== "HeaderDisallowedByPreflightResponse" ||
      parameter.toLowerCase() !== "authorization"
    )
      return null;
    const list = (response.get("Access-Control-Allow-Headers") ?? "")
      .split(",")
      .map((name) => name.trim());
    if (!list.includes("*") || request.credentials === "include") return null;
    return {
      title: "Authorization isn't covered by *; today's browsers still let it pass.",
      why: "By the standard, `Access-Control-Allow-Headers: *` covers every header but `Authorization`. Chromium, Firefox and Safari still let it through, with a warning that this will end.",
      change: "Name it now: `Access-Control-Allow-Headers: *, Authorization`.",
      where: "server",
      evidence: [
        ...sentLines(facts, "Access-Control-Request-Headers"),
        ...responseLines(facts, "Access-Control-Allow-Headers"),
      ],
    };
  },
};
