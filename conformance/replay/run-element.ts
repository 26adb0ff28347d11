import type { EngineName, LoadKind, LoadOutcome, Page } from "@crosswalk/browser";
import type { Case, ScriptRequest } from "../lab/case.ts";
import { bodyValue, type Outcome } from "@crosswalk/verify/page";
import type { OnCause } from "./run-case.ts";

/** Loads as the laboratory's page does, and says it in its words. */
export async function runElement(
  page: Page,
  engine: EngineName,
  request: ScriptRequest,
  one: Case,
  onCause: OnCause,
): Promise<Outcome> {
  const { url, crossorigin, integrity, referrerPolicy, as, withCredentials, body } = request;
  // As the laboratory's page has it.
  const family = request.api === "font" ? (request.family ?? "crosswalk-lab") : undefined;
  const outcome = await page.load(
    request.api === "texture" ? "image" : (request.api as LoadKind),
    request.api === "svg-use" ? `${url}${request.fragment ?? "#x"}` : url,
    {
      crossorigin,
      integrity,
      referrerpolicy: referrerPolicy,
      // The laboratory's page preloads for `fetch` where nothing is said.
      as: request.api === "preload" ? (as ?? "fetch") : as,
      type: as,
      family,
      withCredentials,
      body: body === undefined ? undefined : bodyValue(body),
    },
  );
  if (outcome.cause !== null) onCause(outcome.cause);
  const { access, error, events, readyState, text } = outcome;
  const result = outcome.result === "silent" ? "" : outcome.result;
  switch (request.api) {
    case "beacon":
      return error === null ? { result } : { result, error: described(outcome) };
    case "event-source":
      if (error !== null) return { result, error: described(outcome) };
      if (result === "") return { result: "no end" };
      return {
        result,
        events: events
          .map((name, index) => (index === events.length - 1 ? `${name}:${readyState}` : name))
          .join(" "),
      };
    case "font":
      if (result === "") return { result: "no end" };
      return error === null ? { result } : { result, error };
    case "import":
      return error === null
        ? { result, readable: /'(.*)'/.exec(text ?? "")?.[1] ?? "undefined" }
        : { result, error };
    case "worker":
      // The laboratory waits for a message in vain.
      if (result === "") return { result: "no end" };
      return error === null ? { result } : { result, error };
    case "shape":
    case "mask":
    case "svg-use":
      return request.measured === true ? measured(result, request, access) : { result: "" };
    case "track":
      if (result === "") return { result: "no end" };
      return { result, readable: result === "error" ? "" : `cues ${cuesOf(text ?? "")}` };
    case "preload":
      // The laboratory waits for an event in vain.
      return result === "" ? { result: "no end" } : { result, readable: "" };
    default:
      if (result === "") return { result: "no end" };
      return { result, readable: access === null ? "" : readable(request, outcome, engine, one) };
  }
}

/** As the page measures it: what is masked is as it was. */
function measured(result: string, { api }: ScriptRequest, access: LoadOutcome["access"]): Outcome {
  if (access === null || api === "mask") return { result, readable: "" };
  return { result, readable: api === "shape" ? "shaped" : "drawn" };
}

const described = ({ error, message }: LoadOutcome): string => `${error}: ${message}`;

const bodiless: ReadonlySet<number> = new Set([204, 304]);

const cuesOf = (text: string): number => text.split("-->").length - 1;

function readable(
  { api }: ScriptRequest,
  { access, text, scriptErrors }: LoadOutcome,
  engine: EngineName,
  one: Case,
): string {
  switch (api) {
    case "image":
      return access === "readable" ? "pixels 4" : "SecurityError";
    case "texture":
      return access === "readable" ? "texture" : "SecurityError";
    case "stylesheet":
      return access === "readable"
        ? `rules ${(text ?? "").split("{").length - 1}`
        : "SecurityError";
    case "script":
    case "module":
      return errorMessage(thrownBy(one), scriptErrors, engine);
    default:
      return "";
  }
}

type Thrown = "error" | "text" | "picture";

/** Scripts are not run here, so the case says which one throws what: an Error, a text, or what a picture does as a script. */
function thrownBy({ replies }: Case): Thrown | null {
  const all = Object.entries(replies)
    .filter(([key]) => !/^preflight\b/.test(key))
    .flatMap(([, list]) => list);
  if (all.some(({ status }) => bodiless.has(status))) return null;
  if (all.some(({ asset }) => asset === "throwing")) return "error";
  if (all.some(({ asset }) => asset === "png")) return "picture";
  return all.some(({ asset }) => asset === "throwing-text") ? "text" : null;
}

const errorMessages: Readonly<Record<EngineName, Readonly<Partial<Record<Thrown, string>>>>> = {
  standard: { error: "Error: CHICKEN", text: "CHICKEN" },
  chromium: { error: "Uncaught Error: CHICKEN", text: "Uncaught CHICKEN" },
  firefox: {
    error: "Error: CHICKEN",
    text: "uncaught exception: CHICKEN",
    picture: "SyntaxError: illegal character U+FFFD",
  },
  webkit: { error: "Error: CHICKEN", text: "CHICKEN" },
};

function errorMessage(
  thrown: Thrown | null,
  scriptErrors: LoadOutcome["scriptErrors"],
  engine: EngineName,
): string {
  if (thrown === null) return "";
  return scriptErrors === "muted" ? "Script error." : (errorMessages[engine][thrown] ?? "");
}
