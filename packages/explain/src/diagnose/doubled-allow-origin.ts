import { doublingLayer } from "./layers.ts";
import type { Cause } from "./cause.ts";
import { isMismatch } from "./codes.ts";
import { originLines } from "./evidence.ts";

const NAME = "Access-Control-Allow-Origin";

/** Two layers both answer for CORS. */
export const doubledAllowOrigin: Cause = {
  id: "doubled-allow-origin",
  role: "cause",
  situations: [12],
  cors: true,
  find(facts) {
    if (!isMismatch(facts)) return null;
    const lines = facts.response.getAll(NAME);
    const values = lines.flatMap((line) => line.split(",")).map((value) => value.trim());
    const isDoubled = lines.length > 1 || (values.length > 1 && new Set(values).size === 1);
    if (!isDoubled) return null;
    const layer = doublingLayer(facts);
    return {
      title: "Access-Control-Allow-Origin is there twice: two layers set it.",
      why: `The header may have one value, and it has ${facts.isTold(NAME) ? `${values.length}: \`${values.join(", ")}\`` : "more"}. The application sets it, and something before it adds its own${layer === null ? "" : `; of the dumps given, \`${layer}\` is the first that shows it twice`}. That both are right doesn't help.`,
      change: `Let one layer answer for CORS, and take the headers out of the other${layer === null ? "" : `: in \`${layer}\`, either don't add them, or strip what comes from behind`} (nginx: \`proxy_hide_header Access-Control-Allow-Origin\`).`,
      where: "proxy",
      evidence: originLines(facts),
    };
  },
};
