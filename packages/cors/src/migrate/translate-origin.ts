import { regExpToPatterns } from "./regexp-to-patterns.ts";
import type { RegExpTranslation } from "./regexp-to-patterns.ts";
import type { TranslationDraft } from "./translation-draft.ts";

/** What a middleware makes of its `origin` option, where they differ. */
export interface OriginDialect {
  /** What it understands beside text and functions. */
  readonly understands: ReadonlySet<"list" | "boolean" | "regexp">;
  /** What `"*"` in a list means. */
  readonly listedWildcard: "anyone" | "nothing";
  /** What it makes of a value that isn't there: a sentence's end. */
  readonly unset: string;
}

/** Translates `origin`. The credentials are known by now. */
export function translateOrigin(
  draft: TranslationDraft,
  given: unknown,
  dialect: OriginDialect,
): void {
  if (given === false && dialect.understands.has("boolean")) {
    draft.outcome = "off";
  } else if (given === undefined || given === null || given === "") {
    draft.problem("origin/unset", "origin", given, dialect.unset);
  } else if (typeof given === "function") {
    draft.outcome = "resolver";
    draft.note("origin/function", "origin");
  } else if (given === "*") {
    // With credentials that is refused where every policy is checked.
    draft.policy.allowOrigins = "*";
  } else {
    translateEntries(draft, given, dialect);
  }
}

function translateEntries(draft: TranslationDraft, given: unknown, dialect: OriginDialect): void {
  const origins: string[] = [];
  const entries = Array.isArray(given)
    ? flattened(given, "origin")
    : [{ entry: given, option: "origin" }];
  if (Array.isArray(given)) requireForm(draft, "list", given, dialect);
  let isAnyone = false;
  const add = (found: readonly string[], option: string): void => {
    origins.push(...found);
    for (const origin of found) if (!draft.places.has(origin)) draft.places.set(origin, option);
  };
  for (const { entry, option } of entries) {
    if (typeof entry === "string") {
      const isWildcard = entry === "*" && dialect.listedWildcard === "anyone";
      if (isWildcard) draft.note("origin/listed-wildcard", option);
      if (isWildcard) isAnyone = true;
      else add([entry], option);
    } else if (entry instanceof RegExp) {
      requireForm(draft, "regexp", entry, dialect, option);
      const translated = translateRegExp(draft, entry, option);
      if (translated === "anyone") isAnyone = true;
      else add(translated, option);
    } else if (entry === true) {
      requireForm(draft, "boolean", entry, dialect, option);
      if (allowAnyone(draft, option, entry, null)) isAnyone = true;
    } else if (entry !== false || !dialect.understands.has("boolean")) {
      draft.problem("origin/form", option, entry, "it is no origin");
    }
  }
  draft.policy.allowOrigins = isAnyone ? "*" : [...new Set(origins)];
}

/** The entries of lists in lists, which some middleware takes, each with its place. */
function flattened(list: readonly unknown[], option: string): { entry: unknown; option: string }[] {
  return list.flatMap((entry: unknown, index) => {
    const place = `${option}[${index}]`;
    return Array.isArray(entry) ? flattened(entry, place) : [{ entry, option: place }];
  });
}

const MISUNDERSTOOD = {
  list: "a list becomes one header that no browser accepts",
  regexp: "an expression is taken for text, or fails every request",
  boolean: "true is taken for text, or fails every request",
} as const;

function requireForm(
  draft: TranslationDraft,
  form: keyof typeof MISUNDERSTOOD,
  given: unknown,
  dialect: OriginDialect,
  option = "origin",
): void {
  if (!dialect.understands.has(form))
    draft.problem("origin/form", option, given, MISUNDERSTOOD[form]);
}

/** Everyone is let in: that is `"*"`, or with credentials refused. */
function allowAnyone(
  draft: TranslationDraft,
  option: string,
  given: unknown,
  witness: string | null,
): boolean {
  if (draft.policy.allowCredentials !== true) {
    draft.note("origin/reflects-any", option);
    return true;
  }
  draft.problem(
    "origin/reflects-any-with-credentials",
    option,
    given,
    "",
    witness ?? "https://evil.example",
  );
  return false;
}

function translateRegExp(
  draft: TranslationDraft,
  expression: RegExp,
  option: string,
): "anyone" | readonly string[] {
  // With credentials, plain http is never meant by not naming a scheme.
  const schemes = draft.policy.allowCredentials === true ? ["https"] : ["https", "http"];
  const translation = regExpToPatterns(expression, schemes);
  const { verdict, patterns, witness } = translation;
  if (verdict === "anyone") return allowAnyone(draft, option, expression, witness) ? "anyone" : [];
  if (verdict === "refused") refuseRegExp(draft, expression, option, translation);
  else {
    if (expression.global) draft.note("regexp/stateful", option);
    draft.note("regexp/exact", option, patterns.join(", "));
    for (const remark of translation.remarks) {
      if (remark === "loose-dot")
        draft.note("regexp/loose-dot", option, witness ?? "more than was meant");
      else if (remark === "any-scheme")
        draft.note("regexp/any-scheme", option, schemes.join(" and "));
      else if (remark === "more-labels" || remark === "more-names" || remark === "default-port") {
        draft.note(`regexp/${remark}`, option);
      }
    }
  }
  return patterns;
}

function refuseRegExp(
  draft: TranslationDraft,
  expression: RegExp,
  option: string,
  { remarks, witness }: RegExpTranslation,
): void {
  const write = witness === null ? "" : `: ${witness} for one`;
  for (const remark of remarks) {
    switch (remark) {
      case "not-understood":
      case "matches-no-origin":
      case "open-start":
      case "open-end":
      case "part-of-a-label":
      case "part-of-the-port":
      case "custom-scheme":
        draft.problem(`regexp/${remark}`, option, expression, write, witness);
        break;
      default:
    }
  }
}
