import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// Seen in Firefox ESR 153.7 of an event source in a sandboxed frame.
test("a picture in a sandboxed srcdoc frame is said to come from the page that holds it", async () => {
  const referrers: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    referrers.push(request.headers.get("Referer"));
    return new Response(null);
  });
  const browser = new Browser({ engine: "firefox", transport });
  const frame = { sandboxed: true, parent: browser.open("https://app.example/orders") };
  await browser.open("about:srcdoc", frame).load("image", "https://pictures.test/1");
  await browser.open("data:text/html,x", frame).load("image", "https://pictures.test/2");
  expect(referrers).toEqual(["https://app.example/", null]);
});

test("a srcdoc frame is of its parent's origin, refers by it and has its base URL", async () => {
  const seen: (string | null)[][] = [];
  const transport = handlerTransport(({ url, headers }) => {
    seen.push([url, headers.get("Origin"), headers.get("Referer")]);
    return new Response(null, { headers: { "Access-Control-Allow-Origin": "*" } });
  });
  const browser = new Browser({ transport });
  const parent = browser.open("https://app.example/shop/", { referrerPolicy: "unsafe-url" });
  const frame = browser.open("about:srcdoc", { parent });
  expect(frame.origin).toBe("https://app.example");
  await frame.fetch("orders");
  await frame.fetch("https://api.example/orders");
  const own = "https://app.example/shop/";
  expect(seen).toEqual([
    ["https://app.example/shop/orders", null, own],
    ["https://api.example/orders", "https://app.example", own],
  ]);
});

test("about:blank in a frame is of its parent's origin, and of an opaque one where it is sandboxed or stands alone", () => {
  const browser = new Browser({ transport: handlerTransport(() => new Response(null)) });
  const parent = browser.open("https://app.example/");
  expect(browser.open("about:blank", { parent }).origin).toBe("https://app.example");
  expect(browser.open("about:blank", { parent, sandboxed: true }).origin).toBe("null");
  expect(browser.open("about:blank").origin).toBe("null");
});

test("in WebKit, fetch tells nobody which page holds the srcdoc frame it is called in", async () => {
  const referrers: (string | null)[] = [];
  const transport = handlerTransport(({ headers }) => {
    referrers.push(headers.get("Referer"));
    return new Response(null);
  });
  const browser = new Browser({ engine: "webkit", transport });
  const frame = browser.open("about:srcdoc", { parent: browser.open("https://app.example/") });
  await frame.fetch("/orders");
  await frame.load("image", "/picture");
  expect(referrers).toEqual([null, "https://app.example/"]);
});
