import type { PolicyIssueCode } from "./policy-issue-code.ts";
import { issueTexts } from "./policy-issue-texts.ts";

/** Where in a policy an issue lies: `["allowOrigins", 2]` is `allowOrigins[2]`. */
export type PolicyPath = readonly (string | number)[];

/** One step of a machine-applicable fix, in the form of RFC 6902 (JSON Patch). */
export type PatchOperation =
  | { readonly op: "replace" | "add"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

/** One mistake in a policy (or, with severity `"warning"`, something that has no effect or is rarely meant). */
export interface PolicyIssue {
  readonly code: PolicyIssueCode;
  readonly severity: "error" | "warning";
  readonly path: PolicyPath;
  /** What was given there. */
  readonly value: unknown;
  /** What was given, what is wrong, and what to write instead. */
  readonly message: string;
  /** Why it matters. */
  readonly hint: string;
  /** Operations that mend this issue, or null where only a person can decide. */
  readonly fix: readonly PatchOperation[] | null;
}

/** Every code that `checkPolicy` can return, with its severity. */
export const policyIssueCodes: ReadonlyMap<PolicyIssueCode, "error" | "warning"> = new Map(
  Object.entries(issueTexts).map(([code, text]) => [code as PolicyIssueCode, text.severity]),
);

/** How many characters of a given value a message quotes: enough to find it, too few to flood a log. */
const MAX_QUOTED = 120;

/** A value as it would be written in source, bounded and printable. Never throws, whatever it is given. */
export function quoteValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoteText(value);
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "bigint":
      return `${value}n`;
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return value.length === 0 ? "[]" : `a list of ${value.length}`;
      return value instanceof RegExp ? clip(String(value)) : "an object";
    default:
      return String(value);
  }
}

function quoteText(text: string): string {
  // JSON escapes control characters, but leaves the separators that start a line in some logs.
  return clip(JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, escapeCharacter));
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function clip(text: string): string {
  return text.length <= MAX_QUOTED
    ? text
    : `${text.slice(0, MAX_QUOTED)}… (${text.length} characters)`;
}

/** `["allowOrigins", 2]` as `allowOrigins[2]`. */
export function pathText(path: PolicyPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += text === "" ? part : `.${part}`;
  }
  return text === "" ? "policy" : text;
}

/** `["allowOrigins", 2]` as `/allowOrigins/2` (RFC 6901). */
export function jsonPointer(path: PolicyPath): string {
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

interface IssueDetail {
  /** The suggested value, printed for `{write}`. Given as text where it is a phrase, not a value. */
  readonly write?: string;
  readonly fix?: readonly PatchOperation[];
}

/** Codes that tell of an absence, where there is nothing to quote. */
const VALUELESS: ReadonlySet<PolicyIssueCode> = new Set([
  "origin/missing",
  "origin/unset",
  "guard/resolver-with-wildcard",
]);

/** Makes an issue from its code: the words come from the table. */
export function policyIssue(
  code: PolicyIssueCode,
  path: PolicyPath,
  value: unknown,
  detail: IssueDetail = {},
): PolicyIssue {
  const text = issueTexts[code];
  const problem = text.problem.replace("{write}", () => detail.write ?? "another entry");
  const remedy = text.remedy.replace(
    "{write}",
    () => detail.write ?? 'an origin such as "https://app.example.com"',
  );
  return {
    code,
    severity: text.severity,
    path,
    value,
    message: `${pathText(path)}: ${VALUELESS.has(code) ? "" : `${quoteValue(value)} `}${problem}; ${remedy}`,
    hint: text.hint,
    fix: detail.fix ?? null,
  };
}

/** A fix that replaces the value at a path. */
export function replaceWith(path: PolicyPath, value: unknown): readonly PatchOperation[] {
  return [{ op: "replace", path: jsonPointer(path), value }];
}

/** A fix that removes the value at a path. */
export function removeAt(path: PolicyPath): readonly PatchOperation[] {
  return [{ op: "remove", path: jsonPointer(path) }];
}
