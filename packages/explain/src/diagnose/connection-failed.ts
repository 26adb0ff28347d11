import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** The connection is refused, or broken off. */
export const connectionFailed: Cause = {
  id: "connection-failed",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    const { code, url } = facts;
    if (code !== "connection-refused" && code !== "connection-reset") return null;
    const isRefused = code === "connection-refused";
    return {
      title: isRefused
        ? "This is not CORS: nothing listens at that address."
        : "This is not CORS: the server breaks the connection off.",
      why: `There was no response, so there were no headers to check. Firefox says "CORS request did not succeed" of it, and Safari blames access control; both mean that the network failed.`,
      change: isRefused
        ? `Start the server, and check host and port of ${new URL(url).origin}.`
        : "Look into the server's log: it crashed, or something before it closed the connection. Speaking http to an https port ends so too.",
      where: "network",
      evidence: [pageLine(facts, url)],
    };
  },
};
