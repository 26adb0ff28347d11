import { Browser, type EngineName, handlerTransport, type Page } from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";

// Each seen in Firefox ESR 153.7.
const APP = "https://app.example";
const OTHER = "https://other.example";
const svg = "<svg xmlns='http://www.w3.org/2000/svg'><rect id='chicken'/></svg>";

interface Asked {
  readonly page: Page;
  /** Method, URL and referrer. */
  readonly asked: string[];
}

function open(engine: EngineName, body: BodyInit | null, type?: string, address = APP): Asked {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    asked.push(`${request.url} ${request.headers.get("Referer") ?? "none"}`);
    if (request.url.endsWith("/moved"))
      return new Response(null, { status: 302, headers: { Location: "/there" } });
    return new Response(body, {
      headers: {
        "Access-Control-Allow-Origin": APP,
        "Access-Control-Allow-Credentials": "true",
        ...(type === undefined ? {} : { "Content-Type": type }),
      },
    });
  });
  return { page: new Browser({ engine, transport }).open(address), asked };
}

describe("an about:blank frame of a page with the policy no-referrer", () => {
  const frames = (engine: EngineName): { blank: Page; asked: string[] } => {
    const asked: string[] = [];
    const transport = handlerTransport((request) => {
      asked.push(request.headers.get("Referer") ?? "none");
      return new Response("", { headers: { "Access-Control-Allow-Origin": "*" } });
    });
    const browser = new Browser({ engine, transport });
    const parent = browser.open(`${APP}/page`, { referrerPolicy: "no-referrer" });
    return { blank: browser.open("about:blank", { parent }), asked };
  };

  test.each([
    ["firefox", [`${APP}/page`, `${APP}/`]],
    ["chromium", ["none", "none"]],
    ["standard", ["none", "none"]],
  ] as const)("refers in %s by %j", async (engine, expected) => {
    const { blank, asked } = frames(engine);
    await blank.fetch(`${APP}/1`);
    await blank.fetch(`${OTHER}/2`);
    expect(asked).toEqual(expected);
  });

  it("refers by that page in what its scripts import and start", async () => {
    const { blank, asked } = frames("firefox");
    await blank.load("import", `${OTHER}/1`);
    await blank.load("worker", `${APP}/2`);
    expect(asked).toEqual([`${APP}/`, `${APP}/page`]);
  });

  it("refers by nothing in what its elements load", async () => {
    const { blank, asked } = frames("firefox");
    await blank.load("image", `${APP}/1`);
    await blank.load("script", `${APP}/2`);
    await blank.load("beacon", `${APP}/3`);
    expect(asked).toEqual(["none", "none", "none"]);
  });
});

describe("a <use>", () => {
  test.each([
    ["", "silent", null, 0],
    ["#chicken", "silent", "readable", 1],
    ["#goose", "silent", null, 1],
  ])("of a drawing%s", async (fragment, result, access, requests) => {
    const { page, asked } = open("firefox", svg, "image/svg+xml");
    const outcome = await page.load("svg-use", `${APP}/drawing${fragment}`);
    expect([outcome.result, outcome.access, asked.length]).toEqual([result, access, requests]);
  });
});

test.each([
  [`${APP}/drawing#chicken`, 2],
  [`${APP}/drawing`, 1],
  [`${OTHER}/drawing#chicken`, 1],
])("a mask of %s is asked for %d times", async (url, count) => {
  const { page, asked } = open("firefox", svg, "image/svg+xml");
  await page.load("mask", url);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toHaveLength(count);
});

describe("over plain http, a page over https", () => {
  it("is given tracks, and no beacon leaves it", async () => {
    const { page, asked } = open("firefox", "WEBVTT\n\n00:00.000 --> 00:01.000\nCHICKEN\n");
    const track = await page.load("track", "http://other.example/", { crossorigin: "" });
    expect(track.result).toBe("load");
    expect((await page.load("beacon", "http://other.example/")).result).toBe("refused");
    expect(asked).toHaveLength(1);
  });
});

test("nothing is asked of any address at all", async () => {
  const { page, asked } = open("firefox", "");
  await expect(page.fetch("https://0.0.0.0/")).rejects.toThrow(TypeError);
  await expect(page.fetch("https://[::]/")).rejects.toThrow(TypeError);
  expect((await page.load("image", "https://0.0.0.0/")).result).toBe("error");
  expect(asked).toEqual([]);
});

test.each([
  ["/moved", "application/octet-stream"],
  ["/there", "text/xml"],
])("a Blob from %s that has no type is %s to XMLHttpRequest", async (path, type) => {
  const { page } = open("firefox", new Uint8Array([1]));
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", `${APP}${path}`);
  xhr.responseType = "blob";
  await new Promise((resolve) => {
    xhr.onloadend = resolve;
    xhr.send();
  });
  expect((xhr.response as Blob).type).toBe(type);
});

test.each([
  ["__Http-a=1; Secure", null],
  ["__http-a=1; HttpOnly", null],
  ["__Http-a=1; Secure; HttpOnly", "__Http-a=1"],
  ["__Host-Http-a=1; Secure; Path=/", null],
  ["__Host-Http-a=1; Secure; HttpOnly; Domain=app.example; Path=/", null],
  ["__Host-Http-a=1; Secure; HttpOnly; Path=/", "__Host-Http-a=1"],
])("the cookie %s is sent as %j", async (line, sent) => {
  let cookie: string | null = null;
  const transport = handlerTransport((request) => {
    cookie = request.headers.get("Cookie");
    return new Response("", { headers: { "Set-Cookie": line } });
  });
  const page = new Browser({ engine: "firefox", transport }).open(APP);
  await page.fetch(APP);
  await page.fetch(APP);
  expect(cookie).toBe(sent);
});

test.each([
  ["shape", "image", 1],
  ["image", "shape", 1],
] as const)("a picture that is a %s and a %s is asked for once", async (one, other, times) => {
  const { page, asked } = open("firefox", svg, "image/svg+xml");
  const outcomes = [];
  for (const kind of [one, other])
    outcomes.push(await page.load(kind, `${OTHER}/drawing`, { crossorigin: "anonymous" }));
  expect(asked).toHaveLength(times);
  expect(outcomes.map(({ result }) => result)).toEqual(
    [one, other].map((kind) => (kind === "image" ? "load" : "silent")),
  );
});

test("a picture without CORS is not taken from a shape", async () => {
  const { page, asked } = open("firefox", svg, "image/svg+xml");
  await page.load("shape", `${OTHER}/drawing`);
  await page.load("image", `${OTHER}/drawing`);
  expect(asked).toHaveLength(2);
});

test.each([
  ["srcdoc", "none"],
  ["plain", `${APP}/`],
])("a font of a %s document is told the referrer %j", async (kind, referrer) => {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    asked.push(request.headers.get("Referer") ?? "none");
    return new Response("");
  });
  const browser = new Browser({ engine: "firefox", transport });
  const parent = browser.open(APP);
  const page = kind === "srcdoc" ? browser.open("about:srcdoc", { parent }) : parent;
  await page.load("font", `${OTHER}/font`);
  expect(asked).toEqual([referrer]);
});

test.each([
  ["/moved", "error"],
  ["/there", "load"],
])("a style sheet from %s that has no type: %s", async (path, result) => {
  const { page } = open("firefox", new TextEncoder().encode("a { color: red }"));
  expect((await page.load("stylesheet", `${APP}${path}`)).result).toBe(result);
});

test.each([
  ["about:blank", "load"],
  ["about:srcdoc", "error"],
])("a style sheet of another type in %s: %s", async (address, result) => {
  const transport = handlerTransport(
    () => new Response("a { color: red }", { headers: { "Content-Type": "text/plain" } }),
  );
  for (const engine of ["firefox", "webkit", "standard"] as const) {
    const browser = new Browser({ engine, transport });
    const page = browser.open(address, { parent: browser.open(APP) });
    expect((await page.load("stylesheet", `${APP}/style`)).result).toBe(result);
  }
});

test("a beacon takes nothing of the room that fetches with keepalive have", async () => {
  const { page } = open("firefox", "");
  const beacon = page.load("beacon", `${APP}/1`, { body: "x".repeat(60_000) });
  const kept = page.fetch(`${APP}/2`, {
    method: "POST",
    keepalive: true,
    body: "x".repeat(20_000),
  });
  expect((await kept).status).toBe(200);
  expect((await beacon).result).toBe("sent");
});

test("a preload of a picture is one, whatever its integrity", async () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const { page, asked } = open("firefox", png, "image/png");
  await page.load("preload", `${OTHER}/1`, { as: "image" });
  await page.load("preload", `${OTHER}/1`, { as: "image", integrity: "sha256-x" });
  expect(asked).toHaveLength(1);
});
