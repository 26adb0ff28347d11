import {
  byteLowercase,
  isCorsSafelistedMethod,
  isCorsSafelistedResponseHeaderName,
  isForbiddenMethod,
  isForbiddenRequestHeaderName,
  isForbiddenResponseHeaderName,
  isToken,
  normalizeMethod,
} from "../protocol/index.ts";

import { policyIssue, quoteValue, removeAt, replaceWith } from "./policy-issue.ts";
import type { PolicyIssueCode } from "./policy-issue-code.ts";
import type { PolicyIssue, PolicyPath } from "./policy-issue.ts";

/** The three kinds of names a policy lists; each has its codes under this prefix. */
type NameKind = "method" | "request-header" | "response-header";

/** Checks `allowMethods`. */
export function checkMethods(given: unknown, issues: PolicyIssue[]): void {
  checkNames(
    "method",
    given,
    ["allowMethods"],
    (name) => name,
    issues,
    (name, path) => {
      const normal = normalizeMethod(name);
      const upper = name.toUpperCase();
      if (isForbiddenMethod(name)) issues.push(removable("method/forbidden", path, name));
      else if (normal !== name) {
        issues.push(
          policyIssue("method/case", path, name, {
            write: quoteValue(normal),
            fix: replaceWith(path, normal),
          }),
        );
      } else if (isCorsSafelistedMethod(name))
        issues.push(removable("method/redundant", path, name));
      else if (upper !== name && USUAL_METHODS.has(upper)) {
        issues.push(
          policyIssue("method/unusual-case", path, name, {
            write: quoteValue(upper),
            fix: replaceWith(path, upper),
          }),
        );
      }
    },
  );
}

/** Methods whose lower-case form is hardly ever meant, and which `fetch` does not normalise. */
const USUAL_METHODS = new Set(["PATCH", "QUERY", "PROPFIND", "REPORT", "SEARCH"]);

/** Checks `allowHeaders`. */
export function checkRequestHeaders(given: unknown, issues: PolicyIssue[]): void {
  if (isWildcardWithAuthorization(given)) return;
  checkNames("request-header", given, ["allowHeaders"], byteLowercase, issues, (name, path) => {
    const lower = byteLowercase(name);
    if (isForbiddenRequestHeaderName(name))
      issues.push(removable("request-header/forbidden", path, name));
    else if (RESPONSE_ONLY.has(lower))
      issues.push(removable("request-header/misplaced", path, name));
  });
}

/** `["*", "Authorization"]`, in any order and case: the one list in which `*` has a meaning of its own. */
function isWildcardWithAuthorization(given: unknown): boolean {
  if (!Array.isArray(given) || given.length !== 2 || !given.includes("*")) return false;
  return given.some((name) => typeof name === "string" && byteLowercase(name) === "authorization");
}

/** Response headers that policies in the wild list as request headers. */
const RESPONSE_ONLY = new Set([
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-expose-headers",
  "access-control-max-age",
  "set-cookie",
  "vary",
]);

/** Checks `exposeHeaders`. */
export function checkResponseHeaders(
  given: unknown,
  allowCredentials: boolean,
  issues: PolicyIssue[],
): void {
  const path = ["exposeHeaders"];
  if (given === "*" && allowCredentials) {
    issues.push(policyIssue("response-header/wildcard-with-credentials", path, given));
    return;
  }
  checkNames("response-header", given, path, byteLowercase, issues, (name, at) => {
    const lower = byteLowercase(name);
    if (isForbiddenResponseHeaderName(name))
      issues.push(removable("response-header/forbidden", at, name));
    else if (lower.startsWith("access-control-") || lower === "origin") {
      issues.push(removable("response-header/misplaced", at, name));
    } else if (isCorsSafelistedResponseHeaderName(name, [])) {
      issues.push(removable("response-header/redundant", at, name));
    }
  });
}

/** What all three lists have in common: a list or `"*"`, of tokens, each once. */
function checkNames(
  kind: NameKind,
  given: unknown,
  path: PolicyPath,
  key: (name: string) => string,
  issues: PolicyIssue[],
  checkName: (name: string, path: PolicyPath) => void,
): void {
  if (given === undefined || given === "*") return;
  if (!Array.isArray(given)) {
    issues.push(notAList(kind, given, path));
    return;
  }
  const seen = new Set<string>();
  given.forEach((name: unknown, index) => {
    const at = [...path, index];
    if (name === "*") issues.push(removable(`${kind}/wildcard-in-list`, at, name));
    else if (typeof name !== "string" || !isToken(name))
      issues.push(removable(`${kind}/not-a-token`, at, name));
    else if (seen.has(key(name))) issues.push(removable(`${kind}/duplicate`, at, name));
    else {
      seen.add(key(name));
      checkName(name, at);
    }
  });
}

function notAList(kind: NameKind, given: unknown, path: PolicyPath): PolicyIssue {
  const code: PolicyIssueCode = `${kind}/not-a-list`;
  if (typeof given !== "string") {
    return policyIssue(code, path, given, {
      write: kind === "method" ? '["PUT"]' : '["X-Request-Id"]',
    });
  }
  const list = given.split(/[\s,;]+/).filter((part) => part !== "");
  return policyIssue(code, path, given, {
    write: JSON.stringify(list.slice(0, 8)),
    fix: replaceWith(path, list),
  });
}

function removable(code: PolicyIssueCode, path: PolicyPath, value: unknown): PolicyIssue {
  return policyIssue(code, path, value, { fix: removeAt(path) });
}
