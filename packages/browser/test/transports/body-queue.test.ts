import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BodyQueue } from "../../src/transports/body-queue.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function queued(maxBytes: number, milliseconds: number) {
  const source = {
    pause: vi.fn<() => void>(),
    resume: vi.fn<() => void>(),
    abort: vi.fn<(reason: Error) => void>(),
  };
  return { source, queue: new BodyQueue(source, { maxBytes, milliseconds }) };
}

it("what comes of a body that nobody wants is taken up to so many bytes", () => {
  const { source, queue } = queued(10, 5000);
  queue.push(new Uint8Array(1000));
  queue.cancel();
  queue.push(new Uint8Array(10));
  expect(source.abort).not.toHaveBeenCalled();
  queue.push(new Uint8Array(1));
  expect(source.abort).toHaveBeenCalled();
});

it("and for so many milliseconds, if its end does not come before", () => {
  const trickling = queued(10, 5000);
  trickling.queue.cancel();
  const ending = queued(10, 5000);
  ending.queue.cancel();
  vi.advanceTimersByTime(4999);
  expect(trickling.source.abort).not.toHaveBeenCalled();
  ending.queue.end();
  vi.advanceTimersByTime(1);
  expect(trickling.source.abort).toHaveBeenCalledOnce();
  expect(ending.source.abort).not.toHaveBeenCalled();
});

it("or not at all", () => {
  const { source, queue } = queued(0, 0);
  queue.cancel();
  expect(source.abort).toHaveBeenCalledOnce();
});

it("but a body that has come whole is nothing to close a connection for", () => {
  const { source, queue } = queued(0, 0);
  queue.push(new Uint8Array(10));
  queue.end();
  queue.cancel();
  vi.advanceTimersByTime(10_000);
  expect(source.abort).not.toHaveBeenCalled();
});
