import {
  draftFromHeaders,
  type HarProgress,
  harScenarios,
  joinPreflights,
  maxConsoleLength,
  mergeDrafts,
  parseScenario,
  readPaste,
  recognizePaste,
  redactText,
  run,
  type Scenario,
  type ScenarioDraft,
  type ScenarioRequest,
  withAssumedAnswer,
} from "@crosswalk/explain";
import type { ExplainOptions } from "./explain-options.ts";
import { decoded, isFile, isFolder, piecesOfFile, textOf } from "./read-text.ts";
import { isPreflightPassed } from "./scenario-of.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { withScheme } from "./with-scheme.ts";

/** Something to explain, and what is still unknown of it. */
export type ExplainInput =
  | { readonly kind: "scenario"; readonly scenario: Scenario }
  | { readonly kind: "draft"; readonly draft: ScenarioDraft }
  /** Each request of a HAR that failed, each trouble that a console tells of. */
  | {
      readonly kind: "drafts";
      readonly drafts: AsyncIterable<ScenarioDraft> | Iterable<ScenarioDraft>;
    };

type Pieces = AsyncIterable<Uint8Array | string>;

/** Who is told how a long input gets on. */
export interface InputListener {
  readonly onProgress: (progress: HarProgress) => void;
  /** Something wasn't read: what, and what to do about it. */
  readonly onUnread: (message: string) => void;
}

/**
 * Reads what was given: texts as they were pasted, files, or what is piped in. Several make one request together: a curl
 * command and the headers that came back.
 */
export async function readExplainInput(
  options: ExplainOptions,
  terminal: Pick<Terminal, "input">,
  listener: InputListener,
): Promise<ExplainInput> {
  const { given, layers } = options;
  const { onUnread } = listener;
  const drafts: ScenarioDraft[] = [];
  const troubles: ScenarioDraft[] = [];
  const sources = given.length === 0 && layers.length === 0 ? ["-"] : given;
  for (const source of sources) {
    const pieces = decoded(piecesOf(source, terminal), source);
    const { first, all } = await peek(pieces);
    const kind = recognizePaste(first);
    if (kind === "har") return { kind: "drafts", drafts: failedOf(all, options, listener) };
    const text = await textOf(all, source);
    if (text.trim() === "") throw new UsageError(NOTHING_GIVEN);
    if (kind === "scenario") return { kind, scenario: parseScenario(text) };
    const found = readPaste(text);
    if (found.length === 0) throw new UsageError(notKnown(source, text));
    // Of what one text tells of several things, each is explained with what was given beside it.
    if (found.length > 1 || found[0]!.told !== null) {
      troubles.push(...found);
      const isTold = found.some(({ told }) => told !== null);
      if (isTold && text.length > maxConsoleLength) onUnread(unread(text));
    } else drafts.push(...found);
  }
  if (layers.length > 0) {
    const dumps = layers.map(async ({ name, file }) => ({
      name,
      text: await textOf(decoded(piecesOfFile(file), file), file),
    }));
    drafts.push(draftFromHeaders(await Promise.all(dumps)));
  }
  if (troubles.length === 0)
    return { kind: "draft", draft: joinPreflights(drafts).reduce(mergeDrafts) };
  // What was given beside a console is about each of its troubles.
  const all = troubles.map((trouble) => [...drafts, trouble].reduce(mergeDrafts));
  return all.length === 1 ? { kind: "draft", draft: all[0]! } : { kind: "drafts", drafts: all };
}

function piecesOf(source: string, terminal: Pick<Terminal, "input">): Pieces {
  if (source === "-") {
    const { input } = terminal;
    if (input !== null) return input;
    throw new UsageError(NOTHING_GIVEN);
  }
  return isFile(source) ? piecesOfFile(source) : piecesOfText(source);
}

const NOTHING_GIVEN =
  "nothing was given; paste a curl command, a fetch call or an error of the console in quotes, name a URL or a HAR file, or pipe one of them in";

async function* piecesOfText(text: string): AsyncGenerator<string> {
  yield text;
}

/** The beginning of a text, by which one sees what it is, and the whole of it. */
async function peek(
  pieces: AsyncIterable<string>,
): Promise<{ first: string; all: AsyncIterable<string> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const start = await iterator.next();
  const piece = start.done === true ? "" : start.value;
  return {
    first: piece,
    all: (async function* () {
      yield piece;
      yield* { [Symbol.asyncIterator]: () => iterator };
    })(),
  };
}

function unread({ length }: string): string {
  return `of ${length} characters of a console the first ${maxConsoleLength} were read; give the rest by itself`;
}

/** A name of a file that isn't there is what is mistaken most. */
function notKnown(source: string, text: string): string {
  if (/^\S{1,200}\.(?:har|txt|json|log|sh|js)$/i.test(text.trim()))
    return `there is no file ${text.trim()}`;
  if (isFolder(source)) return `${source} is a folder; name a file in it`;
  const instead = /\w[.:]\w|^localhost\b|^\[/i.test(text) ? withScheme(text.trim()) : null;
  if (instead !== null)
    return `"${redactText(text.trim())}" has no scheme; write "${redactText(instead)}"`;
  const given = source === "-" ? "what was piped in" : "what was given";
  return `${given} is no URL, curl command, call of fetch, axios or the like, HAR, dump of headers, scenario, or error of a browser's console; see crosswalk explain --help`;
}

async function* failedOf(
  pieces: Pieces,
  { request: asked }: ExplainOptions,
  { onProgress, onUnread }: InputListener,
): AsyncGenerator<ScenarioDraft> {
  const unsure: string[] = [];
  for await (const { draft, isFailed, isRefusalTold } of harScenarios(pieces, { onProgress })) {
    if (isFailed || (await isBlocked(draft, asked))) {
      yield draft;
    } else if (
      !isRefusalTold &&
      draft.request?.credentials === undefined &&
      (await isBlocked(draft, { credentials: "include", ...asked }))
    ) {
      // Paths hold secrets too: a link that sets a password anew.
      const { origin, pathname } = new URL(draft.request!.url);
      unsure.push(`${draft.request!.method ?? "GET"} ${redactText(origin + pathname)}`);
    }
  }
  if (unsure.length > 0) onUnread(unsureOf(unsure));
}

/** Firefox's HARs have what a page was not allowed to read as if nothing were the matter; so it is judged here. */
async function isBlocked(
  { page, request, answers, cookies, notes }: ScenarioDraft,
  asked: Partial<ScenarioRequest>,
): Promise<boolean> {
  if (page === null || request === null || answers.length === 0) return false;
  const isScript = request.api === "fetch" || request.api === "xhr";
  const isNavigation = notes.some(({ code }) => code === "navigation");
  if (!isScript || isNavigation || request.mode === "no-cors") return false;
  if (!/^https?:/i.test(request.url) || !URL.canParse(request.url)) return false;
  if (new URL(request.url).origin === new URL(page.url).origin) return false;
  const scenario = { page, request: { ...request, ...asked }, answers, cookies };
  // A preflight that was answered from the cache has no entry; it passed.
  const options = { isPreflightPassed: isPreflightPassed({ notes }) };
  const { failure } = await run(withAssumedAnswer(scenario, options), "firefox");
  return failure !== null && failure.code !== "no-answer";
}

/** It tells no cookie that wasn't there, and so not whether one would have been sent. */
function unsureOf([first = "", ...others]: readonly string[]): string {
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `Firefox's HAR doesn't tell whether a request was made with credentials where no cookie went with it. Taken without, ${first}${more} can be read; with them it can't: --credentials include explains that`;
}
