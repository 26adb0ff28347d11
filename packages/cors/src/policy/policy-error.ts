import type { PolicyIssue } from "./policy-issue.ts";

/** How many issues the message of a `PolicyError` spells out; all are in `issues`. */
const MAX_SPELLED_OUT = 20;

/**
 * A policy was refused. `issues` holds every mistake, not only the first; `warnings` what is allowed but has no effect or
 * is rarely meant.
 */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  readonly issues: readonly PolicyIssue[];
  readonly warnings: readonly PolicyIssue[];

  constructor(issues: readonly PolicyIssue[], warnings: readonly PolicyIssue[] = []) {
    super(describe(issues));
    this.issues = issues;
    this.warnings = warnings;
  }
}

function describe(issues: readonly PolicyIssue[]): string {
  const lines = issues.slice(0, MAX_SPELLED_OUT).map((issue) => `  ${issue.message}`);
  if (issues.length > MAX_SPELLED_OUT)
    lines.push(`  … and ${issues.length - MAX_SPELLED_OUT} more`);
  const count = issues.length === 1 ? "1 mistake" : `${issues.length} mistakes`;
  return `The CORS policy has ${count}:\n${lines.join("\n")}`;
}
