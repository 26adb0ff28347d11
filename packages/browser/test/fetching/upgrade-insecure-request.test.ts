import { expect, test } from "vitest";
import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";

const engines = ["standard", "chromium", "firefox", "webkit"] as const;

function pageOf(engine: EngineName, url = "https://app.example/") {
  const sent: string[] = [];
  const transport = handlerTransport((request) => {
    const { pathname, searchParams } = new URL(request.url);
    sent.push(`${request.method} ${request.url} ${request.headers.get("Origin") ?? "none"}`);
    const granted = {
      "Access-Control-Allow-Origin": request.headers.get("Origin") ?? "*",
      "Access-Control-Allow-Methods": "PUT",
    };
    if (pathname !== "/redirect") return new Response("CHICKEN", { headers: granted });
    const headers = { ...granted, Location: searchParams.get("to")! };
    return new Response(null, { status: 302, headers });
  });
  const browser = new Browser({ engine, transport });
  return { browser, page: browser.open(url, { upgradeInsecureRequests: true }), sent };
}

test.each(engines)("%s asks over https, and preflights there", async (engine) => {
  const { page, sent } = pageOf(engine);
  const response = await page.fetch("http://api.example:8443/a", { method: "PUT" });
  expect(await response.text()).toBe("CHICKEN");
  expect(sent).toEqual([
    "OPTIONS https://api.example:8443/a https://app.example",
    "PUT https://api.example:8443/a https://app.example",
  ]);
});

test.each([
  ["standard", "https://api.example/", false],
  ["chromium", "http://api.example/", false],
  ["firefox", "https://api.example/", true],
  ["webkit", "https://api.example/", false],
] as const)(
  "a response of %s says it is of %s, redirected: %s",
  async (engine, url, redirected) => {
    const response = await pageOf(engine).page.fetch("http://api.example/");
    expect([response.url, response.redirected]).toEqual([url, redirected]);
  },
);

test.each(engines)(
  "%s upgrades where a redirect leads, for a page over http, too",
  async (engine) => {
    const { page, sent } = pageOf(engine, "http://app.example/");
    const to = encodeURIComponent("http://api.example/b");
    const response = await page.fetch(`http://api.example/redirect?to=${to}`);
    expect([response.url, response.redirected]).toEqual(["https://api.example/b", true]);
    expect(sent.map((line) => line.split("?")[0]!.split(" ")[1])).toEqual([
      "https://api.example/redirect",
      "https://api.example/b",
    ]);
  },
);

test.each([
  ["standard", "https:", "https:"],
  ["chromium", "http:", "https:"],
  ["firefox", "http:", "http:"],
  ["webkit", "https:", "https:"],
] as const)(
  "%s asks a loopback address over %s, and redirected there over %s",
  async (engine, first, hop) => {
    const { page, sent } = pageOf(engine, "http://app.example/");
    await page.load("image", "http://127.0.0.1/a");
    const to = encodeURIComponent("http://127.0.0.1/b");
    await page.load("image", `https://api.example/redirect?to=${to}`);
    const urls = sent.map((line) => line.split(" ")[1]!);
    expect([urls.at(0), urls.at(-1)]).toEqual([`${first}//127.0.0.1/a`, `${hop}//127.0.0.1/b`]);
  },
);

test.each([
  ["standard", "basic"],
  ["chromium", "TypeError"],
  ["firefox", "TypeError"],
  ["webkit", "basic"],
] as const)("%s admits what is of the page's origin once upgraded: %s", async (engine, told) => {
  const { page } = pageOf(engine);
  const answer = page.fetch("http://app.example/", { mode: "same-origin" });
  expect(
    await answer.then(
      ({ type }) => type,
      (error: Error) => error.name,
    ),
  ).toBe(told);
});

test.each(engines)("XMLHttpRequest and elements of %s, and those of frames", async (engine) => {
  const { browser, page, sent } = pageOf(engine);
  const request = new page.XMLHttpRequest();
  request.open("GET", "http://api.example/xhr");
  await new Promise((resolve) => {
    request.onloadend = resolve;
    request.send();
  });
  expect(request.responseURL).toBe("https://api.example/xhr");
  await page.load("script", "http://api.example/script");
  const frame = browser.open("https://frame.example/", { parent: page });
  await frame.load("stylesheet", "http://api.example/stylesheet");
  expect(sent.map((line) => line.split(" ")[1])).toEqual([
    "https://api.example/xhr",
    "https://api.example/script",
    "https://api.example/stylesheet",
  ]);
});

test("without it, what is http: stays so", async () => {
  const { browser, sent } = pageOf("standard");
  await browser.open("http://app.example/").fetch("http://api.example/");
  expect(sent).toEqual(["GET http://api.example/ http://app.example"]);
});

test("it is true or false", () => {
  const options = { upgradeInsecureRequests: "1" as unknown as boolean };
  expect(() => new Browser().open("https://app.example/", options)).toThrow(
    /upgradeInsecureRequests.*true or false/,
  );
});
