import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

type Answer = (request: Request, count: number) => Response;

const HOME = "https://app.example";

function pageOf(engine: EngineName, answer: Answer, url = `${HOME}/`) {
  const sent: string[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.method);
    return answer(request, sent.length);
  });
  return { page: new Browser({ engine, transport }).open(url), sent };
}

const kept = { "Cache-Control": "max-age=600", ETag: '"a"' };

describe("a write that forces the cache", () => {
  const written: Answer = (_request, count) => new Response(String(count), { headers: kept });

  it.each<[EngineName, string[]]>([
    ["chromium", ["GET"]],
    ["firefox", ["GET", "DELETE", "GET"]],
    ["webkit", ["GET", "DELETE", "GET"]],
  ])("of what %s has stored", async (engine, expected) => {
    const { page, sent } = pageOf(engine, written);
    await (await page.fetch("/a")).text();
    const response = await page.fetch("/a", { method: "DELETE", cache: "force-cache" });
    expect(await response.text()).toBe(engine === "chromium" ? "1" : "2");
    await page.fetch("/a");
    expect(sent).toEqual(expected);
  });

  it("is sent where nothing is stored, or something for another", async () => {
    const { page, sent } = pageOf("chromium", (_request, count) => {
      return new Response(String(count), { headers: { ...kept, Vary: "X-A" } });
    });
    const write = { method: "DELETE", cache: "force-cache" } as const;
    await (await page.fetch("/a", write)).text();
    await (await page.fetch("/a", { headers: { "X-A": "1" } })).text();
    await (await page.fetch("/a", { ...write, headers: { "X-A": "2" } })).text();
    expect(sent).toEqual(["DELETE", "GET", "DELETE"]);
  });
});

it("what a 304 renews is from then on for who asked, in Chromium", async () => {
  const { page, sent } = pageOf("chromium", (request) =>
    request.headers.has("If-None-Match")
      ? new Response(null, { status: 304, headers: kept })
      : new Response("one", { headers: { ...kept, Vary: "X-A" } }),
  );
  const ask = async (a: string) => (await page.fetch("/a", { headers: { "X-A": a } })).text();
  for (const [a, count] of [
    ["1", 1],
    ["2", 2],
    ["2", 2],
    ["1", 3],
  ] as const) {
    expect(await ask(a)).toBe("one");
    expect(sent).toHaveLength(count);
  }
});

it.each<[EngineName, string, number]>([
  ["chromium", "x", 1],
  ["chromium", "-1", 1],
  ["chromium", "0", 2],
  ["firefox", "x", 2],
  ["firefox", "0", 2],
])(
  "%s: what has changed long ago, and Expires: %s, is asked for %i times",
  async (engine, expires, count) => {
    const headers = { Expires: expires, "Last-Modified": "Sat, 01 Jan 2000 00:00:00 GMT" };
    const { page, sent } = pageOf(engine, () => new Response("ok", { headers }));
    for (let time = 0; time < 2; time++) await (await page.fetch("/a")).text();
    expect(sent).toHaveLength(count);
  },
);

it("an empty condition of a script's goes past what Chromium has stored, and leaves it", async () => {
  const { page, sent } = pageOf("chromium", (_request, count) => {
    return new Response(String(count), { headers: { "Cache-Control": "max-age=600" } });
  });
  const ask = async (headers = {}) => (await page.fetch("/a", { headers })).text();
  expect(await ask()).toBe("1");
  expect(await ask({ "If-None-Match": "" })).toBe("2");
  expect(await ask()).toBe("1");
  expect(sent).toHaveLength(2);
});

describe.each<[EngineName, readonly string[]]>([
  ["standard", []],
  ["chromium", ["redirect", "scheme"]],
  ["firefox", ["redirect", "scheme", "port"]],
  ["webkit", ["redirect", "scheme", "port"]],
])("%s refuses before an abort in the same turn", (engine, refused) => {
  it.each<[string, string, RequestInit]>([
    ["redirect", "https://api.example/", { mode: "no-cors", redirect: "error" }],
    ["scheme", "foo:bar", {}],
    ["port", "https://api.example:6000/", {}],
  ])("by its %s", async (kind, url, init) => {
    const { page } = pageOf(engine, () => new Response("ok"));
    const controller = new AbortController();
    const asked = page.fetch(url, { ...init, signal: controller.signal });
    controller.abort();
    const name = refused.includes(kind) ? "TypeError" : "AbortError";
    await expect(asked).rejects.toMatchObject({ name });
  });
});

it("what was given up is no matter of the console, whatever comes of its preflight", async () => {
  const lines: string[] = [];
  let answer = (): void => undefined;
  const transport = handlerTransport(
    () => new Promise<Response>((resolve) => (answer = () => resolve(new Response("no")))),
  );
  const page = new Browser({ engine: "chromium", transport }).open(`${HOME}/`, {
    onConsole: ({ text }) => lines.push(text),
  });
  const controller = new AbortController();
  const { signal } = controller;
  const asked = page.fetch("https://api.example/", { method: "PUT", signal });
  await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  answer();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(lines).toEqual([]);
});

describe("an upload that is aborted in its last progress", () => {
  it.each<[EngineName, string[]]>([
    ["chromium", ["loadstart 0/3", "progress 3/3", "abort 3/3", "loadend 3/3"]],
    ["standard", ["loadstart 0/3", "progress 3/3", "load 3/3", "loadend 3/3"]],
  ])(
    "has not been loaded in Chromium, and has been by the standard: %s",
    async (engine, expected) => {
      const { page } = pageOf(engine, () => new Response("ok"));
      const request = new page.XMLHttpRequest();
      const told: string[] = [];
      for (const type of ["loadstart", "progress", "abort", "load", "loadend"])
        request.upload.addEventListener(type, (event) => {
          const { loaded, total } = event as ProgressEvent;
          told.push(`${type} ${loaded}/${total}`);
        });
      request.upload.addEventListener("progress", () => request.abort());
      request.open("POST", `${HOME}/a`);
      request.send("abc");
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(told).toEqual(expected);
    },
  );
});

describe("cookies of 127.0.0.1", () => {
  const sentAfter = async (engine: EngineName, ...lines: string[]) => {
    let sent: string | null = null;
    const answer: Answer = (request, count) => {
      sent = request.headers.get("Cookie");
      const line = lines[count - 1];
      return new Response("ok", line === undefined ? {} : { headers: { "Set-Cookie": line } });
    };
    const { page } = pageOf(engine, answer, "http://127.0.0.1/");
    for (let count = 0; count <= lines.length; count++) await page.fetch("/a");
    return sent;
  };

  it.each<[EngineName, string]>([
    ["chromium", "b=1; a=2"],
    ["firefox", "a=2; b=1"],
  ])(
    "go by when they got their value in Chromium, and by when they were made in Firefox: %s",
    async (engine, expected) => {
      const lines = ["a=1", "b=1", "a=2"];
      expect(await sentAfter(engine, ...lines)).toBe(expected);
    },
  );

  it.each<[EngineName, string, string]>([
    ["chromium", "127.0.0.1", "a=2"],
    ["chromium", ".127.0.0.1", "a=2"],
    ["webkit", "127.0.0.1", "a=2"],
  ])("are its own with itself as Domain: %s, %s", async (engine, domain, expected) => {
    const lines = [`a=1; Domain=${domain}`, "a=2"];
    expect(await sentAfter(engine, ...lines)).toBe(expected);
  });
});
