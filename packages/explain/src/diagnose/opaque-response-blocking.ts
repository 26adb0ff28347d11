import type { Cause } from "./cause.ts";
import { responseLines } from "./evidence.ts";

/** https://github.com/annevk/orb */
export const opaqueResponseBlocking: Cause = {
  id: "opaque-response-blocking",
  role: "cause",
  situations: [39],
  cors: false,
  standard: {
    title: "Opaque Response Blocking, a proposal to the Fetch Standard",
    step: "",
    url: "https://github.com/annevk/orb",
  },
  find(facts) {
    if (facts.code !== "OpaqueResponseBlocked" && facts.code !== "opaque-response-blocking")
      return null;
    return {
      title: "This is not CORS: such a response can't be embedded.",
      why: "An element asked without CORS, and what came is no picture, sound or script by its type. Browsers keep such a response away from the page altogether.",
      change:
        "Look at what the URL really answers: often it is an error page. Correct its `Content-Type`.",
      where: "server",
      evidence: responseLines(facts, "Content-Type"),
    };
  },
};
