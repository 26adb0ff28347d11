import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** https://fetch.spec.whatwg.org/#port-blocking */
export const unsafePort: Cause = {
  id: "unsafe-port",
  role: "cause",
  situations: [40],
  cors: false,
  find(facts) {
    const { code, parameter } = facts;
    if (code !== "BadPort") return null;
    const url = facts.run.failure?.url ?? facts.url;
    return {
      title: `This is not CORS: browsers never connect to port ${parameter}.`,
      why: `Port ${parameter} belongs to a protocol that a web page could be used to attack, and is on a list that all browsers block. Nothing was sent.`,
      change: "Let the server listen on another port, such as 8080.",
      where: "server",
      evidence: [pageLine(facts, url)],
    };
  },
};
