import type { Cause } from "./cause.ts";
import { responseLines } from "./evidence.ts";

/** The resource says that other sites may not embed it. */
export const crossOriginResourcePolicy: Cause = {
  id: "cross-origin-resource-policy",
  role: "cause",
  situations: [39],
  cors: false,
  find(facts) {
    if (facts.code !== "CorpBlocked") return null;
    return {
      title: "This is not CORS: Cross-Origin-Resource-Policy keeps the response home.",
      why: `${facts.isTold("Cross-Origin-Resource-Policy") ? "The response says" : "The response says, or something to that effect,"} \`Cross-Origin-Resource-Policy: ${facts.response.get("Cross-Origin-Resource-Policy") ?? ""}\`, so pages elsewhere may not embed it without CORS. Many security middlewares send that header by default.`,
      change:
        "Ask with CORS (`crossorigin` on the element) and allow the page's origin, or send `cross-origin` if everyone may embed it.",
      where: "server",
      evidence: responseLines(facts, "Cross-Origin-Resource-Policy"),
    };
  },
};
