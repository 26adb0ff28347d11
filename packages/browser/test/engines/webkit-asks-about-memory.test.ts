import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver, whose session has no HTTP cache: what an XMLHttpRequest has loaded
// stays in memory, and whoever asks for it next asks whether it still holds.

/** What a page's server is asked, one letter a request: a fetch, an XMLHttpRequest, or another way to fetch. */
async function ask(
  requests: string,
  { stillHolds, headers = {} }: { stillHolds: boolean; headers?: Record<string, string> },
): Promise<string[]> {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    if (request.method === "OPTIONS")
      return new Response(null, {
        headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "x-a" },
      });
    const validator = request.headers.get("if-none-match");
    asked.push(validator ?? "anew");
    return validator !== null && stillHolds
      ? new Response(null, { status: 304 })
      : new Response("chicken", {
          headers: { "Access-Control-Allow-Origin": "*", ETag: '"1"', ...headers },
        });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const url = "https://api.example/x";
  const inits = new Map<string, RequestInit>([
    ["f", {}],
    ["c", { cache: "no-cache" }],
    ["s", { cache: "no-store" }],
    ["p", { method: "POST" }],
  ]);
  for (const letter of requests) {
    const init = inits.get(letter);
    if (init !== undefined) {
      expect(await (await page.fetch(url, init)).text()).toBe("chicken");
      continue;
    }
    const xhr = new page.XMLHttpRequest();
    const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
    xhr.open("GET", url);
    if (letter === "h") xhr.setRequestHeader("X-A", "1");
    xhr.send();
    await end;
    expect([xhr.status, xhr.responseText]).toEqual([200, "chicken"]);
  }
  return asked;
}

test.each([
  ["xxxx", ["anew", '"1"']],
  ["hhh", ["anew", '"1"']],
  ["xffxx", ["anew", '"1"', '"1"', '"1"']],
  ["xxfxxf", ["anew", '"1"', '"1"']],
  ["xxcxx", ["anew", '"1"', "anew", "anew", '"1"']],
  ["fff", ["anew", "anew", "anew"]],
])("of %s, what still holds is asked about as %j", async (requests, asked) => {
  expect(await ask(requests, { stillHolds: true })).toEqual(asked);
});

test.each([
  ["xxx", ["anew", '"1"', "anew"]],
  ["xfxf", ["anew", '"1"', "anew", '"1"']],
  ["xsxx", ["anew", "anew", '"1"', "anew"]],
  ["xpxx", ["anew", "anew", "anew", '"1"']],
])("of %s, what holds no more is asked about as %j", async (requests, asked) => {
  expect(await ask(requests, { stillHolds: false })).toEqual(asked);
});

test.each([
  ["no-store", ["anew", "anew"]],
  ["max-age=0, stale-while-revalidate=9", ["anew", "anew"]],
  ["no-cache", ["anew", '"1"']],
  ["max-age=60", ["anew"]],
])("what came with Cache-Control: %s is asked about as %j", async (control, asked) => {
  const headers = { "Cache-Control": control };
  expect(await ask("xx", { stillHolds: false, headers })).toEqual(asked);
});

test("what is fresh is for as many as ask for it", async () => {
  const headers = { "Cache-Control": "max-age=60" };
  expect(await ask("xffxsx", { stillHolds: false, headers })).toEqual(["anew", "anew"]);
});

test.each([
  ["module", "script", ['"1"']],
  ["script", "module", ['"1"']],
  ["module", "import", []],
  ["module", "image", ["anew"]],
] as const)("of a %s that was loaded, %s asks as %j", async (first, second, asked) => {
  const validators: string[] = [];
  const transport = handlerTransport((request) => {
    validators.push(request.headers.get("if-none-match") ?? "anew");
    return new Response("0", {
      headers: {
        "Access-Control-Allow-Origin": "*",
        "Content-Type": "text/javascript",
        ETag: '"1"',
      },
    });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const load = (kind: typeof first | typeof second): Promise<unknown> =>
    page.load(kind, "https://api.example/x", { crossorigin: "anonymous" });
  await load(first);
  await load(second);
  expect(validators).toEqual(["anew", ...asked]);
});
