import { describe, expect, it } from "vitest";
import { type Answer, API } from "../recording-server.ts";
import { GRANTS, granting, open } from "./firefox-kit.ts";

// What Firefox ESR 153.7 was seen to ask for once more, and what not.

/** What was asked for without preflights, each by one header. */
const told = (server: ReturnType<typeof open>["server"], name: string): (string | undefined)[] =>
  server.sent
    .filter(([line]) => !line.startsWith("OPTIONS"))
    .map(([, headers]) => headers[name.toLowerCase()]);

const kept = (...headers: NonNullable<Answer["headers"]>): Answer => ({
  headers: [...GRANTS, ["Cache-Control", "max-age=600"], ...headers],
});

describe("what is kept", () => {
  it.each([
    ["got with another one", ["1", "2"], ["1"]],
    ["got without", [null, "2"], [undefined, "2"]],
    ["got with one, and asked for without", ["1", null], ["1"]],
  ])("answers a request with Authorization as it was %s", async (_, values, sent) => {
    const { server, page } = open(() => kept());
    for (const value of values)
      await page.fetch(API, value === null ? {} : { headers: { Authorization: value } });
    expect(told(server, "Authorization")).toEqual(sent);
  });

  it("answers none with Authorization that it was got without, though the cache is forced", async () => {
    const { server, page } = open(() => kept());
    await page.fetch(API);
    const init = { cache: "force-cache", headers: { Authorization: "1" } } as const;
    await page.fetch(API, init);
    expect(told(server, "Authorization")).toEqual([undefined, "1"]);
  });

  it("answers only-if-cached with Authorization by nothing that it was got without", async () => {
    const { page } = open(() => kept(), "https://api.test/");
    await page.fetch(API);
    const init = {
      cache: "only-if-cached",
      mode: "same-origin",
      headers: { Authorization: "1" },
    } as const;
    await expect(page.fetch(API, init)).rejects.toThrow(TypeError);
  });

  it("has as many lines of Access-Control-Allow-Origin as came, empty ones too", async () => {
    const lines = ["*", ""].map((value) => ["Access-Control-Allow-Origin", value] as const);
    const { page } = open(() => ({ headers: [...lines, ["Cache-Control", "max-age=600"]] }));
    await page.fetch(API, { mode: "no-cors" });
    await expect(page.fetch(API)).rejects.toThrow(TypeError);
  });

  it("answers it, too, once another one's has renewed it", async () => {
    const { server, page } = open((_, header) =>
      header("if-none-match") === undefined
        ? kept(["ETag", '"1"'])
        : { ...kept(["ETag", '"1"']), status: 304, body: "" },
    );
    await page.fetch(API);
    for (const value of ["1", "2"]) await page.fetch(API, { headers: { Authorization: value } });
    expect(told(server, "Authorization")).toEqual([undefined, "1"]);
  });

  it.each([
    ["manual", "manual", '"1"'],
    ["manual", "follow", '"1"'],
    ["error", "manual", '"1"'],
    ["follow", "manual", undefined],
  ] as const)("is validated of a redirect by %s, then by %s: %s", async (first, then, tag) => {
    const { server, page } = open(({ url }) =>
      url.pathname === "/orders"
        ? {
            status: 301,
            headers: [
              ...GRANTS,
              ["Cache-Control", "max-age=0"],
              ["ETag", '"1"'],
              ["Location", "/2"],
            ],
          }
        : granting(),
    );
    for (const redirect of [first, then]) await page.fetch(API, { redirect }).catch(() => null);
    const asked = server.sent.filter(([line]) => line === `GET ${API}`);
    expect(asked.map(([, headers]) => headers["if-none-match"])).toEqual([undefined, tag]);
  });

  it("is what a redirect led to, once a 304 has renewed it", async () => {
    const { page } = open(({ url }, header) => {
      if (url.pathname !== "/orders") return granting();
      const isKnown = header("if-none-match") !== undefined;
      const led = [...GRANTS, ["ETag", '"1"'], ["Location", "/2"]] as const;
      return isKnown ? { status: 304, headers: GRANTS } : { status: 308, headers: led };
    });
    await page.fetch(API, { redirect: "manual" });
    expect((await page.fetch(API)).url).toBe("https://api.test/2");
  });
});
