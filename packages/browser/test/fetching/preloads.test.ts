import { Browser, type Transport } from "@crosswalk/browser";
import { expect, it, vi } from "vitest";

const MIB = 1024 * 1024;
const chunk = new Uint8Array(MIB);

/** A page, and a server whose answers are as many MiB long as their addresses end with. */
function open() {
  const asked: string[] = [];
  /** How many MiB were read of each answer that is over. */
  const read: number[] = [];
  const transport: Transport = {
    send({ url }) {
      asked.push(url.pathname);
      const count = Number(url.pathname.split("-").at(-1));
      const body = {
        async *[Symbol.asyncIterator]() {
          let given = 0;
          try {
            for (; given < count; given++) yield await Promise.resolve(chunk);
          } finally {
            read.push(given);
          }
        },
      };
      const headers = [
        ["Access-Control-Allow-Origin", "*"],
        ["Cache-Control", "no-store"],
      ] as const;
      return Promise.resolve({ status: 200, statusText: "", headers, body });
    },
  };
  const page = new Browser({ engine: "chromium", transport }).open("https://app.example/");
  const preload = (path: string) =>
    page.load("preload", `https://api.example${path}`, { as: "fetch", crossorigin: "" });
  /** How many MiB come. */
  const take = async (path: string): Promise<number> => {
    const { body } = await page.fetch(`https://api.example${path}`);
    let length = 0;
    for await (const part of body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>)
      length += part.length;
    return length / MIB;
  };
  return { asked, read, preload, take };
}

it("a preload of some length is taken, and not asked for again", async () => {
  const { asked, preload, take } = open();
  await preload("/1-20");
  expect(await take("/1-20")).toBe(20);
  expect(asked).toEqual(["/1-20"]);
});

it("a preload that is too long to keep is asked for again, and comes whole", async () => {
  const { asked, read, preload, take } = open();
  await preload("/1-80");
  await vi.waitFor(() => expect(read).toEqual([80]));
  expect(await take("/1-80")).toBe(80);
  expect(asked).toEqual(["/1-80", "/1-80"]);
});

it("many preloads under way at once are each taken, as long as there is room for all", async () => {
  const { asked, preload, take } = open();
  const paths = Array.from({ length: 40 }, (_, index) => `/${index}-1`);
  await Promise.all(paths.map(preload));
  for (const path of paths) expect(await take(path)).toBe(1);
  expect(asked).toEqual(paths);
});

it.each(["one after the other", "all together"])(
  "preloads %s hold 64 MiB at most, and each comes whole to who takes it",
  async (how) => {
    const { asked, read, preload, take } = open();
    const paths = Array.from({ length: 12 }, (_, index) => `/${index}-8`);
    if (how === "all together") await Promise.all(paths.map(preload));
    else for (const path of paths) await preload(path);
    // What is taken makes room for those still under way.
    await vi.waitFor(() => expect(read).toHaveLength(paths.length));
    for (const path of paths) expect(await take(path)).toBe(8);
    const kept = paths.length - (asked.length - paths.length);
    expect(kept).toBeGreaterThan(1);
    expect(kept * 8).toBeLessThanOrEqual(64);
  },
);
