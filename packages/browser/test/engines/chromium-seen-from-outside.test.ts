import { Browser, bytesTransport, type ResponseBytes } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do with cases from outside the laboratory.

function open(
  answer: (request: { readonly url: URL; readonly method: string }) => Answer,
  address = `${APP}/page`,
) {
  const server = new RecordingServer(answer);
  const browser = new Browser({ engine: "chromium", transport: server });
  return { server, browser, page: browser.open(address) };
}

describe("Clear-Site-Data in Chromium", () => {
  it("empties the origin's HTTP cache and is shown to nobody", async () => {
    const { server, page } = open(({ url }) => ({
      headers: url.pathname.startsWith("/kept")
        ? [["Cache-Control", "max-age=60"]]
        : [["Clear-Site-Data", '"cache"']],
    }));
    await (await page.fetch("/kept")).text();
    await (await page.fetch("/kept")).text();
    const cleared = await page.fetch("/clear");
    await (await page.fetch("/kept")).text();
    expect(server.lines).toEqual([`GET ${APP}/kept`, `GET ${APP}/clear`, `GET ${APP}/kept`]);
    expect(cleared.headers.has("Clear-Site-Data")).toBe(false);
  });

  it("takes the cookies of the whole site, if it came with credentials", async () => {
    const { server, page } = open(({ url }) => ({
      headers: [url.pathname === "/set" ? ["Set-Cookie", "a=1"] : ["Clear-Site-Data", '"cookies"']],
    }));
    await page.fetch("/set");
    await page.fetch("/clear", { credentials: "omit" });
    await page.fetch("/clear");
    await page.fetch("/set");
    expect(server.sent.map(([, { cookie }]) => cookie)).toEqual([
      undefined,
      undefined,
      "a=1",
      undefined,
    ]);
  });
});

it("a preflight has its mode told where nothing else of the fetch is, in Chromium", async () => {
  const answer = (): Answer => ({
    headers: [grant("http://app.test"), ["Access-Control-Allow-Headers", "x-a"]],
  });
  const { server, page } = open(answer, "http://app.test/");
  await page.fetch("http://api.test/", { headers: { "X-A": "1" } });
  const modes = server.sent.map(([, headers]) => [
    headers["sec-fetch-mode"],
    headers["sec-fetch-site"],
  ]);
  expect(modes).toEqual([
    ["cors", undefined],
    [undefined, undefined],
  ]);
});

it("a page of a file asks once for what may be kept, in Chromium", async () => {
  const { server, page } = open(
    () => ({ headers: [grant("*"), ["Cache-Control", "max-age=60"]] }),
    "file:///page.html",
  );
  await (await page.fetch("https://api.test/")).text();
  await (await page.fetch("https://api.test/")).text();
  expect(server.lines).toEqual(["GET https://api.test/"]);
});

it("a sandboxed page has a script once for all elements with the same settings, in Chromium", async () => {
  const server = new RecordingServer(() => ({
    headers: [grant("*"), ["Cache-Control", "max-age=60"], ["Content-Type", "text/javascript"]],
  }));
  const browser = new Browser({ engine: "chromium", transport: server });
  const page = browser.open(`${APP}/page`, { sandboxed: true });
  await page.load("script", "https://api.test/a");
  await page.load("script", "https://api.test/a");
  await page.load("script", "https://api.test/a", { crossorigin: "anonymous" });
  expect(server.sent).toHaveLength(2);
});

it.each(["/orders?<\n>", "/orders?\t<", "/orders#<\n"])(
  "nothing is asked of %j in Chromium: it may have swallowed markup",
  async (address) => {
    const { server, page } = open(() => ({}));
    await expect(page.fetch(address)).rejects.toThrow("Failed to fetch");
    expect((await page.load("beacon", address)).result).toBe("refused");
    expect(server.sent).toEqual([]);
  },
);

it.each([
  ["image", { crossorigin: "" }],
  ["script", { crossorigin: "use-credentials" }],
  ["stylesheet", { crossorigin: "" }],
  ["module", {}],
  ["import", {}],
  ["video", { crossorigin: "" }],
  ["track", { crossorigin: "" }],
  ["preload", { crossorigin: "", as: "image" }],
] as const)("nor is it by %s with %j, which drops a password", async (kind, attributes) => {
  const { server, page } = open(() => ({}));
  await page.load(kind, "https://user:pw@api.test/a?<\nb", attributes);
  expect(server.sent).toEqual([]);
  await page.load(kind, "https://user:pw@api.test/a?b", attributes);
  expect(server.sent).toHaveLength(1);
});

it("nor is it where a script gives a password apart", async () => {
  const { server, page } = open(() => ({}));
  await new Promise((resolve) => {
    const request = new page.XMLHttpRequest();
    request.onloadend = resolve;
    request.open("GET", "/a?<\n", true, "user", "pw");
    request.send();
  });
  expect(server.sent).toEqual([]);
});

it.each([
  ["a=b\tc", null],
  ["a=b\x7f", null],
  ["a=\tb\t", "a=b"],
  ["__Http-a=b; Secure", null],
  ["__Http-a=b; Secure; HttpOnly", "__Http-a=b"],
  ["__Host-Http-a=b; Secure; HttpOnly; Path=/", "__Host-Http-a=b"],
  ["a=b; Max-Age=+0", null],
  ["a=b; Expires=Mon, 01 Jan 1600 00:00:00 GMT", null],
])("a cookie set by %j comes back as %j in Chromium", async (line, expected) => {
  const { server, page } = open(() => ({ headers: [["Set-Cookie", line]] }));
  await page.fetch("/");
  await page.fetch("/");
  expect(server.sent[1]![1]["cookie"] ?? null).toBe(expected);
});

it("a redirect may lead pictures of a secure page to plain http, in Chromium, and no script", async () => {
  const { server, page } = open(({ url }) =>
    url.protocol === "https:" ? { status: 302, headers: [["Location", "http://plain.test/"]] } : {},
  );
  await page.load("image", "/picture");
  await page.load("script", "/script");
  expect(server.lines).toEqual([
    `GET ${APP}/picture`,
    "GET http://plain.test/",
    `GET ${APP}/script`,
  ]);
});

describe("an XMLHttpRequest in Chromium", () => {
  const answered = (text: string): ResponseBytes => ({
    bytes: new TextEncoder().encode(
      `HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
    ),
    connection: "new",
  });

  async function told(at: number, doing: "abort" | "open"): Promise<string[]> {
    const transport = bytesTransport(({ url }) => answered(url.pathname.slice(1)));
    const page = new Browser({ engine: "chromium", transport }).open(APP);
    const xhr = new page.XMLHttpRequest();
    const events: string[] = [];
    for (const type of ["readystatechange", "progress", "load", "abort", "loadend"])
      xhr.addEventListener(type, ({ loaded }: Event & { loaded?: number }) =>
        events.push(`${type} ${xhr.readyState}${loaded === undefined ? "" : ` ${loaded}`}`),
      );
    xhr.open("GET", "/chicken");
    let isDone = false;
    xhr.addEventListener("readystatechange", () => {
      if (isDone || xhr.readyState !== at) return;
      isDone = true;
      if (doing === "abort") xhr.abort();
      else xhr.open("GET", "/egg");
      events.push("done");
    });
    xhr.send();
    await new Promise((resolve) => setTimeout(resolve, 150));
    return events.slice(events.indexOf("done") + 1);
  }

  it("still tells of progress once it was aborted while it was told of its first bytes", async () => {
    expect(await told(3, "abort")).toEqual(["progress 0 0"]);
  });

  it("tells nothing more once it was aborted when all was there", async () => {
    expect(await told(4, "abort")).toEqual([]);
  });

  it("takes what comes of the last request for what comes of the next one", async () => {
    expect(await told(2, "open")).toEqual(["readystatechange 3", "progress 3 7"]);
  });
});
