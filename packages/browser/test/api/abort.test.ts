import { Browser, handlerTransport, type Page } from "@crosswalk/browser";
import { describe, expect, it, vi } from "vitest";

type PageResponse = Awaited<ReturnType<Page["fetch"]>>;

const reason = new Error("enough");

/** A page, and a server whose bodies begin and never end, and which looks at no signal. */
function pageOf(engine: "standard" | "chromium" | "firefox" | "webkit") {
  const onCancel = vi.fn<() => void>();
  const begun = vi.fn<() => void>();
  const transport = handlerTransport(
    () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new Uint8Array(8)),
          pull: begun,
          cancel: onCancel,
        }),
        { headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=60" } },
      ),
  );
  const page = new Browser({ engine, transport }).open("https://app.example/");
  return { page, onCancel, begun };
}

async function ending(engine: Parameters<typeof pageOf>[0]) {
  const { page, onCancel } = pageOf(engine);
  const controller = new AbortController();
  const response = await page.fetch("https://api.example/", { signal: controller.signal });
  const abort = async (): Promise<void> => {
    // So that whoever reads has come to wait.
    await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(reason);
  };
  return { page, response, onCancel, abort };
}

type Waiting = "fetch" | "read" | "held";

const ways: readonly [string, Waiting, (response: PageResponse) => Promise<unknown>][] = [
  ["text()", "read", (response) => response.text()],
  ["json()", "read", (response) => response.json()],
  ["arrayBuffer()", "read", (response) => response.arrayBuffer()],
  ["what is read by chunks", "held", (response) => readOn(response)],
  ["a stream that nobody reads", "held", (response) => response.body!.getReader().closed],
  ["one half of a clone", "read", (response) => response.clone().text()],
  [
    "one half of a clone of a stream",
    "read",
    (response) => (response.body, response.clone().text()),
  ],
];

/** WebKit puts an error of its own in the reason's place, and so does Firefox of what a method is reading. */
const endOf = (engine: Parameters<typeof pageOf>[0], waiting: Waiting): unknown =>
  engine === "webkit" || (engine === "firefox" && waiting === "read")
    ? expect.objectContaining({ name: "AbortError" })
    : reason;

/** The same of a body that has a copy, which WebKit reads as a stream. */
const endOfCopy = (engine: Parameters<typeof pageOf>[0], waiting: Waiting): unknown =>
  engine === "webkit" ? new TypeError("AbortError: Fetch is aborted") : endOf(engine, waiting);

async function readOn(response: PageResponse): Promise<void> {
  const reader = response.body!.getReader();
  while (!(await reader.read()).done);
}

describe.each(["standard", "chromium", "firefox", "webkit"] as const)(
  "an abort in the %s profile, of what an in-process handler never ends",
  (engine) => {
    it.each(ways)(
      "ends %s at once, with its reason or the error that the engine has for it",
      async (way, waiting, read) => {
        const { response, onCancel, abort } = await ending(engine);
        const reading = read(response);
        const settled = reading.catch((error: unknown) => error);
        await abort();
        const end = way.startsWith("one half") ? endOfCopy : endOf;
        expect(await settled).toEqual(end(engine, waiting));
        expect(onCancel).toHaveBeenCalledOnce();
      },
    );

    it("rejects what is asked for only afterwards", async () => {
      const { response, onCancel, abort } = await ending(engine);
      await abort();
      await expect(response.text()).rejects.toEqual(endOf(engine, "held"));
      expect(onCancel).toHaveBeenCalledOnce();
    });

    it("is no matter to another who reads the same", async () => {
      const { page, response, onCancel } = await ending(engine);
      const first = response.text();
      first.catch(() => undefined);
      const controller = new AbortController();
      const waiting = page.fetch("https://api.example/", { signal: controller.signal });
      const other = waiting.then((own) => own.text());
      setTimeout(() => controller.abort(reason), 20);
      await expect(other).rejects.toEqual(endOf(engine, "read"));
      const state = await Promise.race([first, new Promise((resolve) => setTimeout(resolve, 20))]);
      expect(state).toBeUndefined();
      expect(onCancel.mock.calls.length).toBeLessThan(2);
    });

    it("tells the handler's stream of a script that may not read it", async () => {
      const { page, onCancel } = pageOf(engine);
      const controller = new AbortController();
      const init = { mode: "no-cors", signal: controller.signal } as const;
      const fetching = page.fetch("https://api.example/", init).catch(String);
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.abort();
      await fetching;
      await vi.waitFor(() => expect(onCancel).toHaveBeenCalledOnce());
    });

    it.each(["abort", "timeout"] as const)(
      "tells the handler's stream of an XMLHttpRequest's %s",
      async (how) => {
        const { page, onCancel, begun } = pageOf(engine);
        const request = new page.XMLHttpRequest();
        const ended = vi.fn<() => void>();
        request.addEventListener(how, ended);
        request.open("GET", "https://api.example/");
        if (how === "timeout") request.timeout = 20;
        request.send();
        await vi.waitFor(() => expect(begun).toHaveBeenCalled());
        if (how === "abort") request.abort();
        await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
        await vi.waitFor(() => expect(onCancel).toHaveBeenCalledOnce());
      },
    );

    it("tells the stream that a handler gives too late", async () => {
      const onCancel = vi.fn<() => void>();
      const controller = new AbortController();
      const asked = vi.fn<() => void>();
      const transport = handlerTransport(async () => {
        asked();
        await new Promise((resolve) => setTimeout(resolve, 50));
        return new Response(new ReadableStream({ cancel: onCancel }));
      });
      const page = new Browser({ engine, transport }).open("https://app.example/");
      const fetching = page.fetch("https://app.example/late", { signal: controller.signal });
      const settled = fetching.catch((error: unknown) => error);
      // What is aborted by the script that asks may never be sent.
      await vi.waitFor(() => expect(asked).toHaveBeenCalled(), { interval: 1 });
      controller.abort(reason);
      expect(await settled).toEqual(endOf(engine, "fetch"));
      await vi.waitFor(() => expect(onCancel).toHaveBeenCalledOnce());
    });

    it("is not needed to turn away from a body while a chunk of it is awaited", async () => {
      const { page, onCancel } = pageOf(engine);
      const response = await page.fetch("https://api.example/");
      const reader = response.clone().body!.getReader();
      await reader.read();
      const pending = reader.read();
      await Promise.all([reader.cancel(), response.body!.cancel()]);
      expect(await pending).toEqual({ done: true, value: undefined });
      expect(onCancel).toHaveBeenCalledOnce();
    });
  },
);
