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
