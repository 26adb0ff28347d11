import { createServer } from "node:http";
import { Browser, handlerTransport, type Page, type Transport } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

type PageXhr = InstanceType<Page["XMLHttpRequest"]>;

const engines = ["standard", "chromium", "firefox", "webkit"] as const;

const wait = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

/** Looks at no signal, and never answers. */
const silent: Transport = { send: () => new Promise(() => undefined) };
/** Begins to answer, and goes no further. */
const halting = handlerTransport(
  () =>
    new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(4)) }), {
      headers: { "Access-Control-Allow-Origin": "*" },
    }),
);
const whole = handlerTransport(
  () => new Response("chicken", { headers: { "Access-Control-Allow-Origin": "*" } }),
);

/** Answers after others have turned away. */
const late = handlerTransport(async () => {
  await wait(40);
  return new Response("late", { headers: { "Access-Control-Allow-Origin": "*" } });
});

// A server that does all but the last, by the path.
const server = createServer((request, response) => {
  if (request.url === "/whole") {
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Length": "7" });
    response.end("chicken");
  }
  if (request.url !== "/halting") return;
  response.writeHead(200, { "Access-Control-Allow-Origin": "*" });
  response.write("four");
});
let API = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  API = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe.each(engines)("%s", (engine) => {
  /** What became of what the work sent, but for the steps. */
  async function traceOf(
    transport: Transport,
    work: (page: Page) => Promise<unknown>,
  ): Promise<string[]> {
    const page = new Browser({ engine, transport }).open("http://app.example/");
    const { events } = await page.traced(async (traced) => {
      await work(traced).catch(() => null);
      // What might still be told is told by then.
      await wait(20);
    });
    return events.flatMap((event) =>
      event.kind === "step"
        ? []
        : [event.kind === "failed" ? `failed: ${event.failure.code}` : event.kind],
    );
  }

  async function aborted(page: Page, url: string, method = "GET"): Promise<void> {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await page.fetch(url, { method, signal: controller.signal });
  }

  async function abortedInBody(page: Page): Promise<void> {
    const controller = new AbortController();
    const response = await page.fetch(`${API}halting`, { signal: controller.signal });
    const reader = response.body!.getReader();
    await reader.read();
    controller.abort();
    await reader.read();
  }

  function send(page: Page, prepare: (xhr: PageXhr) => void): Promise<void> {
    return new Promise((resolve) => {
      const xhr = new page.XMLHttpRequest();
      xhr.open("GET", API);
      xhr.onloadend = () => resolve();
      prepare(xhr);
      xhr.send();
    });
  }

  test.each([
    ["a transport that looks at no signal", silent],
    ["sockets", nodeTransport()],
  ])("what is aborted has failed, over %s", async (_, transport) => {
    const end = ["sent", "failed: Aborted"];
    expect(await traceOf(transport, (page) => aborted(page, API))).toEqual(end);
    expect(await traceOf(transport, (page) => aborted(page, API, "PUT"))).toEqual(end);
    const abort = (xhr: PageXhr): void => void setTimeout(() => xhr.abort(), 20);
    expect(await traceOf(transport, (page) => send(page, abort))).toEqual(end);
    const limit = (xhr: PageXhr): void => void (xhr.timeout = 20);
    expect(await traceOf(transport, (page) => send(page, limit))).toEqual(end);
  });

  test.each([
    ["a handler", halting],
    ["sockets", nodeTransport()],
  ])("and what is aborted while it is read, over %s", async (_, transport) => {
    const end = ["sent", "received", "failed: Aborted"];
    expect(await traceOf(transport, abortedInBody)).toEqual(end);
  });

  test("or before it is read", async () => {
    const abortedUnread = async (page: Page): Promise<void> => {
      const controller = new AbortController();
      const response = await page.fetch(`${API}halting`, { signal: controller.signal });
      controller.abort();
      await response.text();
    };
    const end = ["sent", "received", "failed: Aborted"];
    expect(await traceOf(nodeTransport(), abortedUnread)).toEqual(end);
  });

  test("behind an abort there is nothing more, whatever comes", async () => {
    const work = async (page: Page): Promise<void> => {
      await aborted(page, API, "PUT").catch(() => undefined);
      await wait(60);
    };
    expect(await traceOf(late, work)).toEqual(["sent", "failed: Aborted"]);
  });

  test.each([
    ["a handler", whole],
    ["sockets", nodeTransport()],
  ])("what is there whole is not aborted, over %s", async (_, transport) => {
    const abortedAtEnd = async (page: Page): Promise<void> => {
      const controller = new AbortController();
      const response = await page.fetch(`${API}whole`, { signal: controller.signal });
      // NB: The last byte is there, and that there is no more was not asked.
      await response.body!.getReader().read();
      await wait(5);
      controller.abort();
    };
    expect(await traceOf(transport, abortedAtEnd)).toEqual(["sent", "received"]);
  });

  test("what was never sent is not told of, nor an abort once all is read", async () => {
    const signal = AbortSignal.abort();
    expect(await traceOf(whole, (page) => page.fetch(API, { signal }))).toEqual([]);
    const atEnd = async (page: Page): Promise<void> => {
      const controller = new AbortController();
      await (await page.fetch(API, { signal: controller.signal })).text();
      controller.abort();
    };
    expect(await traceOf(whole, atEnd)).toEqual(["sent", "received"]);
  });
});
