import type { Case, PageName } from "../case.ts";
import { pageNames } from "../case.ts";
import type { Diagnostic, Driver } from "../drivers/driver.ts";
import { pageUrl } from "../page/pages.ts";
import type { StepOutcome } from "../page/outcome.ts";
import { collapse } from "../placeholders.ts";
import type { CaseServer } from "../server/case-server.ts";
import type { RecordedCase } from "./recorded-case.ts";
import { constantHeaders, wireMessage, type ConstantHeaders } from "./wire.ts";

// Chromium keeps 32 preflight results a site and purges at random; a batch must stay well below.
const BATCH = 64;
const SHARED_STATE_BATCH = 8;

/** A request that is answered or refused a moment after its case has ended still belongs to it. */
const SETTLE = 15;

const MARK = /crosswalk-lab-case (\S+)/;

/** Runs cases in a browser, page by page, batch by batch, and yields what each did. */
export async function* record(
  cases: readonly Case[],
  driver: Driver,
  server: CaseServer,
): AsyncGenerator<RecordedCase> {
  for (const page of pageNames) {
    const own = cases.filter((one) => one.page === page);
    if (own.length === 0) continue;
    await driver.navigate(pageUrl(page, server.origins));
    const constant = await probe(driver, server, page);
    // Cases that rely on timing, on element events or on caches are kept apart from the others.
    const alone = own.filter((one) => hasElement(one));
    const patient = own.filter((one) => !hasElement(one) && hasWait(one));
    const shared = own.filter((one) => !hasElement(one) && !hasWait(one) && one.steps.length > 1);
    const rest = own.filter((one) => !hasElement(one) && !hasWait(one) && one.steps.length <= 1);
    for (const [group, size, concurrency] of [
      [rest, BATCH, driver.concurrency],
      [shared, SHARED_STATE_BATCH, Math.min(4, driver.concurrency)],
      [patient, SHARED_STATE_BATCH, 8],
      [alone, SHARED_STATE_BATCH, 1],
    ] as const) {
      for (let start = 0; start < group.length; start += size) {
        yield* await recordBatch(group.slice(start, start + size), driver, server, constant, concurrency);
      }
    }
  }
}

const requestsOf = (one: Case) =>
  one.steps.flatMap((step) => ("wait" in step ? [] : "together" in step ? step.together : [step]));

const scriptApis = new Set(["fetch", "xhr"]);
const hasElement = (one: Case): boolean => requestsOf(one).some(({ api }) => !scriptApis.has(api));
const hasWait = (one: Case): boolean => one.steps.some((step) => "wait" in step);

async function recordBatch(
  batch: readonly Case[],
  driver: Driver,
  server: CaseServer,
  constant: ConstantHeaders,
  concurrency: number,
): Promise<RecordedCase[]> {
  for (const one of batch) server.begin(one);
  const json = (value: unknown): string => JSON.stringify(value).replaceAll("\u2028", "\\u2028");
  const outcomes: StepOutcome[][] = JSON.parse(
    await driver.evaluate(`crosswalkLab(${json(batch)}, ${json(server.origins)}, ${concurrency})`),
  );
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const said = attribute(await driver.takeDiagnostics(), batch, concurrency === 1);
  return batch.map((one, index) => {
    const shorten = (text: string): string => collapse(text, server.origins, one.id);
    const diagnostics = said.get(one.id) ?? [];
    return {
      id: one.id,
      wire: server.finish(one.id).map((message) => wireMessage(message, constant, server.origins, one.id)),
      outcomes: JSON.parse(shorten(JSON.stringify(outcomes[index]))),
      console: diagnostics.filter(({ kind }) => kind === "console").map(({ text }) => shorten(text)),
      cors: diagnostics.filter(({ kind }) => kind === "cors").map(({ text, url }) => shorten(`${url} ${text}`)),
    };
  });
}

/** By the case's id in the URL or text; where cases ran one by one, also by the mark before it. */
function attribute(
  said: readonly Diagnostic[],
  batch: readonly Case[],
  marked: boolean,
): Map<string, Diagnostic[]> {
  const ids = new Set(batch.map(({ id }) => id));
  const result = new Map<string, Diagnostic[]>();
  let current: string | undefined;
  for (const entry of said) {
    const mark = MARK.exec(entry.text);
    if (mark !== null) {
      current = mark[1]!;
      continue;
    }
    const named = [...`${entry.url} ${entry.text}`.matchAll(/\/([a-z0-9-]+)\//g)].find(([, id]) => ids.has(id!));
    const id = named?.[1] ?? (marked ? current : undefined);
    if (id !== undefined) result.set(id, [...(result.get(id) ?? []), entry]);
  }
  return result;
}

/** Learns which header values this browser sends with everything. */
async function probe(driver: Driver, server: CaseServer, page: PageName): Promise<ConstantHeaders> {
  const one: Case = {
    id: "probe",
    dimension: "probe",
    title: "a simple request",
    page,
    steps: [{ api: "fetch", url: "{b/}1" }],
    replies: { "": [{ status: 200, headers: ["Access-Control-Allow-Origin: *"] }] },
  };
  server.begin(one);
  const json = JSON.stringify;
  await driver.evaluate(`crosswalkLab([${json(one)}], ${json(server.origins)}, 1)`);
  await driver.takeDiagnostics();
  const [message] = server.finish(one.id);
  if (message === undefined) throw new Error(`page ${page} sends nothing`);
  return constantHeaders(message);
}
