import { addressSpaceOf } from "@crosswalk/browser";
import type { Cause } from "./cause.ts";
import { isMismatch } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** `localhost` and `127.0.0.1` are the same machine and two origins. */
export const loopbackNamesDiffer: Cause = {
  id: "loopback-names-differ",
  role: "cause",
  situations: [34],
  cors: true,
  find(facts) {
    if (!isMismatch(facts)) return null;
    const allowed = parse(facts.response.get("Access-Control-Allow-Origin") ?? "");
    const own = parse(facts.pageOrigin);
    if (allowed === null || own === null) return null;
    if (
      addressSpaceOf(allowed.hostname) !== "loopback" ||
      addressSpaceOf(own.hostname) !== "loopback"
    )
      return null;
    const isPort = allowed.hostname === own.hostname;
    // A slash too many, or another scheme: what differs is no name of this machine.
    if (isPort && (allowed.port === own.port || allowed.protocol !== own.protocol)) return null;
    // A sentence begins with a letter if it can.
    const names = [own.hostname, allowed.hostname].sort().reverse();
    const isLocalhost = own.protocol === "http:" && own.hostname === "localhost";
    const pattern = isLocalhost
      ? " The pattern `http://localhost:*` of @crosswalk/cors allows any port."
      : "";
    return {
      title: isPort
        ? `Another port on ${own.hostname} is another origin.`
        : `${names.join(" and ")} are different origins.`,
      why: `The page is at \`${facts.pageOrigin}\`, and the server allows \`${allowed.origin}\`. It is the same machine, but browsers compare scheme, host and port as text.`,
      change: `Allow \`${facts.pageOrigin}\` as well, or open the page at \`${allowed.origin}\`.${pattern}`,
      where: "server",
      evidence: originLines(facts),
    };
  },
};

function parse(origin: string): URL | null {
  try {
    return new URL(origin);
  } catch {
    return null;
  }
}
