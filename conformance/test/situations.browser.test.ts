import { applyChanges, explain, type Scenario, situations } from "@crosswalk/explain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DriverName } from "../lab/drivers/driver.ts";
import { missingPackages } from "../lab/drivers/installed.ts";
import { AddressMap, NoPlace } from "../staged/address-map.ts";
import { reachIn, reachOfRun } from "../staged/reach.ts";
import { otherReason } from "../staged/reason.ts";
import { type Performance, StageBrowser } from "../staged/stage-browser.ts";
import { stage } from "../staged/stage.ts";

type Situation = (typeof situations)[number];

/** Situations that loopback addresses have no place for, and why. Whatever is not here is staged. */
const notStaged: Readonly<Record<string, string>> = {
  "37: The user doesn't let the page into the local network":
    "a page on a loopback address is in the local network and asks nobody",
  "40: A self-signed certificate":
    "the browsers are told to accept the laboratory's certificates, Firefox any",
  "40: A firewall that drops packets":
    "a loopback address answers at once; browsers give up after minutes",
  "40: An ad blocker": "the browsers run without extensions",
  "45: A service worker hands over an opaque response":
    "the laboratory's pages register no service worker",
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

/** Where our run is not what the browser does, because of how it is driven. */
const drivenOtherwise: Readonly<Record<string, readonly DriverName[]>> = {
  "32: A page from the disk asks for a file beside it": ["firefox"],
};

const cookiesOf = ({ seen }: Performance): string[] =>
  seen.flatMap(({ request }) =>
    request.headers.filter(([name]) => name.toLowerCase() === "cookie").map(([, value]) => value),
  );

const nameOf = ({ number, title }: Situation): string => `${number}: ${title}`;
const staged = situations.filter((one) => !(nameOf(one) in notStaged));
const root = new URL("../lab/", import.meta.url);

describe.each(["chromium", "firefox"] as const)("the situations in %s", (engine) => {
  let browser: StageBrowser;
  let count = 0;
  const missing = missingPackages(engine);

  beforeAll(async () => {
    if (missing.length === 0) browser = await StageBrowser.start(engine, root);
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

  /** `scenario` is one of `all`, which are the same one before and after its changes. */
  const play = async (
    scenario: Scenario,
    all: readonly Scenario[],
  ): Promise<{ performance: Performance; map: AddressMap }> => {
    const id = `staged-${++count}`;
    const map = new AddressMap(all, { origins: browser.origins, id, directory: browser.directory });
    return { performance: await browser.perform(stage(scenario, map, id)), map };
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
    const { performance } = await play(refused, [refused]);
    expect(performance.seen).toHaveLength(1);
    expect(performance.outcome.result).toBe("rejected");
    expect((await play(granted, [granted])).performance.outcome).toMatchObject({
      result: "fulfilled",
      type: "cors",
      body: "CHICKEN",
    });
  });

  it("are all staged but those that are listed with a reason", ({ skip }) => {
    lacks(skip);
    const refused: Record<string, string> = {};
    for (const one of situations) {
      const { scenario } = one;
      try {
        stage(
          scenario,
          new AddressMap([scenario], {
            origins: browser.origins,
            id: "x",
            directory: browser.directory,
          }),
          "x",
        );
      } catch (error) {
        if (!(error instanceof NoPlace)) throw error;
        refused[nameOf(one)] = error.message;
      }
    }
    expect(refused).toEqual(notStaged);
    for (const table of [succeeds, drivenOtherwise])
      expect(situations.map(nameOf)).toEqual(expect.arrayContaining(Object.keys(table)));
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

      const { performance, map } = await play(scenario, all);
      const reach = reachIn(performance, scenario.request);
      if (unfixable === "works" || succeeds[name]?.in.includes(engine) === true)
        expect(reach).toBe("reads");
      else expect(reach).not.toBe("reads");
      if (drivenOtherwise[name]?.includes(engine) !== true) {
        expect(reach).toBe(reachOfRun(run, scenario.request));
        expect(otherReason(engine, performance, run, map)).toBeNull();
      }
      if (!scenario.answers.some(({ answer }) => "failure" in answer))
        expect(
          performance.seen.map(
            ({ origin, request }) =>
              `${request.method} ${browser.origins[origin]}${request.target}`,
          ),
        ).toEqual(
          run.messages
            .filter(({ reply }) => reply.kind === "response" && reply.from === "server")
            .map(({ method, url }) => `${method} ${map.url(url)}`),
        );

      if (cause === "cookies-not-sent") {
        expect(cookiesOf(performance)).toEqual([]);
        // It is there: the site's own page sends it.
        const own = { ...scenario, page: { url: new URL("/", scenario.request.url).href } };
        expect(cookiesOf((await play(own, [own])).performance)).toEqual(["session=41"]);
      }

      if (fixed === null) return expect(unfixable).toBeDefined();
      const after = await play(fixed, all);
      expect(reachIn(after.performance, fixed.request), JSON.stringify(after.performance)).toBe(
        "reads",
      );
    },
  );
});
