import { allPageNames, loopbackNames, type Case, type PageName } from "../case.ts";
import type { Diagnostic, Driver } from "../drivers/driver.ts";
import { FILE_PAGE, pageUrl } from "../page/pages.ts";
import type { StepOutcome } from "@crosswalk/verify/page";
import { collapse } from "../placeholders.ts";
import { requestsOf } from "../requests-of.ts";
import type { CaseServer } from "../server/case-server.ts";
import { needsSkipping } from "./clock/skipping-clock.ts";
import type { RecordedCase } from "./recorded-case.ts";
import { warmUp } from "./warm-up.ts";
import { constantHeaders, headLines, wireMessage, type ConstantHeaders } from "./wire.ts";

/** A request that is answered or refused a moment after its case has ended still belongs to it. */
const SETTLE = 15;

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
  filePage: string | null = null,
  batches: "full" | "alone" = "full",
): AsyncGenerator<RecordedCase> {
  const session = new Session(start, server, filePage);
  try {
    for (const page of allPageNames) {
      const own = cases.filter((one) => one.page === page);
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
  } finally {
    await session.close();
  }
}

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
  readonly #filePage: string | null;
  #driver: Driver | null = null;
  #page: PageName | null = null;
  #constant: ConstantHeaders = new Map();
  #connected = 0;

  constructor(start: StartDriver, server: CaseServer, filePage: string | null) {
    this.#start = start;
    this.#server = server;
    this.#filePage = filePage;
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
        await within(
          30_000,
          driver.navigate(
            page === "file" && this.#filePage !== null
              ? this.#filePage
              : pageUrl(page, this.#server.origins),
          ),
        );
        this.#constant = await within(30_000, probe(driver, this.#server, page));
        if (driver.keepsHostRecords) await within(30_000, warmUp(driver, this.#server, page));
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
        recordBatch(batch, driver, this.#server, this.#constant, concurrency, this.#filePage),
      );
    } catch (error) {
      console.error(
        `${driver.name}: ${String(error).slice(0, 200)} at ${batch[0]!.id}; starting it anew`,
      );
      for (const one of batch) this.#server.finish(one.id);
      await this.close();
      // Browsers get stuck now and then for no fault of the cases; those are halved only if it happens again.
      if (attempt === 1) return this.run(batch, page, kind, 2);
      if (batch.length === 1)
        return [
          {
            id: batch[0]!.id,
            wire: [],
            outcomes: [{ result: "browser lost" }],
            console: [],
            cors: [],
          },
        ];
      const middle = batch.length >> 1;
      return [
        ...(await this.run(batch.slice(0, middle), page, kind, 2)),
        ...(await this.run(batch.slice(middle), page, kind, 2)),
      ];
    }
  }

  async close(): Promise<void> {
    const driver = this.#driver;
    this.#driver = null;
    this.#page = null;
    await driver?.close();
  }
}

// Browsers close idle connections after a minute or two.
const CONNECTIONS_LAST = 30_000;

// Firefox takes a look-up for newer than a preflight result that came up to some 100 ms after it.
const LOOKUP_SETTLES = 500;

// A batch takes a second; one with several requests that never end, which the page gives up
// after three seconds each, takes up to this.
const BATCH_LIMIT = 45_000;

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`not done within ${milliseconds} ms`)),
      milliseconds,
    );
    work.then(resolve, reject).finally(() => clearTimeout(limit));
  });
}

async function recordBatch(
  batch: readonly Case[],
  driver: Driver,
  server: CaseServer,
  constant: ConstantHeaders,
  concurrency: number,
  filePage: string | null,
): Promise<RecordedCase[]> {
  for (const one of batch) server.begin(one);
  const json = (value: unknown): string => JSON.stringify(value).replaceAll("\u2028", "\\u2028");
  const outcomes: StepOutcome[][] = JSON.parse(
    await driver.evaluate(`crosswalkLab(${json(batch)}, ${json(server.origins)}, ${concurrency})`),
  );
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const said = attribute(await driver.takeDiagnostics(), batch, concurrency === 1);
  return batch.map((one, index) => {
    const shorten = (text: string): string =>
      collapse(
        filePage === null ? text : text.replaceAll(filePage, FILE_PAGE),
        server.origins,
        one.id,
      );
    const diagnostics = said.get(one.id) ?? [];
    const seen = server.finish(one.id);
    return {
      id: one.id,
      wire: seen.map((message) => wireMessage(message, constant, server.origins, one.id)),
      heads: seen.map((message) => headLines(message, constant, server.origins, one.id)),
      outcomes: JSON.parse(shorten(JSON.stringify(outcomes[index]))),
      console: diagnostics
        .filter(({ kind }) => kind === "console")
        .map(({ text }) => shorten(text)),
      cors: diagnostics
        .filter(({ kind }) => kind === "cors")
        .map(({ text, url }) => shorten(`${url} ${text}`)),
    };
  });
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

const isSecure = (page: PageName): boolean =>
  page === "s" || page === "upgrading s" || page === "upgrading u";

/** Learns which header values this browser sends with everything. */
async function probe(driver: Driver, server: CaseServer, page: PageName): Promise<ConstantHeaders> {
  const one: Case = {
    id: "probe",
    dimension: "probe",
    title: "a simple request",
    page,
    // To one of its own kind first, because a secure page may be kept from others; then to every
    // origin, with and without credentials, which opens the connections there can be.
    steps: [
      { api: "fetch", url: isSecure(page) ? "{t/}1" : "{b/}1" },
      ...(["omit", "include"] as const).map((credentials) => ({
        together: loopbackNames.map(
          (name) => ({ api: "fetch", url: `{${name}/}1`, mode: "no-cors", credentials }) as const,
        ),
      })),
    ],
    replies: { "": [{ status: 200, headers: ["Access-Control-Allow-Origin: *"] }] },
  };
  server.begin(one);
  const json = JSON.stringify;
  await driver.evaluate(`crosswalkLab([${json(one)}], ${json(server.origins)}, 1)`);
  const [message] = server.finish(one.id);
  if (message === undefined) throw new Error(`page ${page} sends nothing`);
  return constantHeaders(message);
}
