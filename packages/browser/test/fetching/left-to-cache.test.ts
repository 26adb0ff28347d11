import { Browser, type EngineName, ManualClock, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const KIB = 1024;
const MIB = 1024 * KIB;

/** Of every URL as many bytes as it says, which may be kept; and how many were held at most of bodies not given up. */
function server() {
  let held = 0;
  let most = 0;
  let asked = 0;
  const open = new Set<number>();
  const transport: Transport = {
    send: ({ url }) => {
      const number = asked++;
      open.add(number);
      return Promise.resolve({
        status: 200,
        statusText: "OK",
        headers: [["Cache-Control", "max-age=600"]],
        body: {
          async *[Symbol.asyncIterator]() {
            let own = 0;
            try {
              for (let left = Number(url.pathname.slice(1)); left > 0; left -= 64 * KIB) {
                own += 64 * KIB;
                most = Math.max(most, (held += 64 * KIB));
                yield new Uint8Array(64 * KIB);
                // Others come in between.
                await new Promise((resolve) => setImmediate(resolve));
              }
              if (url.search === "?open") await new Promise(() => undefined);
            } finally {
              held -= own;
            }
          },
          cancel: () => void open.delete(number),
        },
      });
    },
  };
  return { transport, most: () => most, asked: () => asked, open: () => open.size };
}

const settled = async (count: () => number): Promise<number> => {
  for (let before = -1; before !== count();) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return count();
};

const noCors = { mode: "no-cors" } as const;
const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

describe.each(engines)("in %s, what nobody but the HTTP cache reads", (engine) => {
  it("is 64 MiB at most, however many bodies are under way", async () => {
    const { transport, most } = server();
    const browser = new Browser({ engine, transport, session: "persistent" });
    const page = browser.open("https://app.example/");
    for (let count = 0; count < 40; count++)
      await page.fetch(`https://api${count}.example/${3 * MIB}?open`, noCors);
    // Each may have taken the chunk with which the sum was too much.
    expect(await settled(most)).toBeLessThanOrEqual(64 * MIB + 40 * 64 * KIB);
  });

  it("leaves room for others once it has come", async () => {
    const { transport, asked } = server();
    const browser = new Browser({ engine, transport, session: "persistent" });
    const page = browser.open("https://app.example/");
    for (let count = 0; count < 40; count++) {
      await page.fetch(`https://api.example/${3 * MIB}?${count}`, noCors);
      await page.fetch(`https://api.example/${3 * MIB}?${count}`, noCors);
    }
    expect(asked()).toBe(40);
  });
});

// Seen in a laboratory of which the clock stood still: a connection stayed open for good.
describe("while the browser's clock stands still", () => {
  it.each(["standard", "chromium", "firefox", "webkit"] as const)(
    "a refused body is waited for no longer, in %s",
    async (engine) => {
      const { transport, asked, open } = server();
      const clock = new ManualClock();
      const page = new Browser({ engine, transport, clock }).open("https://app.example/");
      const ask = (): Promise<unknown> => page.fetch(`https://api.example/${64 * KIB}?open`);
      await expect(ask()).rejects.toThrow(TypeError);
      await expect.poll(open, { timeout: 5000 }).toBe(0);
      await expect(ask()).rejects.toThrow(TypeError);
      expect(asked()).toBe(2);
    },
  );

  it.each([
    ["cancelled", "chromium"],
    ["aborted", "chromium"],
    ["cancelled", "firefox"],
    ["aborted", "firefox"],
  ] as const)("nor is one that a script has %s, in %s", async (how, engine) => {
    const { transport, open } = server();
    const browser = new Browser({ engine, transport, clock: new ManualClock() });
    const page = browser.open("https://app.example/");
    const controller = new AbortController();
    const { signal } = controller;
    const response = await page.fetch(`https://app.example/${64 * KIB}?open`, { signal });
    if (how === "aborted") controller.abort();
    else await response.body!.cancel();
    await expect.poll(open, { timeout: 5000 }).toBe(0);
  });
});
