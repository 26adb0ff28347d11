import { describe, expect, it } from "vitest";
import {
  Browser,
  type EngineName,
  handlerTransport,
  ManualClock,
  type Page,
} from "../../src/index.ts";

const api = "https://api.example/";
const page = "https://app.example/";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const clock = new ManualClock();

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page and what servers answer it, by URL. */
function pageOf(engine: EngineName, answers: Readonly<Record<string, Answer>>, url = page): Page {
  return new Browser({
    engine,
    clock,
    transport: handlerTransport((request) => {
      const { status = 200, headers = {} } = answers[request.url] ?? {};
      return new Response("apples", {
        status,
        headers: { "Access-Control-Allow-Origin": "*", ...headers },
      });
    }),
  }).open(url);
}

/** Once what nobody reads has been read ahead. */
function told(of: Page, url: string): boolean[] {
  clock.advance(100);
  return of.performance.getEntriesByName(url).map(({ tellsTimes }) => tellsTimes);
}

describe.each(engines)("resource timing in %s", (engine) => {
  it("is told of the page's own origin, and of no other", async () => {
    const own = pageOf(engine, {});
    await own.fetch(page);
    await own.fetch(api);
    expect([told(own, page), told(own, api)]).toEqual([[true], [false]]);
  });

  it.each([
    ["*", true],
    ["https://app.example", true],
    ["https://other.example, https://app.example", true],
    ["https://app.example/", false],
    ["HTTPS://APP.EXAMPLE", false],
    ["null", false],
    ["", false],
  ])("is told where Timing-Allow-Origin is %j: %s", async (value, expected) => {
    const own = pageOf(engine, { [api]: { headers: { "Timing-Allow-Origin": value } } });
    await own.fetch(api);
    expect(told(own, api)).toEqual([expected]);
  });

  it("is told to an opaque origin that is let in as null", async () => {
    const own = pageOf(engine, { [api]: { headers: { "Timing-Allow-Origin": "null" } } }, "data:,");
    await own.fetch(api);
    expect(told(own, api)).toEqual([true]);
  });

  it("is told of pictures and scripts as of what scripts ask for", async () => {
    const type = { "Content-Type": "text/javascript" };
    const own = pageOf(engine, {
      [`${api}1`]: { headers: { ...type, "Timing-Allow-Origin": "*" } },
      [`${api}2`]: { headers: type },
    });
    await own.load("script", `${api}1`);
    await own.load("script", `${api}2`);
    expect([told(own, `${api}1`), told(own, `${api}2`)]).toEqual([[true], [false]]);
  });

  it("is told of a redirect where each answer on the way lets the page see it", async () => {
    const led = async (...values: readonly (string | null)[]): Promise<boolean[]> => {
      const [first = null, second = null] = values;
      const allow = (value: string | null): Record<string, string> =>
        value === null ? {} : { "Timing-Allow-Origin": value };
      const own = pageOf(engine, {
        [api]: { status: 302, headers: { Location: "/2", ...allow(first) } },
        [`${api}2`]: { headers: allow(second) },
      });
      await own.fetch(api);
      expect(told(own, `${api}2`)).toEqual([]);
      return told(own, api);
    };
    expect(await led("*", "*")).toEqual([true]);
    expect(await led("*", null)).toEqual([false]);
    expect(await led(null, "*")).toEqual([false]);
  });

  it("keeps the first 250 entries until it is cleared", async () => {
    const own = pageOf(engine, {});
    for (let count = 0; count < 251; count++) await own.fetch(`${api}${count}`);
    clock.advance(100);
    expect(own.performance.getEntries()).toHaveLength(250);
    expect(told(own, `${api}250`)).toEqual([]);
    own.performance.clearResourceTimings();
    await own.fetch(`${api}250`);
    clock.advance(100);
    expect(own.performance.getEntriesByType("resource").map(({ name }) => name)).toEqual([
      `${api}250`,
    ]);
    expect(own.performance.getEntriesByType("navigation")).toEqual([]);
  });
});

describe("where engines part", () => {
  it.each([
    ["standard", [false]],
    ["chromium", [false]],
    ["firefox", [true]],
    ["webkit", []],
  ] as const)("of what CORS refuses %s has %j", async (engine, expected) => {
    const own = pageOf(engine, {
      [api]: {
        headers: {
          "Access-Control-Allow-Origin": "https://other.example",
          "Timing-Allow-Origin": "*",
        },
      },
    });
    await expect(own.fetch(api)).rejects.toThrow(TypeError);
    expect(told(own, api)).toEqual(expected);
  });

  it.each([
    ["standard", 1],
    ["chromium", 0],
    ["firefox", 1],
    ["webkit", 1],
  ] as const)(
    "of an unstored body that a script may not read %s has %i",
    async (engine, expected) => {
      const own = pageOf(engine, { [api]: { headers: { "Cache-Control": "no-store" } } });
      await own.fetch(api, { mode: "no-cors" });
      expect(told(own, api)).toHaveLength(expected);
    },
  );

  it("of an allowed origin WebKit tells times, and no size", async () => {
    const sizes = async (engine: EngineName): Promise<readonly (readonly [boolean, boolean])[]> => {
      const own = pageOf(engine, { [api]: { headers: { "Timing-Allow-Origin": "*" } } });
      await own.fetch(api);
      clock.advance(100);
      return own.performance
        .getEntriesByName(api)
        .map(({ tellsTimes, tellsTransferSize }) => [tellsTimes, tellsTransferSize]);
    };
    expect(await sizes("webkit")).toEqual([[true, false]]);
    expect(await sizes("chromium")).toEqual([[true, true]]);
  });

  it("WebKit's entry has no fragment", async () => {
    for (const engine of engines) {
      const own = pageOf(engine, {});
      await own.fetch(`${api}#x`);
      clock.advance(100);
      const [entry] = own.performance.getEntries();
      expect(entry?.name).toBe(engine === "webkit" ? api : `${api}#x`);
    }
  });
});

describe("what leaves no entry", () => {
  const entriesIn = async (
    engine: EngineName,
    init: RequestInit,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<number> => {
    const own = pageOf(engine, { [api]: { headers } });
    await own.fetch(api, init).catch(() => null);
    return told(own, api).length;
  };

  it("is in Chromium an opaque body that may not be stored, as nobody reads it", async () => {
    const entries = async (value: string): Promise<number> =>
      entriesIn("chromium", { mode: "no-cors" }, { "Cache-Control": value });
    expect([await entries("max-age=60"), await entries("no-cache"), await entries("x")]).toEqual([
      1, 1, 1,
    ]);
    expect([await entries("no-store"), await entries("private, No-Store")]).toEqual([0, 0]);
  });

  it.each([
    ["standard", 1],
    ["chromium", 0],
    ["firefox", 0],
    ["webkit", 0],
  ] as const)("is, or is not, what fetch refuses by itself: %s", async (engine, expected) => {
    expect(await entriesIn(engine, { mode: "same-origin" })).toBe(expected);
    expect(await entriesIn(engine, { mode: "no-cors", redirect: "error" })).toBe(expected);
  });

  it.each([
    ["standard", 1],
    ["chromium", 1],
    ["firefox", 1],
    ["webkit", 0],
  ] as const)("is an EventSource in WebKit alone: %s", async (engine, expected) => {
    const own = pageOf(engine, { [api]: { headers: { "Content-Type": "text/plain" } } });
    await own.load("event-source", api);
    expect(told(own, api)).toHaveLength(expected);
  });
});
