import { describe, expect, it } from "vitest";
import { causeIds, explain, run, type Scenario } from "../../packages/explain/src/index.ts";
import { readBook } from "../errors/book.mjs";
import { prose } from "../errors/markdown.mjs";
import { causePage, codePage } from "../errors/pages.mjs";
import { tryCures } from "../errors/popular-cures.mjs";

const ask = (request: Partial<Scenario["request"]>, ...headers: [string, string][]): Scenario => ({
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/", ...request },
  answers: [{ when: {}, answer: { status: 200, headers } }],
});

const cure = async (scenario: Scenario, title: RegExp): Promise<unknown> => {
  const cures = await tryCures(run, await explain(scenario));
  return cures.find((one) => title.test(one.title));
};

describe("what people try first", () => {
  it("is tried: a star does not help a request with credentials, and opens nothing", async () => {
    const scenario = ask({ credentials: "include" });
    expect(await cure(scenario, /\*` in every response/)).toMatchObject({
      page: "still fails: `WildcardOriginNotAllowed`",
      strangers: "nobody",
    });
  });

  it("is tried on strangers: a reflected origin helps them as well", async () => {
    const scenario = ask({ credentials: "include" });
    expect(await cure(scenario, /reflected/)).toMatchObject({
      page: "reads the response",
      strangers: "`https://stranger.invalid` and `null`",
    });
  });

  it("is said to change nothing where it fails as before", async () => {
    const scenario = ask({ credentials: "include" }, ["Access-Control-Allow-Origin", "*"]);
    expect(await cure(scenario, /\*` in every response/)).toMatchObject({
      page: "still fails: `WildcardOriginNotAllowed`, as before",
    });
  });
});

describe("a page", () => {
  const explainPackage = { explain, run, causeIds, situations: [] };

  it("is not written from an example that shows something else", async () => {
    const wrong = {
      number: 7,
      title: "A chicken",
      cause: "certificate" as const,
      scenario: ask({}),
    };
    await expect(
      readBook({ ...explainPackage, situations: [wrong] }, { corsErrorCodes: [] }),
    ).rejects.toThrow('"A chicken" is to show certificate, and shows no-cors-headers');
  });

  it("is not written for a cause or a code without an example", async () => {
    const book = { examples: [], causes: [], codes: [], byName: new Map() };
    await expect(causePage(explainPackage, book, "chicken")).rejects.toThrow(
      "chicken has no example",
    );
    const words = { meaning: "", place: { title: "", step: "", url: "" } };
    expect(() => codePage(book, "EGG", words)).toThrow("EGG has no example");
  });

  it("keeps code as it is, and lets nothing else format", () => {
    expect(prose("With `*`, * and <b> mean [nothing](x).")).toBe(
      "With `*`, \\* and \\<b\\> mean \\[nothing\\](x).",
    );
  });
});
