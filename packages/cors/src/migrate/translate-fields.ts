import type { TranslationDraft } from "./translation-draft.ts";

/** Whether a middleware takes only `true` for credentials, or everything that is truthy. */
export type CredentialsDialect = "only-true" | "truthy";

/** Translates `credentials`. */
export function translateCredentials(
  draft: TranslationDraft,
  given: unknown,
  dialect: CredentialsDialect,
): void {
  if (given === undefined || given === null || given === false) return;
  if (given === true) {
    draft.policy.allowCredentials = true;
    return;
  }
  if (typeof given === "function") {
    draft.problem("credentials/function", "credentials", given);
    return;
  }
  const meansTrue = dialect === "truthy" && Boolean(given);
  draft.problem("credentials/not-a-boolean", "credentials", given, String(meansTrue));
  if (meansTrue && given !== "false" && given !== "0") draft.policy.allowCredentials = true;
}

type NamesField = "allowMethods" | "allowHeaders" | "exposeHeaders";

/** Translates a list of names, or text with commas. An empty one leaves the field out. */
export function translateNames(
  draft: TranslationDraft,
  field: NamesField,
  option: string,
  given: unknown,
): void {
  if (given === undefined || given === null || given === "" || given === false) return;
  if (typeof given === "function") {
    draft.problem("names/function", option, given);
    return;
  }
  if (typeof given !== "string" && !Array.isArray(given)) {
    draft.problem("names/not-a-list", option, given);
    return;
  }
  const names = namesOf(given).filter(
    (name) => field !== "allowMethods" || !NEED_NO_PERMISSION.has(name.toUpperCase()),
  );
  if (names.includes("*")) translateWildcard(draft, field, option, names);
  else if (names.length > 0) draft.policy[field] = names;
}

/** Browsers write these in upper case, whatever the script wrote, and never ask for them. Nearly every list has them. */
const NEED_NO_PERMISSION: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/** Middleware joins lists with commas, so an element with commas is several names. */
function namesOf(given: string | readonly unknown[]): readonly string[] {
  const elements = typeof given === "string" ? [given] : given;
  return elements
    .flatMap((element) => (typeof element === "string" ? element.split(",") : [String(element)]))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function translateWildcard(
  draft: TranslationDraft,
  field: NamesField,
  option: string,
  names: readonly string[],
): void {
  if (draft.policy.allowCredentials === true) {
    draft.problem("names/wildcard-with-credentials", option, names);
    const others = names.filter((name) => name !== "*");
    if (others.length > 0) draft.policy[field] = others;
    return;
  }
  const authorization = names.filter((name) => name.toLowerCase() === "authorization");
  const keepsAuthorization = field === "allowHeaders" && authorization.length > 0;
  if (names.length > (keepsAuthorization ? 2 : 1)) draft.note("names/wildcard", option);
  draft.policy[field] = keepsAuthorization ? ["*", "Authorization"] : "*";
}

/** Allows every request header, as a middleware does that repeats what it is asked for. */
export function reflectHeaders(draft: TranslationDraft, option: string): void {
  draft.policy.allowHeaders = ["*", "Authorization"];
  draft.note("headers/reflected", option);
}

/** The longest time any browser keeps a preflight: Firefox's cap, in seconds. */
const MAX_MAX_AGE = 86_400;

/** Translates `maxAge`: a number, or digits. */
export function translateMaxAge(draft: TranslationDraft, given: unknown): void {
  if (given === undefined || given === null || given === "" || given === false) return;
  const text = typeof given === "number" || typeof given === "string" ? String(given) : "";
  if (/^\d{1,15}$/.test(text)) {
    const seconds = Number(text);
    if (seconds > MAX_MAX_AGE) draft.note("max-age/too-large", "maxAge");
    draft.policy.maxAge = Math.min(seconds, MAX_MAX_AGE);
    return;
  }
  draft.problem("max-age/not-seconds", "maxAge", given);
  if (/^-\d/.test(text)) draft.policy.maxAge = 0;
}

/** Translates what says how preflights are answered. */
export function translatePreflights(
  draft: TranslationDraft,
  options: Readonly<Record<string, unknown>>,
): void {
  const status = options["optionsSuccessStatus"];
  if (status !== undefined && status !== 204) {
    const isOk =
      typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 299;
    if (isOk) draft.note("status/fixed", "optionsSuccessStatus");
    else draft.problem("status/not-ok", "optionsSuccessStatus", status);
  }
  if (options["preflightContinue"]) {
    draft.problem(
      "preflight/left-to-the-application",
      "preflightContinue",
      options["preflightContinue"],
    );
  }
}
