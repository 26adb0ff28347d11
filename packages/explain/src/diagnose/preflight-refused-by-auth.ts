import type { Cause } from "./cause.ts";
import { isFailedPreflight, isOriginRefused } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";

/** What guards the API asks the preflight for credentials, which it never has. */
export const preflightRefusedByAuth: Cause = {
  id: "preflight-refused-by-auth",
  role: "cause",
  situations: [4, 43],
  cors: true,
  find(facts) {
    const { status } = facts;
    if (!isFailedPreflight(facts) || (status !== 401 && status !== 403 && status !== 407))
      return null;
    if (isOriginRefused(facts)) return null;
    return {
      title: `The preflight is refused with ${status} before CORS is looked at.`,
      why: `Browsers ask with \`OPTIONS\` first, and never send cookies or \`Authorization\` with that. Something that wants a login (or a firewall) answers ${status}. Chromium doesn't show the status where the headers are missing too.`,
      change:
        "Answer preflights (`OPTIONS` with `Origin` and `Access-Control-Request-Method`) before authentication, in the outermost layer that can.",
      where: "server",
      evidence: [
        ...originLines(facts),
        ...responseLines(facts, "WWW-Authenticate").filter(({ line }) => line !== ""),
      ],
    };
  },
};
