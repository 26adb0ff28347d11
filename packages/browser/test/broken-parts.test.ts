import {
  Browser,
  type BrowserOptions,
  type EngineName,
  engineNamed,
  handlerTransport,
  JarCookieStore,
  MemoryHttpCache,
  type LoadKind,
  loadKinds,
  type Page,
  systemClock,
  type Transport,
} from "@crosswalk/browser";
import { afterAll, describe, expect, it, vi } from "vitest";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const unhandled = vi.fn<(reason: unknown) => void>();
process.on("unhandledRejection", unhandled);
process.on("uncaughtException", unhandled);
afterAll(async () => {
  // One turn, so that what was rejected last is noticed.
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", unhandled);
  process.off("uncaughtException", unhandled);
  expect(unhandled.mock.calls).toEqual([]);
});

class Broken extends Error {}

const fails = {
  throws: () => {
    throw new Broken("broken");
  },
  rejects: () => Promise.reject(new Broken("broken")),
};

/** The same, but for one method, which is broken. */
function without<T extends object>(part: T, method: keyof T, instead: () => unknown): T {
  return new Proxy(part, {
    get(target, name) {
      if (name === method) {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? instead : instead();
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value as () => unknown).bind(target) : value;
    },
  });
}

const answers = (): Transport =>
  handlerTransport(
    () =>
      new Response("data: a\n\n", {
        headers: {
          "Access-Control-Allow-Origin": "*",
          "Access-Control-Allow-Methods": "*",
          "Cache-Control": "max-age=1",
          "Set-Cookie": "a=b",
          "Content-Type": "text/event-stream",
        },
      }),
  );

type Parts = Omit<BrowserOptions, "engine">;
type MakeParts = (engine: EngineName) => Parts;

const cookiesOf = (engine: EngineName): JarCookieStore =>
  new JarCookieStore(engineNamed(engine).cookies, systemClock);
const cacheOf = (engine: EngineName): MemoryHttpCache =>
  new MemoryHttpCache(engineNamed(engine).httpCache.limits);

const broken: Record<string, MakeParts> = Object.fromEntries<MakeParts>([
  ...Object.entries(fails).flatMap(([how, instead]): [string, MakeParts][] => [
    [
      `cookies whose get ${how}`,
      (engine) => {
        const cookies = without(cookiesOf(engine), "get", instead);
        return { cookies: without(cookies, "isEmpty", () => false) };
      },
    ],
    [
      `cookies whose set ${how}`,
      (engine) => ({ cookies: without(cookiesOf(engine), "set", instead) }),
    ],
    [`a transport whose send ${how}`, () => ({ transport: { send: instead } })],
  ]),
  [
    "cookies whose isEmpty throws",
    (engine) => ({ cookies: without(cookiesOf(engine), "isEmpty", fails.throws) }),
  ],
  ...(["get", "set"] as const).map((method): [string, MakeParts] => [
    `an HTTP cache whose ${method} throws`,
    (engine) => ({ httpCache: without(cacheOf(engine), method, fails.throws) }),
  ]),
  ...(["now", "date", "schedule"] as const).map((method): [string, MakeParts] => [
    `a clock whose ${method} throws`,
    () => ({ clock: without(systemClock, method, fails.throws) }),
  ]),
  ...(["covers", "store"] as const).map((method): [string, MakeParts] => [
    `a preflight cache whose ${method} throws`,
    (engine) => ({
      preflightCache: without(new Browser({ engine }).preflightCache, method, fails.throws),
    }),
  ]),
  ...(
    [
      ["nothing", undefined],
      ["no headers", { status: 200, statusText: "", body: null }],
      ["headers that are none", { status: 200, statusText: "", headers: [1], body: null }],
    ] as const
  ).map(([name, answer]): [string, MakeParts] => [
    `a transport that answers with ${name}`,
    () => ({ transport: { send: () => Promise.resolve(answer) } as never }),
  ]),
]);

// Nothing here waits for anybody.
const LATE = 10_000;

/** What came of a request, in a word, and why it failed. */
type Come = readonly ["error", cause: unknown] | readonly ["thrown", error: unknown] | null;

const causeOf = (cause: unknown): unknown => (cause as { cause?: unknown } | null)?.cause;

const fetched = async (page: Page, url: string, init: RequestInit): Promise<Come> => {
  try {
    await page.fetch(url, init);
    return null;
  } catch (error) {
    return error instanceof TypeError ? ["error", causeOf(error.cause)] : ["thrown", error];
  }
};

const sent = (page: Page, url: string, method: string): Promise<Come> =>
  new Promise((resolve) => {
    const request = new page.XMLHttpRequest();
    request.onloadend = () =>
      resolve(request.status === 0 ? ["error", causeOf(request.cause)] : null);
    try {
      request.timeout = 10 * LATE;
      request.open(method, url);
      request.send();
    } catch (error) {
      resolve(["thrown", error]);
    }
  });

const kinds: readonly LoadKind[] = [...loadKinds];

const url = "https://api.example/orders";
const ways: Record<string, (page: Page) => Promise<Come>> = {
  fetch: (page) => fetched(page, "/orders", {}),
  "fetch behind a preflight": (page) => fetched(page, url, { method: "PUT" }),
  "a fetch that can be aborted": (page) =>
    fetched(page, "/orders", { signal: new AbortController().signal }),
  "a keepalive fetch": (page) =>
    fetched(page, "/orders", { method: "POST", body: "a", keepalive: true }),
  XMLHttpRequest: (page) => sent(page, "/orders", "GET"),
  "XMLHttpRequest behind a preflight": (page) => sent(page, url, "PUT"),
  ...Object.fromEntries(
    kinds.map((kind) => [
      kind,
      async (page: Page): Promise<Come> => {
        const { cause } = await page.load(kind, "/orders", { as: "fetch" });
        return cause === null ? null : ["error", causeOf(cause)];
      },
    ]),
  ),
};

describe.each(engines)("in %s", (engine) => {
  it.each(Object.entries(broken))(
    "with %s, whatever is asked for ends, and says why it failed",
    { timeout: 2 * LATE },
    async (name, parts) => {
      const faults: string[] = [];
      let failed = 0;
      const ask = async (way: string): Promise<void> => {
        const given = { transport: answers(), ...parts(engine) };
        const browser = new Browser({ engine, session: "persistent", ...given });
        let timer: ReturnType<typeof setTimeout>;
        const late = new Promise<"late">((resolve) => (timer = setTimeout(resolve, LATE, "late")));
        const come = await Promise.race([ways[way]!(browser.open("https://app.example/")), late]);
        clearTimeout(timer!);
        if (come === "late") faults.push(`${way} doesn't end`);
        // NB: What answers is no module, for one: that fails for reasons of its own.
        else if (come !== null && come[1] instanceof Error) failed++;
      };
      await Promise.all(Object.keys(ways).map(ask));
      expect(faults).toEqual([]);
      // NB: Not every engine asks every part every time.
      expect(failed, name).toBeGreaterThan(0);
    },
  );
});
