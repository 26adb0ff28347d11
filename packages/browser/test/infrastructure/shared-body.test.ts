import type { ResponseBody, SharedBody as SharedBodyType } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { readAll } from "../../src/infrastructure/body.ts";
import { ManualClock } from "../../src/infrastructure/clock.ts";
import { ReadingForCache } from "../../src/infrastructure/reading-for-cache.ts";
import { SharedBody } from "../../src/infrastructure/shared-body.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = async (body: ResponseBody): Promise<string> =>
  new TextDecoder().decode(await readAll(body));

/** Gives "one", "two" and perhaps an error, and notes how far it was read and whether it was cancelled. */
function source(end: "done" | "error" = "done") {
  const notes: string[] = [];
  const body: ResponseBody = {
    async *[Symbol.asyncIterator]() {
      for (const word of ["one", "two"]) {
        notes.push(word);
        yield bytes(word);
      }
      if (end === "error") throw new Error("hung up");
    },
    cancel: () => void notes.push("cancelled"),
  };
  return { body, notes };
}

/** Gives a byte when it is told to, for as long as it is asked, and counts how often it is. */
function driven() {
  let asked = 0;
  let give = (): void => undefined;
  const body: ResponseBody = {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        asked++;
        await new Promise<void>((resolve) => (give = resolve));
        yield bytes("x");
      }
    },
  };
  return { body, pulled: () => asked, give: () => give() };
}

function shared(from: ResponseBody, maxBytes = 100): { body: SharedBodyType; ends: string[] } {
  const ends: string[] = [];
  return { body: new SharedBody(from, maxBytes, (end) => void ends.push(end)), ends };
}

describe("a body that is shared", () => {
  it("is read once, however many read it and whenever they come", async () => {
    const { body: from, notes } = source();
    const { body, ends } = shared(from);
    const first = body.open()[Symbol.asyncIterator]();
    await first.next();
    expect(await text(body.open())).toBe("onetwo");
    expect(new TextDecoder().decode((await first.next()).value as Uint8Array)).toBe("two");
    expect((await first.next()).done).toBe(true);
    expect(await text(body.open())).toBe("onetwo");
    expect(notes).toEqual(["one", "two"]);
    expect(ends).toEqual(["complete"]);
  });

  it("is not read before someone asks", async () => {
    const { body: from, notes } = source();
    shared(from).body.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(notes).toEqual([]);
  });

  it("gives both readers the error it breaks off with", async () => {
    const { body, ends } = shared(source("error").body);
    const both = [body.open(), body.open()].map(text);
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    expect(ends).toEqual(["lost"]);
  });

  it("gives a reader that comes to its end later the error too, and no part for the whole", async () => {
    const { body } = shared(source("error").body);
    const [one, late] = [body.open(), body.open()];
    await expect(text(one)).rejects.toThrow("hung up");
    await expect(text(late)).rejects.toThrow("hung up");
  });

  it("is lost, and its connection free, once the last reader has turned away", async () => {
    const { body: from, notes } = source();
    const { body, ends } = shared(from);
    const [one, other] = [body.open(), body.open()];
    for await (const _ of one) break;
    expect(ends).toEqual([]);
    other.cancel?.();
    expect(ends).toEqual(["lost"]);
    expect(notes).toEqual(["one", "cancelled"]);
  });

  it("is lost where it is longer than what may be kept, and read to its end all the same", async () => {
    const { body, ends } = shared(source().body, 5);
    expect(await text(body.open())).toBe("onetwo");
    expect(ends).toEqual(["lost"]);
  });

  it("is lost once nothing more is to be kept of it, and read to its end all the same", async () => {
    const { body, ends } = shared(source().body);
    const one = body.open();
    body.keepNoMore();
    expect(ends).toEqual(["lost"]);
    expect(body.isKept).toBe(false);
    expect(await text(one)).toBe("onetwo");
    expect(ends).toEqual(["lost"]);
  });

  it.each(["cancel", "leaveToCache"] as const)(
    "is read no further for one who turned away while waiting, by %s, though another has it open",
    async (way) => {
      const { body: from, pulled, give } = driven();
      const reading = new ReadingForCache(
        { maxBytes: 0, milliseconds: 1000, cancelled: null },
        100,
        () => undefined,
      );
      const body = new SharedBody(from, 100, () => undefined, reading);
      const [one] = [body.open(), body.open()];
      const next = one[Symbol.asyncIterator]().next();
      if (way === "cancel") one.cancel!();
      else one.leaveToCache!("brief");
      give();
      expect((await next).done).toBe(true);
      for (let turn = 0; turn < 5; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
        give();
      }
      expect(pulled()).toBe(1);
    },
  );

  it("is read no further for one who turned away while all of it was waited for", async () => {
    const { body: from, pulled, give } = driven();
    const { body } = shared(from);
    const [one] = [body.open(), body.open()];
    const all = one.bytes!();
    one.cancel!();
    give();
    await all;
    await new Promise((resolve) => setImmediate(resolve));
    expect(pulled()).toBe(1);
  });

  it("is read on for the cache once, however often it is left to it", async () => {
    const ends: string[] = [];
    const reading = new ReadingForCache(
      { maxBytes: 100, milliseconds: 1000, cancelled: null },
      8,
      () => undefined,
    );
    const body = new SharedBody(source().body, 100, (end) => void ends.push(end), reading);
    const one = body.open();
    one.leaveToCache!("brief");
    one.leaveToCache!("brief");
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toEqual(["complete"]);
  });

  it("is given up for the cache by the browser's clock as well as by the platform's", async () => {
    const ends: string[] = [];
    const clock = new ManualClock();
    const patience = { maxBytes: 100, milliseconds: 60_000, cancelled: null };
    const reading = new ReadingForCache(patience, 100, () => undefined, clock);
    const { body: from } = driven();
    const body = new SharedBody(from, 100, (end) => void ends.push(end), reading);
    body.open().leaveToCache!("brief");
    expect(ends).toEqual([]);
    clock.advance(60_000);
    expect(ends).toEqual(["lost"]);
  });

  it("counts among all that is read for the cache, where a script has cancelled it as well", async () => {
    const ends: string[] = [];
    const patience = { maxBytes: 100, milliseconds: 1000, cancelled: 1000 };
    const reading = new ReadingForCache(patience, 8, () => undefined);
    for (const { body: from } of [source(), source()])
      new SharedBody(from, 100, (end) => void ends.push(end), reading).open().leaveToCache!(
        "cancelled",
      );
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toContain("lost");
  });
});
