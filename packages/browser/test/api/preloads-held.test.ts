import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, it, vi } from "vitest";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const MIB = 1024 * 1024;
// Small ones, as each body has one or two that are on their way.
const CHUNK = MIB / 16;
// More than a page keeps, so that the first ones are dropped under way.
const PRELOADS = 100;
const CHUNKS = 64;

it("preloads of WebKit's hold 64 MiB at most, dropped ones and those too long to keep as well", async () => {
  let made = 0;
  let allMayEnd = (): void => undefined;
  const ending = new Promise<void>((resolve) => (allMayEnd = resolve));
  const transport = handlerTransport(() => {
    let left = CHUNKS;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (left-- > 0) {
            made++;
            controller.enqueue(new Uint8Array(CHUNK));
            return;
          }
          await ending;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    // An HTTP cache would keep them, too.
    const headers = {
      "Content-Type": "text/javascript",
      "Access-Control-Allow-Origin": "*",
      "Cache-Control": "no-store",
    };
    return new Response(body, { headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  collect();
  const before = process.memoryUsage().arrayBuffers;
  const outcomes = Array.from({ length: PRELOADS }, (_, index) =>
    page.load("preload", `https://api${index}.example/`, { as: "script", crossorigin: "" }),
  );
  // Until nothing comes any more.
  for (let seen = -1; seen !== made || made === 0;) {
    seen = made;
    for (let turn = 0; turn < 100; turn++) await setImmediate();
  }
  // What was let go of is swept a little later.
  await vi.waitFor(() => {
    collect();
    const held = process.memoryUsage().arrayBuffers - before;
    expect(held).toBeGreaterThan(32 * MIB);
    expect(held).toBeLessThan(96 * MIB);
  });
  allMayEnd();
  for (const { result } of await Promise.all(outcomes)) expect(result).toBe("load");
});
