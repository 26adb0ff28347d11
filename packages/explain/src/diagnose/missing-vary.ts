import { parseSerializedOrigin } from "@crosswalk/cors/protocol";
import { cacheSign, variesOnOrigin } from "../simulate/cache-headers.ts";
import type { Cause } from "./cause.ts";
import { isMissing, isOriginFailure } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";

/** A cache between replays what was made for someone else. */
export const missingVary: Cause = {
  id: "missing-vary",
  role: "cause",
  situations: [25, 42],
  cors: true,
  find(facts) {
    const { response, isPreflight, status } = facts;
    if (isPreflight || !isOriginFailure(facts) || status === null || status >= 400) return null;
    const sign = cacheSign(response);
    if (sign === null || variesOnOrigin(response)) return null;
    const value = response.get("Access-Control-Allow-Origin") ?? "";
    // Another's origin, whole and well-formed, is not a slip of the pen.
    if (!isMissing(facts) && parseSerializedOrigin(value) === null) return null;
    return {
      title: isMissing(facts)
        ? "A cache replays an answer made for a request without Origin."
        : "A cache replays an answer made for another origin.",
      why: `The response comes from a cache (\`${sign}\`), and it was made for ${isMissing(facts) ? "a request that had no `Origin`" : `\`${value}\``}. It lacks \`Vary: Origin\`, so the cache takes it to be the same for everyone. That is why it works sometimes: it depends on who asked first.`,
      change:
        "Send `Vary: Origin` on every response whose headers depend on the origin, also on those to requests without one, let the CDN take `Origin` into its key, and purge it. If the resource is public, `*` for all needs no `Vary`.",
      where: "cache",
      evidence: [
        ...originLines(facts),
        ...responseLines(facts, "Vary"),
        ...responseLines(facts, sign.slice(0, sign.indexOf(":"))),
      ],
    };
  },
};
