import type { ResponseBody } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { drain } from "../../src/infrastructure/body.ts";
import { overheard } from "../../src/infrastructure/overheard-body.ts";

const bytes = new Uint8Array([1]);

/** What is heard of a body, and what its reader learns, in order. */
async function heardOf(
  body: ResponseBody,
  read: (heard: ResponseBody) => unknown,
): Promise<string[]> {
  const notes: string[] = [];
  const heard = overheard(body, {
    onLost: (cause) => void notes.push(`lost: ${(cause as Error).message}`),
    onOver: () => void notes.push("over"),
  });
  try {
    await read(heard);
  } catch (cause) {
    notes.push(`thrown: ${(cause as Error).message}`);
  }
  return notes;
}

const whole: ResponseBody = {
  async *[Symbol.asyncIterator]() {
    yield bytes;
  },
};

const broken: ResponseBody = {
  async *[Symbol.asyncIterator]() {
    yield bytes;
    throw new Error("reset");
  },
};

it("is over at its end", async () => {
  expect(await heardOf(whole, drain)).toEqual(["over"]);
});

it("is lost and over where it breaks off, which its reader learns as well", async () => {
  expect(await heardOf(broken, drain)).toEqual(["lost: reset", "over", "thrown: reset"]);
});

it("is over where its reader turns away, by leaving it or by saying so", async () => {
  const turnAway = async (heard: ResponseBody): Promise<void> => {
    for await (const _ of heard) break;
  };
  expect(await heardOf(whole, turnAway)).toEqual(["over"]);
  expect(await heardOf(whole, (heard) => heard.cancel!())).toEqual(["over"]);
});

it("is heard of all at once where that is how it comes", async () => {
  const atOnce = { ...whole, bytes: () => Promise.resolve(bytes) };
  expect(await heardOf(atOnce, (heard) => heard.bytes!())).toEqual(["over"]);
  const failing = { ...whole, bytes: () => Promise.reject(new Error("reset")) };
  const notes = await heardOf(failing, (heard) => heard.bytes!());
  expect(notes).toEqual(["lost: reset", "over", "thrown: reset"]);
});

it("is over once it is left to the cache, and still lost where that finds it broken", async () => {
  const left: ResponseBody = {
    ...whole,
    leaveToCache: (_, onLost) => onLost?.(new Error("reset")),
  };
  const notes = await heardOf(left, (heard) => heard.leaveToCache!("brief"));
  expect(notes).toEqual(["over", "lost: reset"]);
});
