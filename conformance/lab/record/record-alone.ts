import type { Case, PageName } from "../case.ts";
import type { Diagnostic, Driver } from "../drivers/driver.ts";
import { pageUrl } from "../page/pages.ts";
import { collapse } from "../placeholders.ts";
import type { CaseServer } from "../server/case-server.ts";
import type { RecordedCase } from "./recorded-case.ts";
import { SETTLES_ALONE, wireAlone } from "./wire-alone.ts";
import { within } from "./within.ts";

// Starting a browser takes seconds on a busy machine, and no case takes ten.
const LIMIT = 90_000;

/**
 * Starts a browser for one case, ends it, and returns what it did. Nothing was asked of any server before but the page, so that
 * no connection is open but what the case itself opens.
 */
export async function recordAlone(
  one: Case,
  start: (page: PageName) => Promise<Driver>,
  server: CaseServer,
): Promise<RecordedCase> {
  for (let attempt = 1; ; attempt++) {
    const driver = await start(one.page);
    try {
      return await within(LIMIT, runAlone(one, driver, server));
    } catch (error) {
      console.error(`${driver.name}: ${String(error).slice(0, 200)} at ${one.id}`);
      const outcomes = [{ result: "browser lost" }];
      if (attempt > 1) return { id: one.id, wire: [], outcomes, console: [], cors: [] };
    } finally {
      server.finish(one.id);
      await driver.close();
    }
  }
}

async function runAlone(one: Case, driver: Driver, server: CaseServer): Promise<RecordedCase> {
  const { id } = one;
  const { origins } = server;
  await driver.navigate(pageUrl(one.page, origins));
  await driver.takeDiagnostics();
  server.begin(one);
  const json = (value: unknown): string => JSON.stringify(value);
  const outcomes = await driver.evaluate(`crosswalkLab(${json([one])}, ${json(origins)}, 1)`);
  await new Promise((resolve) => setTimeout(resolve, SETTLES_ALONE));
  const said = (await driver.takeDiagnostics()).filter(({ text }) => !text.includes(MARK));
  const shorten = (text: string): string => collapse(text, origins, id);
  const saidAs = (wanted: Diagnostic["kind"]): Diagnostic[] =>
    said.filter(({ kind }) => kind === wanted);
  return {
    id,
    ...wireAlone(server.finish(id), origins, id),
    outcomes: JSON.parse(shorten(outcomes))[0],
    console: saidAs("console").map(({ text }) => shorten(text)),
    cors: saidAs("cors").map(({ text, url }) => shorten(`${url} ${text}`)),
  };
}

// What the page's runner says before each case.
const MARK = "crosswalk-lab-case";
