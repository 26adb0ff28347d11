import { describe, expect, it } from "vitest";
import type { Case, Reply } from "../../../lab/case.ts";
import { missingPackages } from "../../../lab/drivers/installed.ts";
import { driverNames } from "../../../lab/drivers/start.ts";
import { allowOrigin, originOf, situation } from "../../../lab/generate/situation.ts";
import type { RecordedCase } from "../../../lab/record/recorded-case.ts";
import { runCases } from "../../../lab/record/run-cases.ts";
import { runCase } from "../../../replay/run-case.ts";
import { verdictOf } from "../../../replay/verdict.ts";

// npx vitest run --config vitest.browser.config.ts conformance/test/lab/browsers/fonts

// The recorded fonts are pictures, so that each is refused in the end. These are fonts, and what a page is told depends on CORS.
const root = new URL("../../../lab/", import.meta.url);

const file = (status: number, ...lines: readonly string[]): Reply => ({
  status,
  headers: [...lines, "Content-Type: font/ttf", "Cache-Control: no-store"],
  asset: "font",
});

/** A page of `a` loads a font of the first origin, which may lead to one of the second. */
function font(route: readonly ("a" | "b" | "c")[], origin: string | null, status = 200): Case {
  const grant = origin === null ? [] : [`Access-Control-Allow-Origin: ${origin}`];
  const [from, to] = route;
  const replies =
    to === undefined
      ? { "0": [file(status, ...grant)] }
      : {
          "0": [file(302, allowOrigin("a"), `Location: {${to}/}1`)],
          "1": [file(status, ...grant)],
        };
  const name = `${route.join("")}-${origin === null ? "nobody" : origin.replace(/\W/g, "")}-${status}`;
  const id = `fonts-${name || "any"}`;
  return {
    id,
    dimension: "fonts",
    ...situation(id, { api: "font", url: `{${from}/}0` }, { page: "a", replies }),
  };
}

const own = originOf("a");
const granted = [
  font(["a"], null),
  font(["b"], "*"),
  font(["b"], own),
  font(["c"], "*"),
  font(["a", "b"], own),
  font(["b", "c"], "null"),
];
// WebKit asks for fonts without CORS, and loads these too.
const refused = [
  font(["b"], null),
  font(["b"], originOf("c")),
  font(["a", "b"], null),
  font(["b", "c"], own),
];
const broken = [font(["b"], own, 404)];
const cases = [...granted, ...refused, ...broken];

describe.each(driverNames)("in %s", (browser) => {
  const missing = missingPackages(browser);

  it("a font is loaded where it is granted, or everywhere, and the profile does the same", async ({
    skip,
  }) => {
    if (missing.length > 0) {
      const reason = `${browser} is not here: apt-get install ${missing.join(" ")}`;
      // Where everything is to be tested, nothing is left out.
      if (process.env["CI"] !== undefined) throw new Error(reason);
      console.log(`left out, ${reason}`);
      skip(reason);
    }
    const seen = new Map<string, RecordedCase>();
    await runCases({
      browser,
      root,
      cases,
      take: (one) => seen.set(one.id, one),
    });
    const loaded = [...granted, ...(browser === "webkit" ? refused : [])].map(({ id }) => id);
    const outcomes = cases.map(({ id }) => [id, seen.get(id)!.outcomes]);
    expect(outcomes).toEqual(
      cases.map(({ id }) => [
        id,
        [
          loaded.includes(id)
            ? { result: "fulfilled" }
            : { result: "rejected", error: "NetworkError" },
        ],
      ]),
    );
    for (const one of cases) {
      const verdict = verdictOf(browser, one, seen.get(one.id)!, await runCase(one, browser));
      expect([one.id, verdict.differences]).toEqual([one.id, []]);
    }
  });
});
