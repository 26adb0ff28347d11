import {
  Browser,
  type ConsoleLine,
  type EngineName,
  type EngineProfile,
  systemClock,
} from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import type { StepOutcome } from "@crosswalk/verify/page";
import type { Case } from "../lab/case.ts";
import { pageUrl } from "../lab/page/pages.ts";
import { runScript } from "../lab/page/run-script.ts";
import { collapse, expand } from "../lab/placeholders.ts";
import { SETTLES_ALONE, wireAlone } from "../lab/record/wire-alone.ts";
import { type CaseServer, startCaseServer } from "../lab/server/case-server.ts";
import type { ReplayedCase } from "./run-case.ts";
import { scopeOf } from "./script-scope.ts";

/** One server for all that are played at a time: each takes ports, of which some may be taken. */
const shared = {
  users: 0,
  server: null as Promise<CaseServer> | null,
  take(): Promise<CaseServer> {
    this.users++;
    return (this.server ??= startCaseServer(() => undefined));
  },
  async leave(): Promise<void> {
    if (--this.users > 0) return;
    const server = this.server;
    this.server = null;
    await (await server)?.close();
  },
};

// As long as the laboratory's pages wait.
const LIMIT = 10_000;

/** Plays a case that is alone over real sockets, in real time, against the laboratory's own server. */
export async function runAlone(
  one: Case,
  engine: EngineName,
  profile: EngineProfile,
): Promise<ReplayedCase> {
  const server = await shared.take();
  const { origins } = server;
  const browser = new Browser({
    engine: profile,
    session: "persistent",
    transport: nodeTransport(),
  });
  const lines: ConsoleLine[] = [];
  const causes: ReplayedCase["causes"][number][] = [];
  const outcomes: StepOutcome[] = [];
  server.begin(one);
  try {
    const page = browser.open(pageUrl(one.page, origins), {
      noStore: true,
      onConsole: (line) => lines.push(line),
    });
    const scope = scopeOf(page, engine, systemClock, (cause) => causes.push(cause));
    for (const step of one.steps) {
      if (!("script" in step)) throw new Error(`${one.id} has a step that is no script`);
      outcomes.push(await runScript(expand(step.script, origins, one.id), scope, LIMIT));
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLES_ALONE));
    const shown = { outcomes, causes, console: lines };
    return {
      ...wireAlone(server.finish(one.id), origins, one.id),
      heads: () => [],
      ...(JSON.parse(collapse(JSON.stringify(shown), origins, one.id)) as typeof shown),
    };
  } finally {
    await browser.close();
    await shared.leave();
  }
}
