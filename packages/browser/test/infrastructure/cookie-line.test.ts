import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

/** What a page sends back of a cookie that it was given. */
async function sentBack(line: string, engine: EngineName = "firefox"): Promise<string | null> {
  const sent: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.headers.get("Cookie"));
    return new Response(null, { headers: { "Set-Cookie": line } });
  });
  const page = new Browser({ engine, transport }).open("https://app.example/");
  await page.fetch("/", { credentials: "include" });
  await page.fetch("/", { credentials: "include" });
  return sent[1]!;
}

// Recordings firefox-entries-181 to 195, and what judging showed of names.
test.each([
  ["c=v; Max-Age=0; Max-Age", "c=v"],
  ["c=v; Max-Age=-", null],
  ["c=v; Expires=Thu, 01 Jan 1970", null],
  ["c=v; Partitioned", null],
  ["__secure-a=b", null],
  [`c=${"v".repeat(4095)}`, `c=${"v".repeat(4095)}`],
  [`c=${"v".repeat(4096)}`, null],
  ["=a=b", null],
  ["c=\xe9", "c=\xef\xbf\xbd"],
  ["\xe9=v", "\xe9=v"],
  ["\xe9", "\xe9="],
  ["c=v\tx", "c=v\tx"],
  ["\tc\t=\tv\t", "c=v"],
  ["c=v\x0b", null],
  ["c=\x0cv", null],
  ["__Secure-c", null],
  ["__Secure-c; Secure", "__Secure-c="],
])("Firefox sends back of %j: %j", async (line, expected) => {
  expect(await sentBack(line)).toBe(expected);
});

// Seen in Chromium 156 and Firefox 153.
test.each([
  ["__Http-a=1; Secure", null],
  ["__Http-a=1; HttpOnly", null],
  ["__Http-a=1; Secure; HttpOnly", "__Http-a=1"],
  ["__Host-Http-a=1; Secure; Path=/", null],
  ["__host-http-a=1; Secure; Path=/", null],
  ["__Host-Http-a=1; Secure; HttpOnly; Path=/", "__Host-Http-a=1"],
  ["__HostHttp-a=1; Secure", "__HostHttp-a=1"],
  ["=__Http-a", null],
])("Chromium and Firefox send back of %j: %j", async (line, expected) => {
  expect([await sentBack(line, "chromium"), await sentBack(line)]).toEqual([expected, expected]);
});

// Would take hours if its time grew with more than the line's length.
test("WebKit keeps a cookie behind whose value there are many blanks", async () => {
  expect(await sentBack(`c=v;${" ".repeat(20_000)};Secure`, "webkit")).toBe("c=v");
});
