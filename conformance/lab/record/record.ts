import { allPageNames, type Case, type PageName } from "../case.ts";
import type { Diagnostic, Driver } from "../drivers/driver.ts";
import { type MadePages, pageUrl } from "../page/pages.ts";
import type { StepOutcome } from "@crosswalk/verify/page";
import { collapse } from "../placeholders.ts";
import { requestsOf } from "../requests-of.ts";
import type { CaseServer } from "../server/case-server.ts";
import { needsSkipping } from "./clock/skipping-clock.ts";
import { CONNECTIONS_LAST, LOOKUP_SETTLES, SETTLE } from "./patience.ts";
import { probe } from "./probe.ts";
import { recordAlone } from "./record-alone.ts";
import type { RecordedCase } from "./recorded-case.ts";
import { type Observed, recordVisits, VisitedPages } from "./visits.ts";
import { warmUp } from "./warm-up.ts";
import { within } from "./within.ts";
import { headLines, wireMessage, type ConstantHeaders } from "./wire.ts";

const MARK = /crosswalk-lab-case (\S+)/;

/** Starts the browser anew whenever one is lost, and for pages of another session. */
export type StartDriver = (session: DriverSession) => Promise<Driver>;

type DriverSession = "persistent" | "ephemeral";

const sessionOf = (page: PageName): DriverSession =>
  page === "ephemeral" ? "ephemeral" : "persistent";

/** Runs cases in a browser, page by page, batch by batch, and yields what each did. */
export async function* record(
  cases: readonly Case[],
  start: StartDriver,
  server: CaseServer,
  made: MadePages = new Map(),
  batches: "full" | "alone" = "full",
): AsyncGenerator<RecordedCase> {
  const session = new Session(start, server, made);
  try {
    for (const page of allPageNames) {
      const own = cases.filter(
        (one) => one.page === page && !isVisiting(one) && one.isAlone !== true,
      );
      // Cases that rely on element events, on timing or on caches are kept apart from the others.
      for (const [kind, size] of [
        ["single", 64],
        ["shared", 6],
        ["patient", 6],
        ["element", 8],
      ] as const) {
        const group = own.filter((one) => kindOf(one) === kind);
        const step = batches === "alone" ? 1 : size;
        for (let first = 0; first < group.length; first += step) {
          yield* await session.run(group.slice(first, first + step), page, kind);
        }
      }
    }
    for (const one of cases) if (isVisiting(one)) yield await session.visit(one);
  } finally {
    await session.close();
  }
  for (const one of cases)
    if (one.isAlone === true) yield recordAlone(one, (page) => start(sessionOf(page)), server);
}

const isVisiting = ({ page, visits }: Case): boolean =>
  visits !== undefined || !allPageNames.includes(page);

type Kind = "single" | "shared" | "patient" | "element";

function kindOf(one: Case): Kind {
  // A script's own doings take time, which others' would change.
  if (one.steps.some((step) => "script" in step)) return "shared";
  // What one skips, the others would have waited.
  if (needsSkipping([one])) return "shared";
  if (requestsOf(one.steps).some(({ api }) => api !== "fetch" && api !== "xhr")) return "element";
  if (one.steps.some((step) => "wait" in step)) return "patient";
  return one.steps.length > 1 ? "shared" : "single";
}

const concurrencies = { single: 8, shared: 1, patient: 6, element: 1 } as const;

/** A browser on a page, replaced when it is lost. */
class Session {
  readonly #start: StartDriver;
  readonly #server: CaseServer;
  readonly #made: MadePages;
  #driver: Driver | null = null;
  #page: PageName | null = null;
  #constant: ConstantHeaders = new Map();
  #connected = 0;
  #visited = new VisitedPages();

  constructor(start: StartDriver, server: CaseServer, made: MadePages) {
    this.#start = start;
    this.#server = server;
    this.#made = made;
  }

  async run(
    batch: readonly Case[],
    page: PageName,
    kind: Kind,
    attempt = 1,
  ): Promise<RecordedCase[]> {
    if (this.#page !== null && sessionOf(page) !== sessionOf(this.#page)) await this.close();
    const driver = (this.#driver ??= await this.#start(sessionOf(page)));
    try {
      if (page !== this.#page) {
        // NB: A page that came from nowhere may ask the machine nothing, in Chromium.
        const probed = page === "data" ? "sandbox" : page;
        await within(30_000, driver.navigate(this.#urlOf(probed)));
        this.#constant = await within(30_000, probe(driver, this.#server, probed));
        if (driver.keepsHostRecords) await within(30_000, warmUp(driver, this.#server, probed));
        if (probed !== page) {
          // NB: Firefox tells which document has led to one without an origin.
          await within(30_000, driver.navigate("about:blank"));
          await within(30_000, driver.navigate(this.#urlOf(page)));
        }
        await driver.takeDiagnostics();
        this.#page = page;
        this.#connected = 0;
      }
      if (kind === "shared" || kind === "patient") {
        await driver.forget();
        if (driver.needsConnections && Date.now() - this.#connected > CONNECTIONS_LAST) {
          await probe(driver, this.#server, page);
          await new Promise((resolve) => setTimeout(resolve, LOOKUP_SETTLES));
          this.#connected = Date.now();
        }
      }
      const concurrency = Math.min(driver.concurrency, concurrencies[kind]);
      return await within(
        BATCH_LIMIT,
        recordBatch(batch, driver, this.#server, this.#constant, concurrency, this.#made),
      );
    } catch (error) {
      console.error(
        `${driver.name}: ${String(error).slice(0, 200)} at ${batch[0]!.id}; starting it anew`,
      );
      for (const one of batch) this.#server.finish(one.id);
      await this.close();
      // Browsers get stuck now and then for no fault of the cases; those are halved only if it happens again.
      if (attempt === 1) return this.run(batch, page, kind, 2);
      if (batch.length === 1) return [lostCase(batch[0]!)];
      const middle = batch.length >> 1;
      return [
        ...(await this.run(batch.slice(0, middle), page, kind, 2)),
        ...(await this.run(batch.slice(middle), page, kind, 2)),
      ];
    }
  }

  #urlOf(page: PageName): string {
    return this.#made.get(page) ?? pageUrl(page, this.#server.origins);
  }

  /** One that goes from document to document runs alone. */
  async visit(one: Case, attempt = 1): Promise<RecordedCase> {
    if (this.#page !== null && sessionOf(one.page) !== sessionOf(this.#page)) await this.close();
    const driver = (this.#driver ??= await this.#start(sessionOf(one.page)));
    this.#page = one.page;
    try {
      const said = await within(
        BATCH_LIMIT,
        recordVisits(one, driver, this.#server, this.#visited),
      );
      return recordedCase(one, said, this.#server);
    } catch (error) {
      console.error(
        `${driver.name}: ${String(error).slice(0, 200)} at ${one.id}; starting it anew`,
      );
      this.#server.finish(one.id);
      await this.close();
      return attempt === 1 ? this.visit(one, 2) : lostCase(one);
    }
  }

  async close(): Promise<void> {
    const driver = this.#driver;
    this.#driver = null;
    this.#page = null;
    this.#visited = new VisitedPages();
    await driver?.close();
  }
}

const lostCase = ({ id }: Case): RecordedCase => ({
  id,
  wire: [],
  outcomes: [{ result: "browser lost" }],
  console: [],
  cors: [],
});

// A batch takes a second; one with several requests that never end, which the page gives up
// after three seconds each, takes up to this.
const BATCH_LIMIT = 45_000;

async function recordBatch(
  batch: readonly Case[],
  driver: Driver,
  server: CaseServer,
  constant: ConstantHeaders,
  concurrency: number,
  made: MadePages,
): Promise<RecordedCase[]> {
  for (const one of batch) server.begin(one);
  const json = (value: unknown): string => JSON.stringify(value).replaceAll("\u2028", "\\u2028");
  const outcomes: StepOutcome[][] = JSON.parse(
    await driver.evaluate(`crosswalkLab(${json(batch)}, ${json(server.origins)}, ${concurrency})`),
  );
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const said = attribute(await driver.takeDiagnostics(), batch, concurrency === 1);
  return batch.map((one, index) =>
    recordedCase(
      one,
      { outcomes: outcomes[index]!, diagnostics: said.get(one.id) ?? [], constant },
      server,
      made,
    ),
  );
}

/** What a case came to, with placeholders in place of what is this run's. */
function recordedCase(
  { id }: Case,
  { outcomes, diagnostics, constant }: Observed,
  server: CaseServer,
  made: MadePages = new Map(),
): RecordedCase {
  const { origins } = server;
  const shorten = (text: string): string => {
    let short = text;
    for (const [page, url] of made) short = short.replaceAll(url, pageUrl(page, origins));
    return collapse(short, origins, id);
  };
  const seen = server.finish(id);
  const told = (kind: Diagnostic["kind"]): readonly Diagnostic[] =>
    diagnostics.filter((one) => one.kind === kind);
  return {
    id,
    wire: seen.map((message) => wireMessage(message, constant, origins, id)),
    heads: seen.map((message) => headLines(message, constant, origins, id)),
    outcomes: JSON.parse(shorten(JSON.stringify(outcomes))),
    console: told("console").map(({ text }) => shorten(text)),
    cors: told("cors").map(({ text, url }) => shorten(`${url} ${text}`)),
  };
}

/** By the case's id in the URL or text; where cases ran one by one, also by the mark before it, and a case that ran alone has all. */
function attribute(
  said: readonly Diagnostic[],
  batch: readonly Case[],
  marked: boolean,
): Map<string, Diagnostic[]> {
  const ids = new Set(batch.map(({ id }) => id));
  const result = new Map<string, Diagnostic[]>();
  const alone = batch.length === 1 ? batch[0]!.id : undefined;
  let current = alone;
  for (const entry of said) {
    const mark = MARK.exec(entry.text);
    if (mark !== null) {
      current = mark[1]!;
      continue;
    }
    const named = [...`${entry.url} ${entry.text}`.matchAll(/\/([a-z0-9-]+)(?=\/)/g)].find(
      ([, id]) => ids.has(id!),
    );
    const id = named?.[1] ?? (marked ? current : alone);
    if (id !== undefined) result.set(id, [...(result.get(id) ?? []), entry]);
  }
  return result;
}
