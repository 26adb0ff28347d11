import { Browser } from "@crosswalk/browser";
import { listenerTransport } from "@crosswalk/browser/node";
import { expect, it } from "vitest";

// In a file of its own: the timers of other tests would be counted with these.
const holding = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

it("a connection to a listener that has answered keeps no process from ending", async () => {
  const transport = listenerTransport((_, response) => void response.end("ok"));
  const browser = new Browser({ engine: "chromium", transport });
  const before = holding();
  await (await browser.open("https://app.example").fetch("/")).text();
  expect(holding()).toBe(before);
  await browser.close();
});
