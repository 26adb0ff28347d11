import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, RecordingServer } from "../recording-server.ts";

const engines = ["standard", "chromium", "firefox", "webkit"] as const;

async function originSent(engine: EngineName, sandboxed: `sandbox${string}`, url: string) {
  const transport = new RecordingServer(() => ({}));
  const browser = new Browser({ engine, transport });
  const parent = browser.open(APP, { sandboxed });
  await browser
    .open(url, { parent })
    .fetch(API)
    .catch(() => undefined);
  return transport.sent[0]![1]["origin"];
}

it.each(engines)("in %s what a sandbox holds is in it, too", async (engine) => {
  for (const url of [APP, "https://other.example/", "about:srcdoc"])
    expect(await originSent(engine, "sandbox allow-scripts", url)).toBe("null");
});

it.each(engines)("in %s a sandbox that keeps its origin leaves others theirs", async (engine) => {
  const sandboxed = "sandbox allow-scripts allow-same-origin";
  for (const url of [APP, "https://other.example"])
    expect(await originSent(engine, sandboxed, url)).toBe(url);
});
