import type { AnsweredFailure } from "../../scenario.ts";
import { draftFromHeaders } from "../response-headers.ts";
import { draft, mergeDrafts, type ScenarioDraft } from "../scenario-draft.ts";

/** A status line, as it is copied out of `curl -i`, `curl -v` or a tool's pane. */
const STATUS_LINE = /^([ \t]*)(?:< ?)?HTTP\/\d[\d.]*[ \t]+\d{3}\b/m;

/** Where a response begins in a text, or null where there is none. */
export function responseIn(text: string): number | null {
  return STATUS_LINE.exec(text)?.index ?? null;
}

/** What was asked, and what was printed below it: a response, or curl's word that none came. */
export function answeredWith(asked: ScenarioDraft, output: string): ScenarioDraft {
  const [head, indent = ""] = STATUS_LINE.exec(output) ?? [];
  if (head === undefined) {
    const failure = failureIn(output);
    return failure === null
      ? asked
      : mergeDrafts(asked, draft({ answers: [{ when: {}, answer: { failure } }] }));
  }
  // A line of a header that begins with blanks would go on with the one before.
  const straight = indent === "" ? output : output.replaceAll(`\n${indent}`, "\n");
  const answer = draftFromHeaders(asAnswerTo(asked, straight));
  // What was asked is in the command.
  return mergeDrafts(asked, { ...answer, page: null, request: null });
}

/** As far as lines are what is in a dump. */
export function whileHeaders(text: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex(
    (line) => !/^\s*$|^\s*(?:[<*>] ?)?(?:HTTP\/|[\w:-]+:|[A-Z]+ \S+ HTTP\/|$)/.test(line),
  );
  return (end === -1 ? lines : lines.slice(0, end)).join("\n");
}

/** Of `-i`, the response alone is there; whether it answers a preflight, the command tells. */
function asAnswerTo({ notes, request }: ScenarioDraft, output: string): string {
  const byHand = notes.some(({ code }) => code === "preflight-by-hand");
  if (request === null || /^> /m.test(output)) return output;
  const method = byHand ? "OPTIONS" : (request.method ?? "GET");
  const own = byHand
    ? `Origin: https://preflight.invalid\nAccess-Control-Request-Method: ${request.method ?? "GET"}\n`
    : "";
  // Where it went is not told again: an URL may be relative to a page that isn't known yet.
  return `${method} / HTTP/1.1\n${own}\n${output}`;
}

/** curl's exit codes that are failures of the network to a browser as well. */
const failures: ReadonlyMap<string, AnsweredFailure["failure"]> = new Map([
  ["6", "name-not-resolved"],
  ["7", "connection-refused"],
  ["28", "timed-out"],
  ["35", "connection-reset"],
  ["52", "connection-reset"],
  ["56", "connection-reset"],
  ["60", "certificate"],
]);

function failureIn(output: string): AnsweredFailure["failure"] | null {
  const code = /^curl: \((\d{1,3})\)/m.exec(output)?.[1];
  return failures.get(code ?? "") ?? null;
}
