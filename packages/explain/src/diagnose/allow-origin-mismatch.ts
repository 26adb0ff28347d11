import type { Cause } from "./cause.ts";
import { isMismatch } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** A well-meant origin that isn't the page's, to the byte. */
export const allowOriginMismatch: Cause = {
  id: "allow-origin-mismatch",
  role: "cause",
  situations: [14],
  cors: true,
  find(facts) {
    if (!isMismatch(facts)) return null;
    const value = facts.response.get("Access-Control-Allow-Origin") ?? "";
    return {
      title: `Access-Control-Allow-Origin names another origin than the page's.`,
      why: `The page asks as \`${facts.sentOrigin ?? facts.pageOrigin}\`, and the response allows \`${value}\`. They are compared byte for byte: ${difference(value, facts.pageOrigin)}`,
      change: `Answer with \`Access-Control-Allow-Origin: ${facts.pageOrigin}\`, as the browser writes it in \`Origin\`.`,
      where: "server",
      evidence: originLines(facts),
    };
  },
};

function difference(value: string, origin: string): string {
  if (value === `${origin}/`) return "the slash at the end is one too many.";
  if (value.startsWith(`${origin}/`)) return "an origin has no path.";
  if (value.toLowerCase() === origin) return "upper and lower case differ.";
  if (value.includes("*")) return "`*` inside of an origin is a star and no wildcard.";
  if (!value.includes("://")) return "the scheme is missing.";
  let allowed: URL;
  try {
    allowed = new URL(value);
  } catch {
    return "the value is no origin.";
  }
  const own = origin === "null" ? null : new URL(origin);
  if (own === null) return "the page has no origin to be named.";
  if (allowed.origin === origin) return "the default port is never written.";
  if (allowed.hostname === own.hostname && allowed.protocol !== own.protocol)
    return `${allowed.protocol}// is not ${own.protocol}//.`;
  if (allowed.hostname === own.hostname) return "the ports differ.";
  if (allowed.hostname === `www.${own.hostname}` || own.hostname === `www.${allowed.hostname}`)
    return "with `www.` it is another host.";
  return "the hosts differ.";
}
