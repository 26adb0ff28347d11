import { byteLowercase } from "@crosswalk/cors/protocol";
import type {
  AnsweredResponse,
  AnswerRule,
  Scenario,
  ScenarioAssumption,
  ScenarioPage,
  ScenarioRequest,
} from "../scenario.ts";
import type { ScenarioDraft, SourceNoteCode } from "./scenario-draft.ts";
import { scenarioOfDraft } from "./scenario-draft.ts";
import { parseUrl } from "./sent-headers.ts";

/** Of the page and the server that nobody names. */
export const ASSUMED_PAGE = "https://your-page.example/";
export const ASSUMED_URL = "https://your-server.example/";

/** A page of which nothing is known but that its origin is opaque. */
export const sandboxedPage: ScenarioPage = { url: "https://sandboxed.example/", sandboxed: true };

/**
 * The scenario of responses that were given without a word of who asked for what: by a page of the origin that they allow, if they
 * name one, and else by any. Of a request to nobody knows where, `asked` may tell the rest.
 */
export function assumedScenario(
  draft: ScenarioDraft,
  asked: Partial<ScenarioRequest> = {},
): Scenario {
  const assumed: ScenarioAssumption[] = [];
  if (draft.page === null) assumed.push("page");
  if (draft.request === null) assumed.push("url");
  const page = draft.page ?? assumedPage(draft);
  const request: ScenarioRequest = draft.request ?? { ...requestFor(draft), ...asked };
  const isMethodAssumed = request.method !== undefined && asked.method === undefined;
  if (draft.request === null && isMethodAssumed) assumed.push("request");
  const answers = answersTo(request, draft);
  const scenario = scenarioOfDraft({ ...draft, page, request, answers })!;
  return assumed.length === 0 ? scenario : { ...scenario, assumed };
}

/**
 * Who shows what a request was answered with shows its own answer, and not its preflight's, unless that says what preflights are
 * asked for.
 */
function answersTo(
  { method = "GET" }: ScenarioRequest,
  { answers, notes, told }: ScenarioDraft,
): readonly AnswerRule[] {
  const has = (code: SourceNoteCode): boolean => notes.some((note) => note.code === code);
  const isOwn =
    told === null &&
    has("role-guessed") &&
    !has("preflight-by-hand") &&
    method.toUpperCase() !== "OPTIONS";
  if (!isOwn) return answers;
  return answers.map((rule) => {
    const { when, answer } = rule;
    const isOpen = when.preflight === undefined && when.method === undefined;
    return !isOpen || "failure" in answer || speaksToPreflights(answer)
      ? rule
      : { ...rule, when: { ...when, preflight: false } };
  });
}

const speaksToPreflights = ({ headers }: AnsweredResponse): boolean =>
  headers.some(([name]) => /^access-control-(?:allow-methods|allow-headers|max-age)$/i.test(name));

function assumedPage(draft: ScenarioDraft): ScenarioPage {
  // It is tempting to take the page that is allowed. Who sent `Origin: null` was none that can be named.
  if (draft.notes.some(({ code }) => code === "null-origin")) return sandboxedPage;
  // What is asked of http is mostly asked by a page that came so.
  const isInsecure = draft.request?.url.startsWith("http:") === true;
  const usual = isInsecure ? ASSUMED_PAGE.replace("https:", "http:") : ASSUMED_PAGE;
  return { url: allowedPage(draft) ?? usual };
}

const lines = ({ answers }: ScenarioDraft): (readonly [name: string, value: string])[] =>
  answers.flatMap(({ answer }) => ("failure" in answer ? [] : answer.headers));

function allowedPage(draft: ScenarioDraft): string | null {
  const values = lines(draft)
    .filter(([name]) => byteLowercase(name) === "access-control-allow-origin")
    .map(([, value]) => parseUrl(value))
    .filter((url) => url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes("*"));
  return values[0] == null ? null : values[0].href;
}

/** What only preflights are answered with was said to one, and that is for a request that needs it. */
function requestFor(draft: ScenarioDraft): ScenarioRequest {
  const request = { api: "fetch", url: ASSUMED_URL } as const;
  const named = (wanted: string): string[] =>
    lines(draft)
      .filter(([name]) => byteLowercase(name) === wanted)
      .flatMap(([, value]) => value.split(",").map((part) => part.trim()))
      .filter((part) => /^[\w-]+$/.test(part));
  const isPreflights = draft.answers.some(({ when }) => when.preflight === true);
  if (!isPreflights) return request;
  const methods = named("access-control-allow-methods");
  const method = ["PUT", "DELETE", "PATCH", "POST"].find((one) => methods.includes(one)) ?? "POST";
  const header = named("access-control-allow-headers")[0];
  return {
    ...request,
    method,
    ...(header === undefined && method !== "POST"
      ? {}
      : {
          headers: [
            [
              header ?? "Content-Type",
              header === undefined || /^content-type$/i.test(header) ? "application/json" : "1",
            ] as const,
          ],
        }),
  };
}
