import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// Seen in Firefox ESR 153.7 of an event source in a sandboxed frame.
test("a picture in a sandboxed srcdoc frame is said to come from the page that holds it", async () => {
  const referrers: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    referrers.push(request.headers.get("Referer"));
    return new Response(null);
  });
  const page = new Browser({ engine: "firefox", transport }).open("https://app.example/orders");
  const frame = { sandboxed: true, parent: page };
  const browser = new Browser({ engine: "firefox", transport });
  await browser.open("about:srcdoc", frame).load("image", "https://pictures.test/1");
  await browser.open("data:text/html,x", frame).load("image", "https://pictures.test/2");
  expect(referrers).toEqual(["https://app.example/", null]);
});
