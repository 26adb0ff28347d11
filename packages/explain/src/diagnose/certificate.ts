import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** The server's certificate isn't accepted. */
export const certificate: Cause = {
  id: "certificate",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    if (facts.code !== "certificate") return null;
    return {
      title: "This is not CORS: the server's certificate is not accepted.",
      why: "The browser breaks off the connection because it doesn't trust the certificate: it is self-signed, expired, or made for another name. In a page's request there is no warning to click through.",
      change: `Open ${new URL(facts.url).origin} in a tab of its own to see what is wrong with it. In development, make a certificate with a local authority that the system trusts.`,
      where: "server",
      evidence: [pageLine(facts, facts.url)],
    };
  },
};
