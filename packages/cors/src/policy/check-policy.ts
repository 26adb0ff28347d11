import { parseSerializedOrigin } from "../protocol/index.ts";

import { checkMethods, checkRequestHeaders, checkResponseHeaders } from "./check-names.ts";
import { checkOrigins } from "./check-origins.ts";
import type { UsedDangers } from "./check-origins.ts";
import { nearestName } from "./nearest-name.ts";
import { diagnoseOrigin } from "./origin-syntax.ts";
import { jsonPointer, policyIssue, quoteValue, removeAt, replaceWith } from "./policy-issue.ts";
import type { PolicyIssue } from "./policy-issue.ts";
import type { Dangerously, Policy } from "./policy.ts";

/** The longest time any browser keeps a preflight: Firefox's cap, in seconds. */
const MAX_MAX_AGE = 86_400;

const FIELDS = [
  "allowOrigins",
  "allowCredentials",
  "allowMethods",
  "allowHeaders",
  "exposeHeaders",
  "maxAge",
  "crossOriginResourcePolicy",
  "timingAllowOrigin",
  "dangerously",
] as const satisfies readonly (keyof Policy)[];

const DANGERS = [
  "allowNullOrigin",
  "allowInsecureOrigins",
  "allowPublicSuffixSubdomains",
] as const satisfies readonly (keyof Dangerously)[];

/** Fields of other middleware, and what they are called here. */
const RENAMED = new Map([
  ["origin", "allowOrigins"],
  ["origins", "allowOrigins"],
  ["allowedOrigins", "allowOrigins"],
  ["credentials", "allowCredentials"],
  ["methods", "allowMethods"],
  ["allowedMethods", "allowMethods"],
  ["allowedHeaders", "allowHeaders"],
  ["headers", "allowHeaders"],
  ["exposedHeaders", "exposeHeaders"],
]);

const RESOURCE_POLICIES: ReadonlySet<unknown> = new Set([
  "same-origin",
  "same-site",
  "cross-origin",
]);

/** What is known of a policy after reading it: every mistake, and everything that is merely odd. */
export interface PolicyReport {
  /** Mistakes, for which the policy is refused. */
  readonly issues: readonly PolicyIssue[];
  /** What is allowed but has no effect, or is rarely meant. */
  readonly warnings: readonly PolicyIssue[];
}

export interface CheckOptions {
  /** Set where a `resolveOrigin` stands beside the policy, so that an empty list of origins is meant. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Reads a policy of unknown provenance (JSON, YAML, a form) and tells everything that is wrong with it. Never throws.
 *
 * @param input anything
 * @returns issues and warnings, each in the order of the policy's fields
 */
export function checkPolicy(input: unknown, options: CheckOptions = {}): PolicyReport {
  const found: PolicyIssue[] = [];
  if (!isRecord(input)) found.push(policyIssue("policy/not-an-object", [], input));
  else checkFields(input, options, found);
  return {
    issues: found.filter((issue) => issue.severity === "error"),
    warnings: found.filter((issue) => issue.severity === "warning"),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof RegExp)
  );
}

function checkFields(
  input: Record<string, unknown>,
  options: CheckOptions,
  issues: PolicyIssue[],
): void {
  const dangerously = checkDangerously(input["dangerously"], issues);
  const allowCredentials = checkCredentials(input["allowCredentials"], issues);
  const context = { allowCredentials, dangerously, mayBeEmpty: options.mayBeEmpty === true };

  const used = checkOrigins(input["allowOrigins"], context, issues);
  // A resolver may yet use what the list does not.
  if (!context.mayBeEmpty) warnOfUnneeded(dangerously, used, issues);
  checkMethods(input["allowMethods"], issues);
  checkRequestHeaders(input["allowHeaders"], issues);
  checkResponseHeaders(input["exposeHeaders"], allowCredentials, issues);
  checkMaxAge(input["maxAge"], issues);
  checkResourcePolicy(input["crossOriginResourcePolicy"], issues);
  checkTimingAllowOrigin(input["timingAllowOrigin"], issues);
  checkNames(input, issues);
}

function checkDangerously(given: unknown, issues: PolicyIssue[]): Dangerously {
  if (given === undefined) return {};
  const path = ["dangerously"];
  if (!isRecord(given)) {
    issues.push(policyIssue("dangerously/not-an-object", path, given));
    return {};
  }
  for (const name of Object.keys(given)) {
    if (!(DANGERS as readonly string[]).includes(name))
      issues.push(unknownField(name, given[name], path, DANGERS));
    else if (given[name] !== undefined && typeof given[name] !== "boolean") {
      issues.push(
        policyIssue("dangerously/not-a-boolean", [...path, name], given[name], {
          fix: removeAt([...path, name]),
        }),
      );
    }
  }
  return Object.fromEntries(
    DANGERS.filter((name) => given[name] === true).map((name) => [name, true]),
  );
}

function warnOfUnneeded(dangerously: Dangerously, used: UsedDangers, issues: PolicyIssue[]): void {
  for (const name of DANGERS) {
    if (dangerously[name] !== true || used.has(name)) continue;
    const path = ["dangerously", name];
    issues.push(policyIssue("dangerously/unneeded", path, true, { fix: removeAt(path) }));
  }
}

/** Whether the policy is to be judged as one with credentials. A value that is not a boolean might have been meant as true. */
function checkCredentials(given: unknown, issues: PolicyIssue[]): boolean {
  if (given === undefined || typeof given === "boolean") return given === true;
  const meant = given === "true" || given === 1 || given === "1";
  const path = ["allowCredentials"];
  issues.push(
    policyIssue("allow-credentials/not-a-boolean", path, given, {
      write: String(meant),
      fix: replaceWith(path, meant),
    }),
  );
  return meant;
}

function checkMaxAge(given: unknown, issues: PolicyIssue[]): void {
  if (given === undefined) return;
  const path = ["maxAge"];
  if (typeof given !== "number" || !Number.isInteger(given)) {
    const near = Math.round(Number(given));
    const usable =
      typeof given !== "object" && typeof given !== "symbol" && near >= 0 && near <= MAX_MAX_AGE;
    issues.push(
      policyIssue("max-age/not-an-integer", path, given, {
        write: usable ? String(near) : "600",
        ...(usable ? { fix: replaceWith(path, near) } : {}),
      }),
    );
  } else if (given < 0)
    issues.push(policyIssue("max-age/negative", path, given, { fix: replaceWith(path, 0) }));
  else if (given > MAX_MAX_AGE) {
    issues.push(
      policyIssue("max-age/too-large", path, given, { fix: replaceWith(path, MAX_MAX_AGE) }),
    );
  }
}

function checkResourcePolicy(given: unknown, issues: PolicyIssue[]): void {
  if (given === undefined || RESOURCE_POLICIES.has(given)) return;
  const path = ["crossOriginResourcePolicy"];
  const near = typeof given === "string" ? given.trim().toLowerCase() : "";
  const fix = RESOURCE_POLICIES.has(near) ? { fix: replaceWith(path, near) } : {};
  issues.push(policyIssue("cross-origin-resource-policy/invalid", path, given, fix));
}

function checkTimingAllowOrigin(given: unknown, issues: PolicyIssue[]): void {
  if (given === undefined || given === "*") return;
  const path = ["timingAllowOrigin"];
  if (!Array.isArray(given)) {
    const list =
      typeof given === "string" ? given.split(/[\s,;]+/).filter((part) => part !== "") : null;
    issues.push(
      policyIssue("timing-allow-origin/not-a-list", path, given, {
        write: list === null ? '["https://app.example.com"]' : JSON.stringify(list.slice(0, 8)),
        ...(list === null ? {} : { fix: replaceWith(path, list) }),
      }),
    );
    return;
  }
  if (given.length === 0)
    issues.push(policyIssue("timing-allow-origin/empty", path, given, { fix: removeAt(path) }));
  given.forEach((entry: unknown, index) => checkTimingOrigin(entry, [...path, index], issues));
}

function checkTimingOrigin(entry: unknown, path: (string | number)[], issues: PolicyIssue[]): void {
  if (entry === "*") {
    issues.push(
      policyIssue("timing-allow-origin/wildcard-in-list", path, entry, { fix: removeAt(path) }),
    );
  } else if (typeof entry !== "string") {
    issues.push(policyIssue("origin/not-a-string", path, entry));
  } else if (parseSerializedOrigin(entry) === null || diagnoseOrigin(entry).mistakes.length > 0) {
    if (entry === "null") return;
    const { mistakes, suggestion } = diagnoseOrigin(entry);
    const detail =
      suggestion === null
        ? {}
        : { write: quoteValue(suggestion), fix: replaceWith(path, suggestion) };
    for (const code of mistakes) issues.push(policyIssue(code, path, entry, detail));
    if (mistakes.length === 0) issues.push(policyIssue("timing-allow-origin/pattern", path, entry));
  }
}

function checkNames(input: Record<string, unknown>, issues: PolicyIssue[]): void {
  for (const name of Object.keys(input)) {
    if ((FIELDS as readonly string[]).includes(name)) continue;
    issues.push(unknownField(name, input[name], [], FIELDS));
  }
}

/** A field nobody knows: renamed where it was clearly meant as another, or removed. */
function unknownField(
  name: string,
  value: unknown,
  parent: readonly string[],
  known: readonly string[],
): PolicyIssue {
  const path = [...parent, name];
  const meant = (parent.length === 0 ? RENAMED.get(name) : undefined) ?? nearestName(name, known);
  if (meant === null) {
    const write = `remove it; the fields are ${known.join(", ")}`;
    return policyIssue("option/unknown", path, value, { write, fix: removeAt(path) });
  }
  return policyIssue("option/unknown", path, value, {
    write: `write ${meant}`,
    fix: [...removeAt(path), { op: "add", path: jsonPointer([...parent, meant]), value }],
  });
}
