import { Browser, type EngineName, type Page } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { APP, RecordingServer } from "../recording-server.ts";

// As recorded of Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6: stream-bodies-0 to -30.

const open = (engine: EngineName): Page =>
  new Browser({ engine, transport: new RecordingServer(() => ({})) }).open(APP);

const streamOf = (text: string): ReadableStream<Uint8Array> => new Blob([text]).stream();

const withStream = (body: ReadableStream): RequestInit =>
  ({ method: "POST", body, duplex: "half" }) as RequestInit;

it("a stream is locked from when it is sent", async () => {
  const stream = streamOf("chicken");
  const sent = open("standard").fetch(APP, withStream(stream));
  expect(stream.locked).toBe(true);
  expect((await sent).status).toBe(200);
});

// As recorded: stream-ends-0 to -9. The standard cancels it, and no browser does.
it.each([
  ["standard", ["chicken"]],
  ["chromium", []],
  ["webkit", []],
] as const)(
  "%s: a stream stays unlocked whose signal was aborted before, and hears %j",
  async (engine, heard) => {
    const reasons: unknown[] = [];
    const stream = new ReadableStream({ cancel: (reason) => void reasons.push(reason) });
    const init = { ...withStream(stream), signal: AbortSignal.abort("chicken") };
    await expect(open(engine).fetch(APP, init)).rejects.toBe("chicken");
    expect(stream.locked).toBe(false);
    expect(reasons).toEqual(heard);
  },
);

it.each(["standard", "chromium"] as const)(
  "%s: a stream is cancelled whose signal is aborted while a preflight is under way",
  async (engine) => {
    const reasons: unknown[] = [];
    const stream = new ReadableStream({ cancel: (reason) => void reasons.push(reason) });
    const controller = new AbortController();
    const transport = { send: () => new Promise<never>(() => undefined) };
    const page = new Browser({ engine, transport }).open(APP);
    const init = { ...withStream(stream), signal: controller.signal };
    const sent = page.fetch("https://api.example/", init);
    setTimeout(() => controller.abort("chicken"));
    await expect(sent).rejects.toBe("chicken");
    expect(reasons).toEqual(["chicken"]);
  },
);

it("a Request of a stream may be copied to be kept alive, and not be made so", () => {
  const { Request: PageRequest } = open("chromium");
  const request = new PageRequest(APP, withStream(streamOf("chicken")));
  expect(new PageRequest(request, { keepalive: true }).keepalive).toBe(true);
  const init = { ...withStream(streamOf("chicken")), keepalive: true };
  expect(() => new PageRequest(APP, init)).toThrow(
    "Failed to construct 'Request': Keepalive request cannot have a ReadableStream body.",
  );
  // Whatever else is wrong with it.
  expect(() => new PageRequest(APP, { ...init, duplex: undefined, mode: "no-cors" })).toThrow(
    "Keepalive request cannot have a ReadableStream body.",
  );
});

it.each([
  [
    "chromium",
    "Failed to execute 'fetch' on 'Window': The provided ReadableStream is locked",
    "Failed to construct 'Request': The provided ReadableStream is disturbed",
  ],
  ["webkit", "Input body is locked.", "Input body is disturbed."],
] as const)(
  "a stream that somebody reads or has read is none, as %s says",
  async (engine, locked, read) => {
    const page = open(engine);
    const one = streamOf("chicken");
    one.getReader();
    await expect(page.fetch(APP, withStream(one))).rejects.toThrow(locked);
    const other = streamOf("chicken");
    await other.cancel();
    expect(() => new page.Request(APP, withStream(other))).toThrow(read);
  },
);
