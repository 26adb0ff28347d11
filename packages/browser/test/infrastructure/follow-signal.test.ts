import { expect, it } from "vitest";
import { followSignal } from "../../src/infrastructure/follow-signal.ts";

it("who follows a signal that is aborted already is called at once", () => {
  const notes: string[] = [];
  const unfollow = followSignal(AbortSignal.abort(), () => void notes.push("called"));
  expect(notes).toEqual(["called"]);
  unfollow();
});

it("who begins to follow while others are told is called, too", () => {
  const controller = new AbortController();
  const { signal } = controller;
  const notes: string[] = [];
  followSignal(signal, () => followSignal(signal, () => void notes.push("late")));
  followSignal(signal, () => void notes.push("early"));
  controller.abort();
  expect(notes).toEqual(["late", "early"]);
});

it("who throws is no matter to the others, and all that was thrown is reported", async () => {
  const notes: string[] = [];
  const ofTests = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", ({ message }) => void notes.push(`reported ${message}`));
  const controller = new AbortController();
  for (const name of ["a", "b"])
    followSignal(controller.signal, () => {
      throw new Error(name);
    });
  followSignal(controller.signal, () => void notes.push("called"));
  controller.abort();
  notes.push("aborted");
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.removeAllListeners("uncaughtException");
  for (const listener of ofTests) process.on("uncaughtException", listener);
  expect(notes).toEqual(["called", "aborted", "reported a", "reported b"]);
});
