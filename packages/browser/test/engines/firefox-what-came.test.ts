import { Browser, bytesTransport, type PageXmlHttpRequest } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP } from "../recording-server.ts";
import { GRANTS, open } from "./firefox-kit.ts";

// What Firefox ESR 153.7 was seen to make of bodies: of their first bytes, and of such as never came or broke off.

const OTHERS = `sha256-${"a".repeat(43)}=`;
const OF_NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const OF_X = "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=";

describe("a style sheet without a type", () => {
  it.each([
    ["GIF89a", "error"],
    ["OggS\0", "error"],
    ["BM", "error"],
    ["%PDF-1.4", "load"],
    ["a {}", "load"],
  ])("that begins as %j is judged by that, unless it came by CORS: %s", async (body, result) => {
    const { page } = open(() => ({ headers: GRANTS, body }));
    expect((await page.load("stylesheet", API)).result).toBe(result);
    expect((await page.load("stylesheet", API, { crossorigin: "" })).result).toBe("load");
  });
});

describe("a script with integrity that fails for another reason", () => {
  const digest = async (answer: Answer, integrity: string, crossorigin?: string) => {
    const { page } = open(() => answer);
    const attributes = crossorigin === undefined ? { integrity } : { integrity, crossorigin };
    const { cause } = await page.load("script", API, attributes);
    return /computed hash is “(.*?)”|(is not eligible)/.exec(cause?.message ?? "")?.slice(1);
  };
  const picture: NonNullable<Answer["headers"]> = [["Content-Type", "image/png"]];

  it.each([
    ["refused by CORS", {}],
    ["of a type that no script has", { headers: [...GRANTS, ...picture] }],
    ["redirected to nowhere", { status: 302, headers: [...GRANTS, ["Location", "http://"]] }],
    ["redirected to no server", { status: 302, headers: [...GRANTS, ["Location", "mailto:x"]] }],
  ] as const)("%s, is told not to match, as of nothing", async (_, answer) => {
    expect(await digest(answer, OTHERS, "")).toEqual([OF_NOTHING, undefined]);
    expect(await digest(answer, `sha256-${OF_NOTHING}`, "")).toBeUndefined();
    expect(await digest(answer, "chicken", "")).toBeUndefined();
  });

  it("without CORS, is told not to be eligible", async () => {
    expect(await digest({ headers: picture }, OTHERS)).toEqual([undefined, "is not eligible"]);
  });
});

describe("a body with integrity that breaks off", () => {
  const head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 9\r\n";
  const bytes = new TextEncoder().encode(`${head}Content-Type: text/javascript\r\n\r\nx`);
  const page = new Browser({
    engine: "firefox",
    transport: bytesTransport(() => ({ bytes, connection: "new" })),
  }).open(APP);

  it("is left to who reads it, of a fetch", async () => {
    const response = await page.fetch(API, { integrity: OTHERS });
    await expect(response.text()).rejects.toThrow(/Content-Length/);
  });

  it("is compared as far as it came, of a script", async () => {
    const attributes = { crossorigin: "", integrity: OTHERS };
    const { result, cause } = await page.load("script", API, attributes);
    expect(result).toBe("error");
    expect(cause?.message).toContain(OF_X);
  });
});

describe("an XMLHttpRequest that takes what was preloaded", () => {
  const events = async (xhr: PageXmlHttpRequest): Promise<string[]> => {
    const told: string[] = [];
    for (const type of ["progress", "load", "loadend"])
      xhr.addEventListener(type, (event) => {
        const { loaded, total } = event as ProgressEvent;
        told.push(`${type} ${loaded}/${total}`);
      });
    const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
    xhr.open("GET", API);
    xhr.send();
    await end;
    return told;
  };

  it("counts none of it, and tells of progress once more", async () => {
    const { page } = open(() => ({ headers: [...GRANTS, ["Content-Length", "2"]] }));
    await page.load("preload", API, { as: "fetch", crossorigin: "" });
    const first = new page.XMLHttpRequest();
    expect(await events(first)).toEqual([
      "progress 0/0",
      "progress 0/0",
      "load 0/0",
      "loadend 0/0",
    ]);
    expect(first.responseText).toBe("ok");
    expect(await events(new page.XMLHttpRequest())).toEqual([
      "progress 2/2",
      "load 2/2",
      "loadend 2/2",
    ]);
  });
});

describe("an XMLHttpRequest's total", () => {
  it.each([
    ["+2", "load 2/2"],
    ["02", "load 2/2"],
    ["-2", "load 2/0"],
    ["++2", "load 2/0"],
  ])("by Content-Length: %s is told as %j", async (length, told) => {
    const { page } = open(() => ({ headers: [...GRANTS, ["Content-Length", length]] }));
    const xhr = new page.XMLHttpRequest();
    const end = new Promise<ProgressEvent>((resolve) =>
      xhr.addEventListener("load", (event) => resolve(event as ProgressEvent)),
    );
    xhr.open("GET", API);
    xhr.send();
    const { type, loaded, total } = await end;
    expect(`${type} ${loaded}/${total}`).toBe(told);
  });
});

describe("a Request made of one that is kept alive", () => {
  it("is not, unless it says so, or is a clone", () => {
    const { page } = open(() => ({}));
    const one = new page.Request(API, { keepalive: true });
    expect(one.clone().keepalive).toBe(true);
    expect(new page.Request(one).keepalive).toBe(false);
    expect(new page.Request(one, { method: "POST" }).keepalive).toBe(false);
    expect(new page.Request(one, { keepalive: true }).keepalive).toBe(true);
  });

  it("has no limit to its body, nor has what a fetch makes of it", async () => {
    const { page } = open(() => ({ headers: GRANTS }));
    const one = new page.Request(API, {
      keepalive: true,
      method: "POST",
      body: "x".repeat(70_000),
    });
    expect((await page.fetch(one)).status).toBe(200);
  });
});

it("several types of a body are the first one, and behind a redirect the last", async () => {
  const { server, page } = open(({ url }) =>
    url.pathname === "/1" ? { status: 307, headers: [["Location", "/2"]] } : {},
  );
  const headers: [string, string][] = [
    ["Content-Type", "text/plain"],
    ["Content-Type", "text/html"],
  ];
  await page.fetch("/1", { method: "PUT", body: "x", headers });
  expect(server.sent.map(([, sent]) => sent["content-type"])).toEqual(["text/plain", "text/html"]);
});
