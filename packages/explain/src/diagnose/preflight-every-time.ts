import { HeaderList } from "@crosswalk/cors/protocol";
import type { Cause } from "./cause.ts";
import { replyLines } from "./evidence.ts";
import { isAssumed } from "./is-assumed.ts";

// Below a minute, whoever clicks twice pays twice.
const LONG_ENOUGH_SECONDS = 60;

/** Each request pays for two. */
export const preflightEveryTime: Cause = {
  id: "preflight-every-time",
  role: "note",
  situations: [49],
  cors: true,
  standard: {
    title: "CORS-preflight cache",
    step: "",
    url: "https://fetch.spec.whatwg.org/#concept-cache",
  },
  find(facts) {
    const { preflight, reach, scenario } = facts;
    if (preflight === null || reach === "fails" || preflight.reply.kind !== "response") return null;
    if (isAssumed(scenario, preflight)) return null;
    const value = HeaderList.from(preflight.reply.headers).get("Access-Control-Max-Age");
    if (value !== null && Number(value) >= LONG_ENOUGH_SECONDS) return null;
    return {
      title: "It works, but the browser asks with OPTIONS again and again.",
      why: `The answer to a preflight is kept for ${value === null ? "5 seconds, since no `Access-Control-Max-Age` says otherwise" : `\`${value}\` seconds`}, and for each URL on its own. So nearly every request costs two.`,
      change:
        "Send `Access-Control-Max-Age: 7200` with preflights. Chromium keeps it for 7,200 seconds at most, Firefox for 86,400, Safari for 600. Requests without own headers and without JSON need no preflight at all.",
      where: "server",
      evidence: replyLines(facts, preflight, "Access-Control-Max-Age"),
    };
  },
};
