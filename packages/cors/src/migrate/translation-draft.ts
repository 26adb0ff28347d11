import { applyFix } from "../policy/apply-fix.ts";
import { checkPolicy } from "../policy/check-policy.ts";
import type { PolicyIssueCode } from "../policy/policy-issue-code.ts";
import { pathText, quoteValue } from "../policy/policy-issue.ts";
import type { PolicyIssue } from "../policy/policy-issue.ts";
import type { Policy } from "../policy/policy.ts";
import { noteTexts, problemTexts } from "./migration-texts.ts";
import type { MigrationNoteCode, MigrationProblemCode } from "./migration-texts.ts";
import type { MigrationNote, MigrationProblem, Translation } from "./translation.ts";

/** Stands where a list of origins belongs and nothing is known of them. */
const EXAMPLE_ORIGIN = "https://app.example.com";

/** The fields of a policy, not yet read-only. */
export type DraftPolicy = { -readonly [Field in keyof Policy]: Policy[Field] };

/** A policy's fields, as today's options call them. */
export type OptionNames = Readonly<
  Record<"allowMethods" | "allowHeaders" | "exposeHeaders", string>
>;

/** A translation while it is made. */
export class TranslationDraft {
  readonly library: string;
  /** Translated as if nothing were wrong; what is wrong is left out. */
  readonly policy: DraftPolicy = { allowOrigins: [] };
  outcome: "policy" | "resolver" | "off" = "policy";

  /** Where in the options an origin of the policy comes from. */
  readonly places: Map<string, string> = new Map();

  readonly #names: ReadonlyMap<string, string>;
  readonly #notes: MigrationNote[] = [];
  readonly #problems: MigrationProblem[] = [];

  constructor(library: string, names: OptionNames) {
    this.library = library;
    this.#names = new Map(
      Object.entries({ ...names, allowOrigins: "origin", allowCredentials: "credentials" }),
    );
  }

  note(code: MigrationNoteCode, option: string, write = ""): void {
    this.#notes.push({ code, option, message: noteTexts[code].replace("{write}", () => write) });
  }

  problem(
    code: MigrationProblemCode,
    option: string,
    value: unknown,
    write = "",
    witness: string | null = null,
  ): void {
    const message = problemTexts[code]
      .replace("{value}", () => quoteValue(value))
      .replace("{library}", () => this.library)
      .replace("{write}", () => write);
    this.#problems.push({ code, option, value, message, witness });
  }

  /** Checks what the options became, as every policy is checked. */
  finish(): Translation {
    if (this.outcome === "off") {
      this.#notes.length = 0;
      return this.#finished(null);
    }
    const options = { mayBeEmpty: this.outcome === "resolver" };
    const tidy = this.#tidied(this.policy, options);
    const { issues } = checkPolicy(tidy, options);
    for (const issue of issues) {
      if (issue.code === "origin/empty" && this.#hasOriginProblem()) continue;
      this.#problems.push({ ...this.#described(issue), value: issue.value, witness: null });
    }
    return this.#finished(nearestPolicy(tidy, this.outcome === "resolver"));
  }

  /** Where the origins are refused already, that none is left says nothing new. */
  #hasOriginProblem(): boolean {
    return this.#problems.some(({ option }) => option === "" || option.startsWith("origin"));
  }

  /** Without what has no effect. */
  #tidied(policy: Policy, options: { mayBeEmpty: boolean }): Policy {
    const { warnings } = checkPolicy(policy, options);
    for (const warning of warnings) this.#notes.push(this.#described(warning));
    // What is usual in another case may be meant as it stands.
    const fixable = warnings.filter((warning) => warning.code !== "method/unusual-case");
    return withoutEmptyLists(applyFixes(policy, fixable) as Policy);
  }

  #described(issue: PolicyIssue): { code: PolicyIssueCode; option: string; message: string } {
    const [field = "", index] = issue.path;
    const name = this.#names.get(String(field)) ?? String(field);
    const place =
      typeof issue.value === "string" && field === "allowOrigins"
        ? this.places.get(issue.value)
        : undefined;
    const option = place ?? (typeof index === "number" ? `${name}[${index}]` : name);
    const message = issue.message.slice(`${pathText(issue.path)}: `.length);
    return { code: issue.code, option, message: `${message}. ${issue.hint}` };
  }

  #finished(found: Policy | null): Translation {
    const nearest = found === null ? null : inOrder(found);
    const isRefused = this.#problems.length > 0;
    return Object.freeze({
      outcome: isRefused ? "refused" : this.outcome,
      policy: isRefused ? null : nearest,
      nearest,
      notes: Object.freeze(this.#notes),
      problems: Object.freeze(this.#problems),
    });
  }
}

/** How often fixes may call for other fixes: `HTTP://EXAMPLE.COM:80/` with credentials has the longest way, of two. */
const MAX_ROUNDS = 4;

/** The policy with all mistakes mended, or what is wrong left out. */
function nearestPolicy(policy: Policy, mayBeEmpty: boolean): Policy {
  let nearest: Policy = policy;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { issues } = checkPolicy(nearest, { mayBeEmpty });
    if (issues.length === 0) return nearest;
    nearest = withoutEmptyLists(applyFixes(nearest, issues) as Policy);
    const left = new Set(
      checkPolicy(nearest, { mayBeEmpty: true })
        .issues.filter(({ fix, path }) => fix === null && path[0] === "allowOrigins")
        .map(({ path }) => path[1]),
    );
    const origins = Array.isArray(nearest.allowOrigins)
      ? (nearest.allowOrigins as readonly string[])
      : [];
    const usable = origins.filter((_, index) => !left.has(index));
    const isEmpty = nearest.allowOrigins !== "*" && usable.length === 0 && !mayBeEmpty;
    if (nearest.allowOrigins === "*" && left.size === 0) continue;
    nearest = { ...nearest, allowOrigins: isEmpty ? [EXAMPLE_ORIGIN] : usable };
  }
  return nearest;
}

/** Applies the fix of each issue, the last first: a fix that removes an entry moves those after it. */
function applyFixes(policy: unknown, issues: readonly PolicyIssue[]): unknown {
  const byPath = new Map(issues.map((issue) => [JSON.stringify(issue.path), issue]));
  const fixes = [...byPath.values()].sort(
    (a, b) => Number(b.path[1] ?? 0) - Number(a.path[1] ?? 0),
  );
  return fixes.reduce((mended, { fix }) => (fix === null ? mended : applyFix(mended, fix)), policy);
}

const ORDER = [
  "allowOrigins",
  "allowCredentials",
  "allowMethods",
  "allowHeaders",
  "exposeHeaders",
  "maxAge",
] as const satisfies readonly (keyof Policy)[];

/** The fields in the order in which policies are written. */
function inOrder(policy: Policy): Policy {
  const fields = ORDER.filter((field) => policy[field] !== undefined);
  return Object.freeze(
    Object.fromEntries(fields.map((field) => [field, policy[field]])),
  ) as unknown as Policy;
}

function withoutEmptyLists(policy: Policy): Policy {
  const entries = Object.entries(policy).filter(
    ([field, value]) => field === "allowOrigins" || !Array.isArray(value) || value.length > 0,
  );
  return Object.fromEntries(entries) as unknown as Policy;
}
