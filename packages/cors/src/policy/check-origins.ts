import { parseSerializedOrigin } from "../protocol/index.ts";

import { isInsecure, isOriginPattern, splitOriginPattern } from "./origin-pattern.ts";
import type { OriginPattern } from "./origin-pattern.ts";
import { PatternIndex } from "./origin-set.ts";
import { diagnoseOrigin } from "./origin-syntax.ts";
import { jsonPointer, policyIssue, quoteValue, removeAt, replaceWith } from "./policy-issue.ts";
import type { PatchOperation, PolicyIssue, PolicyPath } from "./policy-issue.ts";
import { publicSuffixRelation } from "./public-suffix.ts";
import type { Dangerously } from "./policy.ts";

/** What the rest of the policy says that decides whether an origin may be listed. */
export interface OriginContext {
  readonly allowCredentials: boolean;
  readonly dangerously: Dangerously;
  /** Whether an empty list is meant: a `resolveOrigin` decides about every origin. */
  readonly mayBeEmpty: boolean;
}

/** The dangers that the listed origins make use of. */
export type UsedDangers = Set<keyof Dangerously>;

/** Checks `allowOrigins` and tells which dangers it makes use of. */
export function checkOrigins(
  given: unknown,
  context: OriginContext,
  issues: PolicyIssue[],
): UsedDangers {
  const used: UsedDangers = new Set();
  const path = ["allowOrigins"];
  if (given === "*") {
    if (context.allowCredentials)
      issues.push(policyIssue("origin/wildcard-with-credentials", path, given));
  } else if (Array.isArray(given)) {
    if (given.length === 0 && !context.mayBeEmpty)
      issues.push(policyIssue("origin/empty", path, given));
    checkList(given, context, used, issues);
  } else {
    issues.push(notAList(given, path));
  }
  return used;
}

function notAList(given: unknown, path: PolicyPath): PolicyIssue {
  if (given === undefined || given === null) return policyIssue("origin/missing", path, given);
  if (given === true) return policyIssue("origin/reflects-any", path, given);
  if (typeof given === "function") return policyIssue("origin/function", path, given);
  if (given instanceof RegExp) return policyIssue("origin/regexp", path, given);
  if (typeof given !== "string") {
    return policyIssue("origin/not-a-list", path, given, { write: '["https://app.example.com"]' });
  }
  if (given.trim() === "") return policyIssue("origin/blank", path, given);
  const list = given.split(/[\s,;]+/).filter((part) => part !== "");
  return policyIssue("origin/not-a-list", path, given, {
    write: list.length === 1 ? JSON.stringify(list) : "a list with one origin per element",
    fix: replaceWith(path, list),
  });
}

function checkList(
  list: readonly unknown[],
  context: OriginContext,
  used: UsedDangers,
  issues: PolicyIssue[],
): void {
  const valid = new Map<string, number>();
  list.forEach((entry, index) => {
    const path = ["allowOrigins", index];
    if (typeof entry !== "string") {
      const code =
        entry instanceof RegExp
          ? "origin/regexp"
          : typeof entry === "function"
            ? "origin/function"
            : "origin/not-a-string";
      issues.push(policyIssue(code, path, entry));
    } else if (valid.has(entry)) {
      issues.push(policyIssue("origin/duplicate", path, entry, { fix: removeAt(path) }));
    } else if (checkEntry(entry, path, context, used, issues)) {
      valid.set(entry, index);
    }
  });
  warnOfCovered(valid, issues);
}

/** Checks one entry, and returns whether it may take part in the comparison with the others. */
function checkEntry(
  entry: string,
  path: PolicyPath,
  context: OriginContext,
  used: UsedDangers,
  issues: PolicyIssue[],
): boolean {
  if (entry === "*") {
    issues.push(policyIssue("origin/wildcard-in-list", path, entry, removal(path)));
    return false;
  }
  if (entry === "null") return checkNull(path, context, used, issues);

  const pattern = readEntry(entry, path, issues);
  if (pattern === null) return false;
  if (context.allowCredentials) checkDangers(entry, pattern, path, context, used, issues);
  return true;
}

function removal(path: PolicyPath): { fix: readonly PatchOperation[] } {
  return { fix: removeAt(path) };
}

/** The entry's parts, or null after reporting all that is wrong with its writing. */
function readEntry(entry: string, path: PolicyPath, issues: PolicyIssue[]): OriginPattern | null {
  // Most entries are exact, well-formed origins, and there can be 100,000 of them. Names with xn-- need the
  // URL parser's opinion, so they take the long way.
  if (!entry.includes("xn--")) {
    const origin = parseSerializedOrigin(entry);
    if (origin !== null && origin !== "null" && !RARE_SCHEMES.test(entry)) {
      return { scheme: origin.scheme, subdomains: false, host: origin.host, port: origin.port };
    }
  }
  const { mistakes, suggestion, pattern } = diagnoseOrigin(entry);
  for (const code of mistakes) {
    const parts = entry.split(/[\s,;]+/).filter((part) => part !== "");
    if (code === "origin/several-in-one") {
      issues.push(
        policyIssue(code, path, entry, {
          write: parts.map(quoteValue).slice(0, 4).join(", "),
          fix: replaceByMany(path, parts),
        }),
      );
    } else if (code === "origin/blank") {
      issues.push(policyIssue(code, path, entry, { fix: removeAt(path) }));
    } else if (suggestion === null) {
      issues.push(policyIssue(code, path, entry));
    } else {
      issues.push(
        policyIssue(code, path, entry, {
          write: quoteValue(suggestion),
          fix: replaceWith(path, suggestion),
        }),
      );
    }
  }
  return pattern;
}

/** Schemes that are well formed as origins but are refused for what they are. */
const RARE_SCHEMES = /^(?!https?:)/;

function replaceByMany(path: PolicyPath, parts: readonly string[]): readonly PatchOperation[] {
  // Each is inserted at the same place, so the last comes first.
  const additions = parts.map((value): PatchOperation => ({
    op: "add",
    path: jsonPointer(path),
    value,
  }));
  return [...removeAt(path), ...additions.reverse()];
}

function checkNull(
  path: PolicyPath,
  context: OriginContext,
  used: UsedDangers,
  issues: PolicyIssue[],
): boolean {
  if (!context.allowCredentials) {
    issues.push(policyIssue("origin/null-is-anyone", path, "null"));
  } else if (context.dangerously.allowNullOrigin === true) {
    used.add("allowNullOrigin");
  } else {
    issues.push(policyIssue("origin/null", path, "null", removal(path)));
  }
  return true;
}

function checkDangers(
  entry: string,
  pattern: OriginPattern,
  path: PolicyPath,
  context: OriginContext,
  used: UsedDangers,
  issues: PolicyIssue[],
): void {
  if (isInsecure(pattern.scheme, pattern.host)) {
    if (context.dangerously.allowInsecureOrigins === true) used.add("allowInsecureOrigins");
    else {
      const secure = `https${entry.slice("http".length)}`;
      issues.push(
        policyIssue("origin/insecure", path, entry, {
          write: quoteValue(secure),
          fix: replaceWith(path, secure),
        }),
      );
    }
  }
  if (!pattern.subdomains) return;
  const relation = publicSuffixRelation(pattern.host);
  if (relation === null) return;
  if (context.dangerously.allowPublicSuffixSubdomains === true)
    used.add("allowPublicSuffixSubdomains");
  else {
    const code = relation === "ancestor" ? "origin/public-suffix-ancestor" : "origin/public-suffix";
    issues.push(policyIssue(code, path, entry));
  }
}

/** Entries that another entry covers whole. */
function warnOfCovered(valid: ReadonlyMap<string, number>, issues: PolicyIssue[]): void {
  const patterns = [...valid.keys()].filter(isOriginPattern);
  if (patterns.length === 0) return;
  const index = new PatternIndex(patterns.map(splitOriginPattern));
  for (const [entry, position] of valid) {
    if (entry === "null") continue;
    const covering = index.covering(splitOriginPattern(entry));
    if (covering === null) continue;
    const path = ["allowOrigins", position];
    issues.push(
      policyIssue("origin/covered", path, entry, {
        write: quoteValue(covering),
        fix: removeAt(path),
      }),
    );
  }
}
