import type { Cause } from "./cause.ts";
import { responseLines, sentLines } from "./evidence.ts";

/** The preflight's answer doesn't name the method. */
export const methodNotAllowed: Cause = {
  id: "method-not-allowed",
  role: "cause",
  situations: [18],
  cors: true,
  find(facts) {
    if (facts.code !== "MethodDisallowedByPreflightResponse") return null;
    const method = facts.parameter;
    const listed = facts.response.get("Access-Control-Allow-Methods") ?? "";
    const isCase = listed
      .toLowerCase()
      .split(",")
      .map((name) => name.trim())
      .includes(method.toLowerCase());
    return {
      title: `Access-Control-Allow-Methods doesn't list ${method}.`,
      why: isCase
        ? `The list has it in another case, and methods are compared byte for byte: \`${listed}\`.`
        : `The preflight asks for \`${method}\`, and the answer ${listed !== "" ? `names \`${listed}\`` : facts.isTold("Access-Control-Allow-Methods") ? "names no methods" : "doesn't name it"}. Only GET, HEAD and POST need not be listed.`,
      change: `Add \`${method}\` to \`Access-Control-Allow-Methods\`.`,
      where: "server",
      evidence: [
        ...sentLines(facts, "Access-Control-Request-Method"),
        ...responseLines(facts, "Access-Control-Allow-Methods"),
      ],
    };
  },
};
