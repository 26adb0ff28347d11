import type { Cause } from "./cause.ts";
import { isMismatch } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** A slip of a template: `undefined`, `"*"` with quotes, nothing at all. */
export const allowOriginInvalid: Cause = {
  id: "allow-origin-invalid",
  role: "cause",
  situations: [15],
  cors: true,
  find(facts) {
    if (!isMismatch(facts)) return null;
    const value = facts.response.get("Access-Control-Allow-Origin") ?? "";
    const isSlip =
      value === "" ||
      (!/[.:/]/.test(value) && value !== "null") ||
      /^["'].*["']$/.test(value) ||
      /[${}<>\\]/.test(value);
    if (!isSlip) return null;
    return {
      title: "Access-Control-Allow-Origin has a value that is no origin.",
      why: `The header says \`${value}\`${slipOf(value)} A browser compares it with \`${facts.pageOrigin}\`, byte for byte.`,
      change: `Set it to \`${facts.pageOrigin}\`. Look for the variable that wasn't filled in, or the quotes that the configuration took literally.`,
      where: "server",
      evidence: originLines(facts),
    };
  },
};

function slipOf(value: string): string {
  if (value === "") return ": it is empty.";
  if (/^["']/.test(value)) return ": the quotes are part of it.";
  if (/^(?:undefined|null|true|false|none)$/i.test(value))
    return ": a value of the program's, not of the web.";
  if (/[${}<>]/.test(value)) return ": a placeholder that nothing was put into.";
  return ".";
}
