import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BodyQueue } from "../../src/transports/body-queue.ts";

const DRAINED = { maxBytes: 10, milliseconds: 5000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function queued(unwanted: ConstructorParameters<typeof BodyQueue>[1]) {
  const source = {
    pause: vi.fn<() => void>(),
    resume: vi.fn<() => void>(),
    abort: vi.fn<(reason: Error) => void>(),
    linger: vi.fn<() => void>(),
  };
  return { source, queue: new BodyQueue(source, unwanted) };
}

it("what comes of a body that nobody wants is taken up to so many bytes", () => {
  const { source, queue } = queued(DRAINED);
  queue.push(new Uint8Array(1000));
  queue.cancel();
  queue.push(new Uint8Array(10));
  expect(source.abort).not.toHaveBeenCalled();
  queue.push(new Uint8Array(1));
  expect(source.abort).toHaveBeenCalled();
});

it("and for so many milliseconds, if its end does not come before", () => {
  const trickling = queued(DRAINED);
  trickling.queue.cancel();
  const ending = queued(DRAINED);
  ending.queue.cancel();
  vi.advanceTimersByTime(4999);
  expect(trickling.source.abort).not.toHaveBeenCalled();
  ending.queue.end();
  vi.advanceTimersByTime(1);
  expect(trickling.source.abort).toHaveBeenCalledOnce();
  expect(ending.source.abort).not.toHaveBeenCalled();
});

it("or not at all", () => {
  const { source, queue } = queued("closed-unless-whole");
  queue.cancel();
  expect(source.abort).toHaveBeenCalledOnce();
});

it("but a body that has come whole is nothing to close a connection for", () => {
  const { source, queue } = queued("closed-unless-whole");
  queue.push(new Uint8Array(10));
  queue.end();
  queue.cancel();
  vi.advanceTimersByTime(10_000);
  expect(source.abort).not.toHaveBeenCalled();
});

it("unless an engine closes it for a refusal all the same, and nobody has begun to read", async () => {
  const [refused, read] = [queued("closed"), queued("closed")];
  for (const { queue } of [refused, read]) {
    queue.push(new Uint8Array(10));
    queue.end();
  }
  refused.queue.cancel();
  expect(refused.source.abort).toHaveBeenCalledOnce();
  for await (const _ of read.queue);
  read.queue.cancel();
  expect(read.source.abort).not.toHaveBeenCalled();
});

it.each([DRAINED, "closed-unless-whole", "closed"] as const)(
  "a script waits for nothing, and closes nothing that has come whole: %o",
  (unwanted) => {
    const [open, whole] = [queued(unwanted), queued(unwanted)];
    open.queue.cancel("script");
    expect(open.source.abort).toHaveBeenCalledOnce();
    whole.queue.push(new Uint8Array(10));
    whole.queue.end();
    whole.queue.cancel("script");
    expect(whole.source.abort).not.toHaveBeenCalled();
  },
);
