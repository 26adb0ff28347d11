import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { ResponseBody } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { abortable } from "../../src/infrastructure/abortable-body.ts";

const never = new AbortController().signal;

/** Each chunk is of its own; what it gave is known by weak references alone. */
function source(count: number) {
  const given: WeakRef<Uint8Array>[] = [];
  const notes: string[] = [];
  const body: ResponseBody = {
    async *[Symbol.asyncIterator]() {
      for (let index = 0; index < count; index++) {
        const chunk = new Uint8Array(1024);
        given.push(new WeakRef(chunk));
        yield chunk;
        await new Promise((resolve) => setImmediate(resolve));
      }
      await new Promise(() => undefined);
    },
    cancel: () => void notes.push("cancelled"),
  };
  return { body, given, notes };
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

describe("a body that can be aborted", () => {
  it("holds on to nothing of what was read", async () => {
    const controller = new AbortController();
    const { body, given } = source(50);
    const iterator = abortable(body, controller.signal, never)[Symbol.asyncIterator]();
    for (let read = 0; read < 50; read++) await iterator.next();
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    // The last one or two may still be on their way.
    expect(given.filter((chunk) => chunk.deref() !== undefined).length).toBeLessThan(5);
    controller.abort();
  });

  it.each(["bytes", "chunks"])("breaks off while its %s are read", async (how) => {
    const controller = new AbortController();
    const { body, notes } = source(0);
    const own = abortable(body, controller.signal, never);
    const reading = how === "bytes" ? own.bytes!() : own[Symbol.asyncIterator]().next();
    controller.abort("enough");
    await expect(reading).rejects.toBe("enough");
    expect(notes).toContain("cancelled");
  });

  it("breaks off between two reads, and before the first", async () => {
    const controller = new AbortController();
    const iterator = abortable(source(2).body, controller.signal, never)[Symbol.asyncIterator]();
    await iterator.next();
    controller.abort("enough");
    await expect(iterator.next()).rejects.toBe("enough");
    const late = abortable(source(2).body, controller.signal, never);
    await expect(late.bytes!()).rejects.toBe("enough");
  });

  it("goes on where all of it had come before", async () => {
    const controller = new AbortController();
    const end = new AbortController();
    const own = abortable(source(2).body, controller.signal, end.signal);
    end.abort();
    controller.abort();
    expect((await own[Symbol.asyncIterator]().next()).value).toHaveLength(1024);
  });
});
