import type { Cause } from "./cause.ts";
import { pageLine, responseLines } from "./evidence.ts";

/** The page requires leave of everything that it embeds. */
export const embedderPolicy: Cause = {
  id: "embedder-policy",
  role: "cause",
  situations: [39],
  cors: false,
  find(facts) {
    if (facts.code !== "cross-origin-embedder-policy") return null;
    return {
      title: "This is not CORS: the page's embedder policy wants a header.",
      why: "The page is sent with `Cross-Origin-Embedder-Policy: require-corp`. Whatever it loads from elsewhere without CORS has to carry `Cross-Origin-Resource-Policy`, and this response doesn't.",
      change:
        "Ask with CORS (`crossorigin` on the element) and allow the page's origin, or send `Cross-Origin-Resource-Policy: cross-origin` with the resource if everyone may embed it.",
      where: "server",
      evidence: [
        pageLine(facts, "Cross-Origin-Embedder-Policy: require-corp"),
        ...responseLines(facts, "Cross-Origin-Resource-Policy"),
      ],
    };
  },
};
