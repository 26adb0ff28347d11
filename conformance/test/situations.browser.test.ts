import { applyChanges, explain, type Scenario, situations } from "@crosswalk/explain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  compareReasons,
  drivenOtherwise,
  needsLocalNetwork,
  type Performance,
  reachIn,
  reachOfRun,
  stageability,
  StageBrowser,
} from "@crosswalk/verify/staging";
import type { DriverName } from "../lab/drivers/driver.ts";
import { missingPackages, programOf } from "../lab/drivers/installed.ts";

// npx vitest run --config vitest.browser.config.ts conformance/test/situations

type Situation = (typeof situations)[number];

/** Situations that loopback addresses have no place for, and why. Whatever is not here is staged. */
const notStaged: Readonly<Record<string, string>> = {
  "40: A firewall that drops packets":
    "a loopback address answers at once; browsers give up after minutes",
};

/** Situations whose request ends well in a browser, and why they are situations all the same. */
const succeeds: Readonly<Record<string, { in: readonly DriverName[]; because: string }>> = {
  "21: Authorization under a star": {
    in: ["chromium", "firefox"],
    because: "the star still stands for Authorization there; the standard has it otherwise",
  },
  "26: An image, shown before without crossorigin, comes from the cache": {
    in: ["firefox"],
    because: "its cache keeps what was loaded without CORS apart",
  },
  "32: A page from the disk asks for a file beside it": {
    in: ["firefox"],
    because: "under remote control it sets security.fileuri.strict_origin_policy to false",
  },
  "44: The server refuses its own page, which sends no Origin": {
    in: ["chromium", "firefox"],
    because: "the page reads the refusal: it is no failure of the request",
  },
};

const cookiesOf = ({ seen }: Performance): string[] =>
  seen.flatMap(({ headers }) =>
    headers.filter(([name]) => name.toLowerCase() === "cookie").map(([, value]) => value),
  );

const nameOf = ({ number, title }: Situation): string => `${number}: ${title}`;
const staged = situations.filter((one) => !(nameOf(one) in notStaged));

describe.each(["chromium", "firefox"] as const)("the situations in %s", (engine) => {
  let browser: StageBrowser;
  const missing = missingPackages(engine);
  const command = programOf(engine);

  /** One more browser, whose user answers so when pages want to ask his local network. */
  async function answering<Value>(
    localNetwork: "denied" | "granted",
    use: (one: StageBrowser) => Promise<Value>,
  ): Promise<Value> {
    const one = await StageBrowser.start(engine, { command, localNetwork });
    try {
      return await use(one);
    } finally {
      await one.close();
    }
  }

  beforeAll(async () => {
    if (missing.length === 0) browser = await StageBrowser.start(engine, { command });
  });
  afterAll(async () => {
    await (browser as StageBrowser | undefined)?.close();
  });

  const lacks = (skip: (reason: string) => void): void => {
    if (missing.length === 0) return;
    const reason = `${engine} is not here: apt-get install ${missing.join(" ")}`;
    // Where everything is to be tested, nothing is left out.
    if (process.env["CI"] !== undefined) throw new Error(reason);
    console.log(`left out, ${reason}`);
    skip(reason);
  };

  it("canary: a response without CORS headers is kept from the page, and one with them is not", async ({
    skip,
  }) => {
    lacks(skip);
    const asking = (headers: [string, string][]): Scenario => ({
      page: { url: "https://app.example/" },
      request: { api: "fetch", url: "https://api.example/orders" },
      answers: [{ when: {}, answer: { status: 200, headers, body: "CHICKEN" } }],
    });
    const refused = asking([]);
    const granted = asking([["Access-Control-Allow-Origin", "https://app.example"]]);
    const performance = await browser.perform(refused, [refused]);
    expect(performance.seen).toHaveLength(1);
    expect(performance.outcome.result).toBe("rejected");
    expect((await browser.perform(granted, [granted])).outcome).toMatchObject({
      result: "fulfilled",
      type: "cors",
      body: "CHICKEN",
    });
  });

  it("are all staged but those that are listed with a reason", ({ skip }) => {
    lacks(skip);
    const refused = situations.flatMap((one) => {
      const reason = stageability([one.scenario]);
      return reason === null ? [] : [[nameOf(one), reason]];
    });
    expect(Object.fromEntries(refused)).toEqual(notStaged);
    expect(situations.map(nameOf)).toEqual(expect.arrayContaining(Object.keys(succeeds)));
    const numbers = (list: readonly Situation[]): number =>
      new Set(list.map((one) => one.number)).size;
    const here = Object.entries(succeeds).filter(([, where]) => where.in.includes(engine));
    console.log(
      [
        `${engine} ${browser.version}: ${staged.length} of ${situations.length} scenarios staged, of ${numbers(staged)} of ${numbers(situations)} situations`,
        ...Object.entries(notStaged).map(([name, reason]) => `  not staged, ${name}: ${reason}`),
        ...here.map(([name, { because }]) => `  succeeds, ${name}: ${because}`),
      ].join("\n"),
    );
  });

  // A stalled machine makes a load time out, or a connection close early, once.
  it
    .skipIf(missing.length > 0 && process.env["CI"] === undefined)
    .each(staged.map((one) => [nameOf(one), one] as const))(
    "%s",
    { retry: 2 },
    async (name, { scenario, cause, unfixable }) => {
      const { findings, fixes, runs } = await explain(scenario, { showSecrets: true });
      expect(findings[0]?.cause).toBe(cause);
      const run = runs.find((one) => one.engine === engine)!;
      const [fix] = fixes;
      const fixed = fix === undefined ? null : applyChanges(scenario, fix.changes);
      const all = fixed === null ? [scenario] : [scenario, fixed];

      const performance = needsLocalNetwork(all)
        ? await answering("denied", (one) => one.perform(scenario, all))
        : await browser.perform(scenario, all);
      const { map, seen } = performance;
      const reach = reachIn(performance, scenario.request);
      if (unfixable === "works" || succeeds[name]?.in.includes(engine) === true)
        expect(reach).toBe("reads");
      else expect(reach).not.toBe("reads");
      if (drivenOtherwise(engine, scenario) === null) {
        expect(reach).toBe(reachOfRun(run, scenario.request));
        expect(compareReasons(engine, performance, run), performance.console.join("\n")).toBe(
          run.failure === null ? "not-told" : "same",
        );
      }
      // What a service worker asks is its own.
      const isOwn = scenario.page.serviceWorker === undefined;
      if (isOwn && !scenario.answers.some(({ answer }) => "failure" in answer))
        expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(
          run.messages
            .filter(({ reply }) => reply.kind === "response" && reply.from === "server")
            .map(({ method, url }) => `${method} ${map.url(url)}`),
        );

      if (cause === "cookies-not-sent") {
        expect(cookiesOf(performance)).toEqual([]);
        // It is there: the site's own page sends it.
        const own = { ...scenario, page: { url: new URL("/", scenario.request.url).href } };
        expect(cookiesOf(await browser.perform(own, [own]))).toEqual(["session=41"]);
      }

      if (fixed === null) return expect(unfixable).toBeDefined();
      const after = await browser.perform(fixed, all);
      expect(reachIn(after, fixed.request), JSON.stringify(after)).toBe("reads");
    },
  );

  it("the user's yes is what 37 wants: with it the page reads, with a no it doesn't", async ({
    skip,
  }) => {
    lacks(skip);
    const { scenario } = situations.find(({ number }) => number === 37)!;
    const { origin } = new URL(scenario.page.url);
    const answer = { status: 200, headers: [["Access-Control-Allow-Origin", origin]] } as const;
    const allowed: Scenario = { ...scenario, answers: [{ when: {}, answer }] };
    // What the servers answer is the same; the other one is there to tell what the browsers are to be started for.
    const all = [allowed, scenario];
    const reaches = [];
    for (const localNetwork of ["denied", "granted"] as const) {
      const performance = await answering(localNetwork, (one) => one.perform(allowed, all));
      reaches.push(reachIn(performance, allowed.request));
    }
    expect(reaches).toEqual(["fails", "reads"]);
  });
});
