import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test, vi } from "vitest";

// Against the browser itself: conformance/test/lab/browsers/ephemeral-session.
test("an ephemeral session of WebKit keeps no responses, and cuts what third parties are told", async () => {
  const asked: string[] = [];
  const transport = handlerTransport(({ url, headers }) => {
    asked.push(`${url} from ${headers.get("Referer")}`);
    const kept = { "Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=60" };
    return new Response(null, { headers: kept });
  });
  const askTwice = async (session: "persistent" | "ephemeral" | undefined): Promise<string[]> => {
    asked.length = 0;
    const options = session === undefined ? {} : { session };
    const browser = new Browser({ engine: "webkit", transport, ...options });
    const page = browser.open("https://app.example/orders", { referrerPolicy: "unsafe-url" });
    for (const host of ["api.example", "api.example", "own.app.example"])
      await page.fetch(`https://${host}/`);
    return [...asked];
  };
  const own = "https://own.app.example/ from https://app.example/orders";
  expect(await askTwice("persistent")).toEqual([
    "https://api.example/ from https://app.example/orders",
    own,
  ]);
  const cut = "https://api.example/ from https://app.example/";
  expect(await askTwice("ephemeral")).toEqual([cut, cut, own]);
  // As code that drives the browser has it.
  expect(await askTwice(undefined)).toEqual([cut, cut, own]);
});

test("a cache that is given is used in an ephemeral session, too, and in one that keeps nothing of its own", async () => {
  const asked = async (session: "persistent" | "ephemeral", isGiven: boolean): Promise<number> => {
    let count = 0;
    const transport = handlerTransport(() => {
      count++;
      return new Response("ok", { headers: { "Cache-Control": "max-age=60" } });
    });
    const { httpCache } = new Browser({ engine: "webkit" });
    const given = isGiven ? { httpCache } : {};
    const browser = new Browser({ engine: "webkit", transport, session, ...given });
    const page = browser.open("https://app.example/");
    for (let time = 0; time < 2; time++) await (await page.fetch("/")).text();
    return count;
  };
  expect([await asked("ephemeral", false), await asked("ephemeral", true)]).toEqual([2, 1]);
  expect([await asked("persistent", false), await asked("persistent", true)]).toEqual([1, 1]);
});

test("what a session keeps nothing of is not stored to be dropped", async () => {
  const transport = handlerTransport(
    () => new Response("ok", { headers: { "Cache-Control": "max-age=60" } }),
  );
  const stored = async (session: "persistent" | "ephemeral"): Promise<number> => {
    const browser = new Browser({ engine: "webkit", transport, session });
    const set = vi.spyOn(browser.httpCache, "set");
    await (await browser.open("https://app.example/").fetch("/")).text();
    return set.mock.calls.length;
  };
  expect([await stored("persistent"), await stored("ephemeral")]).toEqual([1, 0]);
});
