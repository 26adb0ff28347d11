import { isCorsSafelistedMethod, isOkStatus } from "@crosswalk/cors/protocol";
import type { AnswerRule, ScenarioPage, ScenarioRequest } from "../../scenario.ts";
import { unsafeNames } from "../allowing-headers.ts";
import { type ConsoleTrouble, consoleTroubles } from "../console/console-troubles.ts";
import { requestOfPreflight } from "../hand-made-preflight.ts";
import { draft, type ScenarioDraft, type SourceNote } from "../scenario-draft.ts";
import { parseUrl, readSentHeaders } from "../sent-headers.ts";
import { SourceError } from "../source-error.ts";
import { type HarEntry, harEntry, headerOf } from "./har-entry.ts";
import { withCredentialsTold } from "./credentials-told.ts";
import { type HarExchange, HarJoiner } from "./har-exchange.ts";
import { type JsonItem, JsonSplitter } from "./json-splitter.ts";

/** A request of a HAR, with its preflights and redirects. */
export interface HarScenario {
  readonly draft: ScenarioDraft;
  /** The places in `log.entries` of all that it was made of. */
  readonly entries: readonly number[];
  /** Whether the browser got no response, or no success of a preflight. A script may have been refused others too. */
  readonly isFailed: boolean;
  /** The browser's name of the failure: `net::ERR_FAILED`. */
  readonly error: string | null;
  /** Whether the file would tell that a script was refused the response; Firefox's are silent on it. */
  readonly isRefusalTold: boolean;
}

export interface HarProgress {
  /** Bytes read, or characters where text was given. */
  readonly read: number;
  readonly entries: number;
}

export interface HarOptions {
  /** Called after each piece. */
  readonly onProgress?: (progress: HarProgress) => void;
}

type Pieces = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/**
 * Reads a HAR, or a single entry of one, piece by piece. Of a file of any length no more is held than the requests that
 * were under way at a time, without their bodies.
 */
export async function* harScenarios(
  pieces: Pieces,
  options: HarOptions = {},
): AsyncGenerator<HarScenario> {
  const reader = new HarReader();
  const decoder = new TextDecoder();
  let read = 0;
  for await (const piece of pieces) {
    read += piece.length;
    const text = typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    for (const one of reader.write(text)) yield await withCredentialsTold(one);
    options.onProgress?.({ read, entries: reader.entries });
  }
  for (const one of [...reader.write(decoder.decode()), ...reader.end()])
    yield await withCredentialsTold(one);
}

// As many as a session has.
const MAX_PAGES = 10_000;

const ENTRY = "log.entries.*";
/** Of entries that somebody took out of the file. */
const ENTRY_OF_LIST = "*";
const PAGE = "log.pages.*";
/** Of a single entry without the rest of the file. */
const ownParts = ["request", "response", "pageref", "_resourceType", "_error"];

class HarReader {
  readonly #splitter = new JsonSplitter([ENTRY, ENTRY_OF_LIST, PAGE, ...ownParts]);
  readonly #joiner = new HarJoiner();
  /** URLs of pages by their names. */
  readonly #pages = new Map<string, string>();
  readonly #parts: JsonItem[] = [];
  entries = 0;

  write(text: string): HarScenario[] {
    return this.#splitter.write(text).flatMap((item) => this.#take(item));
  }

  end(): HarScenario[] {
    const last = this.#splitter.end().flatMap((item) => this.#take(item));
    const request = this.#parts.find(({ path }) => path === "request");
    if (this.entries === 0 && request !== undefined) {
      const members = this.#parts.map(({ path, text }) => `${JSON.stringify(path)}:${text}`);
      last.push(...this.#take({ ...request, path: ENTRY, text: `{${members.join(",")}}` }));
    }
    if (this.entries === 0) {
      const isList = this.#splitter.arrays.has("log.entries") || this.#splitter.arrays.has("");
      const wanted = isList
        ? 'requests into "log"."entries": no request is in it'
        : 'an object with "log"."entries"';
      throw new SourceError("har", this.#splitter.position(), "", wanted);
    }
    return [...last, ...this.#joiner.end().map((exchange) => this.#scenarioOf(exchange))];
  }

  #take(item: JsonItem): HarScenario[] {
    if (item.path === PAGE) {
      this.#takePage(item);
    } else if (item.path === ENTRY || item.path === ENTRY_OF_LIST) {
      const entry = harEntry(item, this.entries);
      this.entries += 1;
      return this.#joiner.push(entry).map((exchange) => this.#scenarioOf(exchange));
    } else {
      this.#parts.push(item);
    }
    return [];
  }

  /** Browsers put a page's URL into its title. */
  #takePage({ text }: JsonItem): void {
    const page = JSON.parse(text) as { id?: unknown; title?: unknown } | null;
    if (typeof page?.id !== "string" || typeof page.title !== "string") return;
    const url = parseUrl(page.title);
    if (url !== null && this.#pages.size < MAX_PAGES) this.#pages.set(page.id, url.href);
  }

  #scenarioOf(exchange: HarExchange): HarScenario {
    const { chain, preflights } = exchange;
    const first = (chain[0] ?? preflights[0])!;
    const all = [...chain, ...preflights];
    const error = errorOf(exchange);
    return {
      draft: draftOf(exchange, this.#pageOf(first)),
      entries: all.map(({ index }) => index).sort((one, other) => one - other),
      isFailed: error !== null || preflights.some((entry) => !isSuccess(entry)),
      error,
      isRefusalTold: !/\bFirefox\//.test(headerOf(first.headers, "user-agent") ?? ""),
    };
  }

  #pageOf({ page, isFromServiceWorker }: HarEntry): ScenarioPage | null {
    const url = this.#pages.get(page ?? "");
    if (url === undefined) return null;
    return { url, ...(isFromServiceWorker ? { serviceWorker: true } : {}) };
  }
}

const errorOf = ({ chain, preflights }: HarExchange): string | null =>
  [...chain, ...preflights].find(({ error }) => error !== null)?.error ?? null;

function draftOf(exchange: HarExchange, page: ScenarioPage | null): ScenarioDraft {
  const first = (exchange.chain[0] ?? exchange.preflights[0])!;
  const { url, headers, method, body, resourceType } = first;
  const sent = readSentHeaders(headers, url);
  const notes: SourceNote[] = sent.notes.filter(({ code }) => code !== "browser-header");
  if (resourceType === "document") notes.push({ code: "navigation", subject: url });
  const request: ScenarioRequest = {
    api: apis.get(resourceType ?? "") ?? sent.api ?? "fetch",
    url,
    method,
    ...(sent.headers.length === 0 ? {} : { headers: sent.headers }),
    ...(sent.mode === null ? {} : { mode: sent.mode }),
    ...(sent.credentials === null ? {} : { credentials: sent.credentials }),
    ...(body === null ? {} : { body }),
    // Of a request that was never seen, its preflight tells.
    ...(exchange.chain.length === 0 ? requestOfPreflight(method, headers) : {}),
  };
  // A header that was sent is nearer to the truth than a page's title.
  const own = sent.page ?? page;
  const answers = answersOf(exchange);
  const isUnanswered = exchange.chain.some(({ answer }) => answer === null);
  // What was sent after all was let through, by a preflight that stands elsewhere or that the browser remembered.
  const isPreflighted = !isCorsSafelistedMethod(method) || unsafeNames(sent.headers).length > 0;
  const isSent = exchange.chain.some(({ answer }) => answer !== null);
  if (isPreflighted && isSent && exchange.preflights.length === 0)
    notes.push({ code: "preflight-passed", subject: url });
  return draft({
    page: own === null || page?.serviceWorker !== true ? own : { ...own, serviceWorker: true },
    request,
    answers,
    told: answers.length > 0 && !isUnanswered ? null : toldBy(errorOf(exchange)),
    cookies: sent.cookies,
    notes,
    missing: isUnanswered ? ["answers"] : [],
  });
}

/** A browser's name of the failure, or Safari's sentence; where neither is there, that it failed is all that is known. */
function toldBy(error: string | null): ConsoleTrouble | null {
  if (error === null) return null;
  return consoleTroubles(error)[0] ?? consoleTroubles("Failed to fetch")[0] ?? null;
}

/** By Chromium's `_resourceType`. */
const apis: ReadonlyMap<string, ScenarioRequest["api"]> = new Map<string, ScenarioRequest["api"]>([
  ["eventsource", "event-source"],
  ["fetch", "fetch"],
  ["font", "font"],
  ["image", "image"],
  ["media", "video"],
  ["ping", "beacon"],
  ["script", "script"],
  ["stylesheet", "stylesheet"],
  ["texttrack", "track"],
  ["xhr", "xhr"],
]);

function answersOf({ chain, preflights }: HarExchange): AnswerRule[] {
  const rules: AnswerRule[] = [];
  for (const { url, answer } of preflights) {
    if (answer !== null) rules.push({ when: { url, preflight: true }, answer });
  }
  for (const { url, method, answer } of chain) {
    if (answer === null) continue;
    // A redirect may lead to the same URL with another method; where it doesn't, a change of method is no other server.
    const isSeveral = chain.some((other) => other.url === url && other.method !== method);
    rules.push({ when: { url, preflight: false, ...(isSeveral ? { method } : {}) }, answer });
  }
  return rules;
}

function isSuccess({ answer }: HarEntry): boolean {
  return answer !== null && "status" in answer && isOkStatus(answer.status);
}
