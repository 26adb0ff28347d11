import { Browser, type EngineName, handlerTransport, ManualClock } from "@crosswalk/browser";
import { expect, test } from "vitest";

const START = Date.UTC(2001, 0, 1);

test.each([
  ["Max-Age=60", 59_000, "user=ada"],
  ["Max-Age=60", 61_000, null],
  ["Expires=Mon, 01 Jan 2001 00:01:00 GMT", 59_000, "user=ada"],
  ["Expires=Mon, 01 Jan 2001 00:01:00 GMT", 61_000, null],
  ["Max-Age=99999999999999999999", 61_000, "user=ada"],
  ["Max-Age=0", 0, null],
])("a cookie with %s is sent after %d ms of the browser's clock: %j", async (age, wait, sent) => {
  for (const engine of ["chromium", "firefox", "webkit"] satisfies EngineName[]) {
    const received: (string | null)[] = [];
    const transport = handlerTransport((request) => {
      received.push(request.headers.get("Cookie"));
      return new Response(null, { headers: { "Set-Cookie": `user=ada; ${age}` } });
    });
    const clock = new ManualClock(START);
    const page = new Browser({ engine, transport, clock }).open("https://app.example/");
    await page.fetch("/");
    clock.advance(wait);
    await page.fetch("/");
    expect([engine, ...received]).toEqual([engine, null, sent]);
  }
});
