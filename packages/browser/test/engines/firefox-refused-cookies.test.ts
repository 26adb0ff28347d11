import { Browser, type ConsoleLine, type EngineName, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const APP = "https://app.example/";
const API = "https://api.other.example/orders";

/** What a page's console says, and what goes back to the host, once that has set cookies. */
async function afterSetting(
  lines: readonly string[],
  { engine = "firefox", init = {} }: { engine?: EngineName; init?: { keepalive?: boolean } } = {},
) {
  const heard: ConsoleLine[] = [];
  const sent: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.headers.get("cookie"));
    const headers = new Headers({
      "Access-Control-Allow-Origin": new URL(APP).origin,
      "Access-Control-Allow-Credentials": "true",
    });
    if (sent.length === 1) for (const line of lines) headers.append("Set-Cookie", line);
    return new Response(null, { headers });
  });
  const onConsole = (line: ConsoleLine): void => void heard.push(line);
  const page = new Browser({ engine, transport }).open(APP, { onConsole });
  for (let count = 0; count < 2; count++)
    await page.fetch(API, { credentials: "include", ...init });
  return { said: heard.map(({ text }) => text), lines: heard, sent: sent[1] };
}

const CROSS_SITE =
  "Cookie “c” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.";

// Recordings refused-cookies-0 to 106.
describe("Firefox's console tells of a cookie", () => {
  it.each([
    ["c=1; Domain=other.example.com", "Cookie “c” has been rejected for invalid domain."],
    ["c=1; Domain=example", "Cookie “c” has been rejected for invalid domain."],
    ["__Secure-c=1", "Cookie “__Secure-c” has been rejected for invalid prefix."],
    ["=c", "Cookie “” has been rejected for invalid characters in the name."],
    ["c=1; Path=/a\tb", "Cookie “c” has been rejected for invalid path."],
    [
      "c=1; SameSite=None",
      "Cookie “c” rejected because it has the “SameSite=None” attribute but is missing the “secure” attribute.",
    ],
    ["c=1; SameSite=Lax", CROSS_SITE],
    ["c=1; SameSite=Strict; Secure", CROSS_SITE],
    [
      "c=1; Partitioned",
      "Cookie “c” has been rejected because it has the “Partitioned” attribute but is missing the “secure” attribute.",
    ],
    ["\xc3\xa9=1; Domain=example", "Cookie “é” has been rejected for invalid domain."],
  ])("set as %j", async (line, text) => {
    const { said, sent } = await afterSetting([line]);
    expect(said).toEqual([text]);
    expect(sent).toBeNull();
  });

  it.each([
    ["c=1; Partitioned; SameSite=Lax", CROSS_SITE],
    ["c=1; SameSite=Lax; Domain=example", "Cookie “c” has been rejected for invalid domain."],
    ["__Secure-c=1; Domain=example", "Cookie “__Secure-c” has been rejected for invalid domain."],
    ["c=1; Domain=example; Path=/\t/", "Cookie “c” has been rejected for invalid path."],
  ])("set as %j, for the first of its faults", async (line, text) => {
    expect((await afterSetting([line])).said).toEqual([text]);
  });

  it("once each, with the address of who sets them, and not of what it keeps or is too long", async () => {
    const long = `l=${"b".repeat(4096)}`;
    const { lines, sent } = await afterSetting([
      "a=1; Domain=example",
      "b=2",
      long,
      "c=3; Partitioned",
    ]);
    expect(lines.map(({ text, url }) => [text.slice(0, 12), url])).toEqual([
      ["Cookie “a” h", API],
      ["Cookie “c” h", API],
    ]);
    expect(sent).toBe("b=2");
  });

  it("unless it comes with what is kept alive, which has no console", async () => {
    const { said } = await afterSetting(["c=1; SameSite=Lax"], { init: { keepalive: true } });
    expect(said).toEqual([]);
  });

  it.each(["chromium", "webkit", "standard"] as const)("and %s's tells of none", async (engine) => {
    expect((await afterSetting(["c=1; Domain=example"], { engine })).said).toEqual([]);
  });
});

describe("of several Domains", () => {
  it.each([
    ["c=1; Domain=elsewhere.example; Domain=", "c=1"],
    ["c=1; Domain=elsewhere.example; Domain=api.other.example", "c=1"],
    ["__Host-c=1; Secure; Path=/; Domain=", "__Host-c=1"],
    ["c=1; Domain=api.other.example; Domain=elsewhere.example", null],
  ])("the last one counts in Firefox: %j", async (line, expected) => {
    expect((await afterSetting([line])).sent).toBe(expected);
  });
});

// Recordings refused-cookies-149 to 172.
describe("what plain http sets in Firefox beside a cookie of https with Secure", () => {
  const TOLD = "Cookie “c” has been rejected because there is an existing “secure” cookie.";

  it.each([
    ["c=2; Path=/orders", TOLD],
    ["c=2; Path=/orders/mine", TOLD],
    ["c=2; Path=/orders; Domain=other.example", TOLD],
    ["c=2; Path=/orders; Max-Age=0", TOLD],
    ["c=2; Path=/", null],
    ["d=2; Path=/orders", null],
  ])("as %j", async (line, told) => {
    const lines: string[] = [];
    const sent: (string | null)[] = [];
    const transport = handlerTransport((request) => {
      sent.push(request.headers.get("cookie"));
      const set = request.url.startsWith("https:") ? "c=1; Secure; Path=/orders" : line;
      return new Response(null, { headers: sent.length < 3 ? { "Set-Cookie": set } : {} });
    });
    const page = new Browser({ engine: "firefox", transport }).open("http://app.example/", {
      onConsole: ({ text }) => lines.push(text),
    });
    for (const url of [API, API.replace("https:", "http:"), API])
      await page.fetch(url, { credentials: "include", mode: "no-cors" });
    expect(lines).toEqual(told === null ? [] : [told]);
    expect(sent.at(-1)?.split("; ")).toContain("c=1");
  });
});
