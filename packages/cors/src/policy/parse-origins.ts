import { diagnoseOrigin } from "./origin-syntax.ts";
import { PolicyError } from "./policy-error.ts";
import { policyIssue, quoteValue } from "./policy-issue.ts";
import type { PolicyIssue } from "./policy-issue.ts";

declare const parsed: unique symbol;

/** An origin or pattern that `parseOrigins` has read. It passes the compile-time check of a policy. */
export type ParsedOrigin = string & { readonly [parsed]: true };

/**
 * Reads origins from one text, such as an environment variable, separated by commas or white space.
 *
 * An empty or undefined text is an error: never `"*"`, and never CORS silently off. `"*"` itself is refused too, since
 * everyone should be let in by a policy that says so, not by a variable.
 *
 *     parseOrigins(process.env.ALLOWED_ORIGINS, "ALLOWED_ORIGINS")   // "https://a.example, https://*.b.example"
 *
 * @param text the text, or undefined where the variable is not set
 * @param name what messages call it
 * @throws PolicyError with every mistake; paths count the entries of the text
 */
export function parseOrigins(
  text: string | undefined | null,
  name = "origins",
): readonly ParsedOrigin[] {
  const entries =
    typeof text === "string" ? text.split(/[\s,]+/).filter((entry) => entry !== "") : [];
  const issues: PolicyIssue[] = [];
  if (entries.length === 0) issues.push(policyIssue("origin/unset", [name], text));

  entries.forEach((entry, index) => {
    const path = [name, index];
    if (entry === "*") issues.push(policyIssue("origin/wildcard-in-text", path, entry));
    if (entry === "*" || entry === "null") return;
    const { mistakes, suggestion } = diagnoseOrigin(entry);
    const detail = suggestion === null ? {} : { write: quoteValue(suggestion) };
    for (const code of mistakes) issues.push(policyIssue(code, path, entry, detail));
  });
  if (issues.length > 0) throw new PolicyError(issues);
  return Object.freeze(entries as ParsedOrigin[]);
}
