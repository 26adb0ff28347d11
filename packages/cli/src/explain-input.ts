import {
  draftFromConsole,
  draftFromCurl,
  draftFromFetch,
  draftFromHeaders,
  type HarProgress,
  harScenarios,
  mergeDrafts,
  parseScenario,
  recognizeConsole,
  type Scenario,
  type ScenarioDraft,
  scenarioFromOptions,
} from "@crosswalk/explain";
import type { ExplainOptions } from "./explain-options.ts";
import { isFile, piecesOfFile, textOf } from "./read-text.ts";
import { type InputKind, recognizeInput } from "./recognize-input.ts";
import { UsageError } from "./usage-error.ts";

/** Something to explain, and what is still unknown of it. */
export type ExplainInput =
  | { readonly kind: "scenario"; readonly scenario: Scenario }
  | { readonly kind: "draft"; readonly draft: ScenarioDraft }
  /** Each request of a HAR that failed. */
  | { readonly kind: "har"; readonly drafts: AsyncIterable<ScenarioDraft> };

type Pieces = AsyncIterable<Uint8Array | string>;

/**
 * Reads what was given: texts as they were pasted, files, or what is piped in. Several make one request together: a curl
 * command and the headers that came back.
 */
export async function readExplainInput(
  { given, layers }: ExplainOptions,
  piped: Pieces | null,
  onProgress: (progress: HarProgress) => void,
): Promise<ExplainInput> {
  const drafts: ScenarioDraft[] = [];
  const sources = given.length === 0 && layers.length === 0 ? ["-"] : given;
  for (const source of sources) {
    const pieces = piecesOf(source, piped);
    const { first, all } = await peek(pieces);
    const kind = recognizeInput(first);
    if (kind === "har") return { kind, drafts: failedOf(all, onProgress) };
    const text = await textOf(all, source);
    if (text.trim() === "") throw new UsageError(NOTHING_GIVEN);
    if (kind === "scenario") return { kind, scenario: parseScenario(text) };
    drafts.push(draftOf(kind, text));
  }
  if (layers.length > 0) {
    const dumps = layers.map(async ({ name, file }) => ({
      name,
      text: await textOf(piecesOfFile(file), file),
    }));
    drafts.push(draftFromHeaders(await Promise.all(dumps)));
  }
  return { kind: "draft", draft: drafts.reduce(mergeDrafts) };
}

function piecesOf(source: string, piped: Pieces | null): Pieces {
  if (source === "-") {
    if (piped !== null) return piped;
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
async function peek(pieces: Pieces): Promise<{ first: string; all: Pieces }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const start = await iterator.next();
  const piece = start.done === true ? "" : start.value;
  const first = typeof piece === "string" ? piece : new TextDecoder().decode(piece);
  return {
    first,
    all: (async function* () {
      yield piece;
      yield* { [Symbol.asyncIterator]: () => iterator };
    })(),
  };
}

function draftOf(kind: Exclude<InputKind, "har" | "scenario">, text: string): ScenarioDraft {
  switch (kind) {
    case "curl":
      return draftFromCurl(text);
    case "fetch":
      return draftFromFetch(text);
    case "headers":
      return draftFromHeaders(text);
    case "url":
      return scenarioFromOptions({ url: text.trim() });
    case "console":
      return draftOfConsole(text);
  }
}

/** The first message that tells what was asked for; a console repeats itself in other words. */
function draftOfConsole(text: string): ScenarioDraft {
  const drafts = recognizeConsole(text).map(draftFromConsole);
  if (drafts.length === 0) {
    throw new UsageError(
      "what was given is no URL, curl command, fetch call, HAR, dump of headers, scenario, or error of a browser's console; see crosswalk explain --help",
    );
  }
  return drafts.reduce(mergeDrafts);
}

async function* failedOf(
  pieces: Pieces,
  onProgress: (progress: HarProgress) => void,
): AsyncGenerator<ScenarioDraft> {
  for await (const { draft, isFailed } of harScenarios(pieces, { onProgress })) {
    if (isFailed) yield draft;
  }
}
