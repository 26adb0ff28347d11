import type { Cause } from "./cause.ts";
import { spelled } from "./spelling.ts";
import { responseLines, sentLines } from "./evidence.ts";

/** With credentials, `*` is a method or a header that is called so. */
export const wildcardListWithCredentials: Cause = {
  id: "wildcard-list-with-credentials",
  role: "cause",
  situations: [19],
  cors: true,
  find(facts) {
    const { code, request, response } = facts;
    const isMethod = code === "MethodDisallowedByPreflightResponse";
    if (!isMethod && code !== "HeaderDisallowedByPreflightResponse") return null;
    const name = isMethod ? "Access-Control-Allow-Methods" : "Access-Control-Allow-Headers";
    const values = (response.get(name) ?? "").split(",").map((value) => value.trim());
    if (request.credentials !== "include" || !values.includes("*")) return null;
    const wanted = isMethod ? facts.parameter : spelled(facts.parameter, request);
    return {
      title: `With credentials, * in ${name} means nothing.`,
      why: `The request is made with credentials. Then \`*\` is no wildcard but a name, and \`${wanted}\` is not on the list.`,
      change: `Name it: \`${name}: ${wanted}\`. Or leave \`credentials\` out if the API takes a token and no cookies.`,
      where: "server",
      evidence: [
        ...sentLines(
          facts,
          isMethod ? "Access-Control-Request-Method" : "Access-Control-Request-Headers",
        ),
        ...responseLines(facts, name),
      ],
    };
  },
};
