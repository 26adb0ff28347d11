import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, it } from "vitest";

// What each browser was recorded to do: conformance/lab/generate/supplement-broken-off.ts.

async function resultOf(engine: EngineName, kind: "image" | "audio", start: string) {
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isSent) controller.error(new Error("reset by peer"));
      else controller.enqueue(new TextEncoder().encode(start));
      isSent = true;
    },
  });
  const transport = handlerTransport(() => new Response(body));
  const page = new Browser({ engine, transport }).open("https://app.example/");
  return (await page.load(kind, "https://app.example/1")).result;
}

it.each<[EngineName, string, string]>([
  ["standard", "load", "loadedmetadata"],
  ["chromium", "error", "error"],
  ["firefox", "load", "error"],
  ["webkit", "load", "loadedmetadata"],
])("%s: a picture whose body breaks off is %s, a sound %s", async (engine, picture, sound) => {
  expect(await resultOf(engine, "image", "GIF89a chicken")).toBe(picture);
  expect(await resultOf(engine, "audio", "RIFF\x10\0\0\0WAVEfmt ")).toBe(sound);
});
