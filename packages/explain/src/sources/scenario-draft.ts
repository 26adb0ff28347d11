import type { ConsoleTrouble } from "./console/console-troubles.ts";
import type { AnswerRule, Scenario, ScenarioPage, ScenarioRequest } from "../scenario.ts";

/** What a scenario cannot do without. */
export type ScenarioPart = "page" | "request" | "answers";

/** As much of a scenario as a source tells. */
export interface ScenarioDraft {
  readonly page: ScenarioPage | null;
  readonly request: ScenarioRequest | null;
  readonly before: readonly ScenarioRequest[];
  readonly answers: readonly AnswerRule[];
  readonly cookies: NonNullable<Scenario["cookies"]>;
  /** What somebody else has to tell. */
  readonly missing: readonly ScenarioPart[];
  readonly notes: readonly SourceNote[];
  /** What a console says went wrong, which stands for answers where none are known. */
  readonly told: ConsoleTrouble | null;
}

/** What was read otherwise than written, or left out because a scenario has no place for it. */
export interface SourceNote {
  readonly code: SourceNoteCode;
  /** What it is about: a header's name, an option, an URL. */
  readonly subject: string;
}

export type SourceNoteCode =
  /** A header that the browser writes and no script. */
  | "browser-header"
  /** A body with a method that `fetch` takes none for. */
  | "body-with-get"
  /** A body that is not in the text: a file, a form, an expression. */
  | "body-unknown"
  /** Cookies out of a file. */
  | "cookies-unknown"
  /** curl was told not to look at the certificate; a browser does. */
  | "certificate-unchecked"
  /** Something whose value is known when it runs. */
  | "not-constant"
  /** A request of the address bar or a form: CORS has no part in it. */
  | "navigation"
  /** `Origin: null`: a sandbox, a file, or a redirect; which one isn't told. */
  | "null-origin"
  /** An option or a member that makes no difference to a browser, or that is not known. */
  | "option-ignored"
  /** Further commands, calls or URLs. */
  | "other-requests"
  /** A preflight written by hand: the request that it asks for was taken. */
  | "preflight-by-hand"
  /** A request that was sent, so its preflight passed, though no answer to one is there. */
  | "preflight-passed"
  /** What an answer answers was guessed from its headers. */
  | "role-guessed"
  /** No `http://` was written; a browser would take it for something else. */
  | "scheme-guessed"
  /** Headers without a status line. */
  | "status-guessed"
  /** Only a part was read. */
  | "truncated";

export function draft(
  parts: Partial<Omit<ScenarioDraft, "missing">> & { readonly missing?: readonly ScenarioPart[] },
): ScenarioDraft {
  const { page = null, request = null, answers = [] } = parts;
  const missing: ScenarioPart[] = [];
  if (page === null) missing.push("page");
  if (request === null) missing.push("request");
  if (answers.length === 0 || parts.missing?.includes("answers") === true) missing.push("answers");
  return {
    page,
    request,
    answers,
    before: parts.before ?? [],
    cookies: parts.cookies ?? [],
    notes: parts.notes ?? [],
    told: parts.told ?? null,
    missing,
  };
}

/** Puts two drafts together. What the first one tells counts; answers of both are kept, the first's before. */
export function mergeDrafts(first: ScenarioDraft, second: ScenarioDraft): ScenarioDraft {
  return draft({
    page: first.page ?? second.page,
    request: first.request ?? second.request,
    before: [...first.before, ...second.before],
    answers: [...first.answers, ...second.answers],
    cookies: [...first.cookies, ...second.cookies],
    notes: [...first.notes, ...second.notes],
    told: first.told ?? second.told,
  });
}

/** The scenario, or null while its page or its request is missing. Without answers no server can be reached. */
export function scenarioOfDraft(of: ScenarioDraft): Scenario | null {
  const { page, request, before, answers, cookies } = of;
  if (page === null || request === null) return null;
  return {
    page,
    request,
    answers,
    ...(before.length === 0 ? {} : { before }),
    ...(cookies.length === 0 ? {} : { cookies }),
  };
}
