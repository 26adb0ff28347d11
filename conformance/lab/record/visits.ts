import type { StepOutcome } from "@crosswalk/verify/page";
import { type Case, loopbackNames, type PageName, siteNames, type Visit } from "../case.ts";
import type { Diagnostic, Driver } from "../drivers/driver.ts";
import { BETWEEN_PATH, pageUrl } from "../page/pages.ts";
import type { CaseServer } from "../server/case-server.ts";
import { CONNECTIONS_LAST, LOOKUP_SETTLES, SETTLE } from "./patience.ts";
import { probe } from "./probe.ts";
import { warmUp } from "./warm-up.ts";
import type { ConstantHeaders } from "./wire.ts";

/** What a case came to, beside what its servers were asked. */
export interface Observed {
  readonly outcomes: readonly StepOutcome[];
  readonly diagnostics: readonly Diagnostic[];
  readonly constant: ConstantHeaders;
}

/** What is known of the pages that a browser was sent to, and which it is on. */
export class VisitedPages {
  readonly met: Map<PageName, { readonly constant: ConstantHeaders; readonly at: number }> =
    new Map();
  url: string | null = null;
}

const names = [...loopbackNames, ...siteNames];

/** Sends a browser from document to document, and asks in each what the case asks there. */
export async function recordVisits(
  one: Case,
  driver: Driver,
  server: CaseServer,
  pages: VisitedPages,
): Promise<Observed> {
  const all: readonly Visit[] = [one, ...(one.visits ?? [])];
  for (const page of new Set(all.map((visit) => visit.page)))
    await meet(page, driver, server, pages);
  await driver.forget();
  server.begin(one);
  const outcomes: StepOutcome[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { page, steps } of all) {
    await go(page, driver, server, pages);
    // What a browser knows of a host it knows for a top-level site, and one of an opaque origin is another each time.
    if (driver.keepsHostRecords && page === "sandbox") await warmUp(driver, server, page, names);
    // What it says of its own coming is none of the case's.
    await driver.takeDiagnostics();
    const part: Case = { ...one, page, steps, visits: [] };
    const json = JSON.stringify;
    outcomes.push(
      ...(JSON.parse(
        await driver.evaluate(`crosswalkLab([${json(part)}], ${json(server.origins)}, 1)`),
      )[0] as StepOutcome[]),
    );
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    const said = await driver.takeDiagnostics();
    diagnostics.push(...said.filter(({ text }) => !text.startsWith("crosswalk-lab-case ")));
  }
  return { outcomes, diagnostics, constant: pages.met.get(one.page)!.constant };
}

/** Whoever goes by what is open to a host, or by what is known of it, is made to know it before a case begins. */
async function meet(
  page: PageName,
  driver: Driver,
  server: CaseServer,
  pages: VisitedPages,
): Promise<void> {
  const known = pages.met.get(page);
  if (known !== undefined && (!driver.needsConnections || Date.now() - known.at < CONNECTIONS_LAST))
    return;
  await go(page, driver, server, pages);
  const constant = await probe(driver, server, page, names);
  if (driver.keepsHostRecords && known === undefined) await warmUp(driver, server, page, names);
  if (driver.needsConnections) await new Promise((resolve) => setTimeout(resolve, LOOKUP_SETTLES));
  pages.met.set(page, { constant, at: Date.now() });
}

/** To a document that is made anew, though the browser may be on its page already. */
async function go(
  page: PageName,
  driver: Driver,
  { origins }: CaseServer,
  pages: VisitedPages,
): Promise<void> {
  const url = pageUrl(page, origins);
  // Whoever goes where he is loads it again, as after a press of the button.
  if (url === pages.url) await driver.navigate(new URL(BETWEEN_PATH, url).href);
  await driver.navigate(url);
  pages.url = url;
}
