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
