import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const engines: readonly EngineName[] = ["chromium", "firefox", "webkit"];

/** What a page of https://example.com sends to two hosts once it was answered with these lines. */
async function sentAfter(engine: EngineName, lines: readonly string[]) {
  const sent: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.headers.get("cookie"));
    const headers = new Headers({
      "Access-Control-Allow-Origin": "https://example.com",
      "Access-Control-Allow-Credentials": "true",
    });
    if (sent.length === 1) for (const line of lines) headers.append("Set-Cookie", line);
    return new Response("ok", { headers });
  });
  const page = new Browser({ engine, transport }).open("https://example.com/");
  for (const url of ["https://example.com/", "https://s.example.com/", "https://example.com/"])
    await page.fetch(url, { credentials: "include" });
  return { subdomain: sent[1], own: sent[2] };
}

describe.each(engines)("cookies of one name, with a Domain and without, in %s", (engine) => {
  it("are two", async () => {
    const lines = ["b=domain; Domain=example.com; Path=/", "b=host; Path=/"];
    expect(await sentAfter(engine, lines)).toEqual({
      subdomain: "b=domain",
      own: "b=domain; b=host",
    });
  });

  it("are taken back one by one", async () => {
    const lines = [
      "a=domain; Domain=example.com; Path=/",
      "a=host; Path=/",
      "a=host; Path=/; Max-Age=0",
    ];
    expect(await sentAfter(engine, lines)).toEqual({ subdomain: "a=domain", own: "a=domain" });
  });

  it("go in the order of their paths, in WebKit of their domains, and of when they came, in Chromium with their values", async () => {
    const lines = [
      "a=1; Path=/",
      "b=2; Domain=example.com; Path=/",
      "c=3; Path=/",
      "b=4; Domain=example.com; Path=/",
    ];
    const sent = new Map<EngineName, string>([
      ["chromium", "a=1; c=3; b=4"],
      ["firefox", "a=1; b=4; c=3"],
      ["webkit", "b=4; a=1; c=3"],
    ]);
    expect((await sentAfter(engine, lines)).own).toBe(sent.get(engine));
  });
});

it("a cookie without a name is none in Chromium if its value begins with a prefix, which is a name to Firefox", async () => {
  const lines = ["__Secure-a; Secure; Path=/", "__host-b; Secure; Path=/", "c=d; Path=/"];
  expect((await sentAfter("chromium", lines)).own).toBe("c=d");
  expect((await sentAfter("firefox", lines)).own).toBe("__Secure-a=; __host-b=; c=d");
});
