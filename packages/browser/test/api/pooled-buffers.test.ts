import { Browser, type Page, recordedTransport, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const API = "https://api.example/";
const granted = [["Access-Control-Allow-Origin", "*"]] as const;

/** Bytes in Node's pool, or anywhere in memory of something else. */
const pooled = (): Buffer => Buffer.from("___pooled___").subarray(3, 9);
type Engine = "standard" | "chromium" | "firefox" | "webkit";
const openWith = (transport: Transport, engine: Engine = "standard"): Page =>
  new Browser({ engine, transport }).open("https://app.example/");
const overwrite = (buffer: ArrayBufferLike): void => void new Uint8Array(buffer).fill(0);
const bufferOfXhr = (page: Page): Promise<ArrayBuffer> =>
  new Promise((resolve) => {
    const xhr = new page.XMLHttpRequest();
    xhr.responseType = "arraybuffer";
    xhr.onloadend = () => resolve(xhr.response as ArrayBuffer);
    xhr.open("GET", API);
    xhr.send();
  });

const readings: Record<string, (page: Page) => Promise<ArrayBufferLike>> = {
  "arrayBuffer()": async (page) => (await page.fetch(API)).arrayBuffer(),
  "bytes()": async (page) => (await (await page.fetch(API)).bytes()).buffer,
  XMLHttpRequest: bufferOfXhr,
};
const sources: Record<string, (body: Buffer) => Transport> = {
  recordedTransport: (body) =>
    recordedTransport([{ method: "GET", url: API, status: 200, headers: granted, body }]),
  "a transport of one's own": (body) => ({
    send: () =>
      Promise.resolve({
        status: 200,
        statusText: "",
        headers: granted,
        body: (async function* () {
          yield body;
        })(),
      }),
  }),
};

describe.each(Object.entries(sources))("a Buffer of %s", (_source, transportOf) => {
  it.each(Object.entries(readings))("is a page's own by %s", async (_reading, read) => {
    const body = pooled();
    const buffer = await read(openWith(transportOf(body)));
    expect(Buffer.from(buffer).toString()).toBe("pooled");
    overwrite(buffer);
    expect(body.toString()).toBe("pooled");
  });
});

describe.each(["standard", "chromium", "firefox", "webkit"] as const)("a chunk in %s", (engine) => {
  it.each(Object.entries(sources))("of %s is a page's own", async (_source, transportOf) => {
    const body = pooled();
    const page = openWith(transportOf(body), engine);
    const { value } = await (await page.fetch(API)).body!.getReader().read();
    value!.fill(0);
    expect(body.toString()).toBe("pooled");
  });

  it("is its reader's own, and neither a clone's nor the HTTP cache's", async () => {
    const headers = [...granted, ["Cache-Control", "max-age=60"]] as const;
    const answer = { method: "GET", url: API, status: 200, headers, body: "chicken" };
    // WebKit's session is ephemeral, and asks again.
    const page = openWith(recordedTransport([answer, answer]), engine);
    const response = await page.fetch(API);
    const clone = response.clone();
    const { value } = await response.body!.getReader().read();
    value!.fill(0);
    expect(await clone.text()).toBe("chicken");
    expect(await (await page.fetch(API, { cache: "force-cache" })).text()).toBe("chicken");
  });
});

describe("a request's body", () => {
  const streamOf = (chunk: Buffer): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(chunk);
        controller.close();
      },
    });

  it.each(["arrayBuffer", "bytes"] as const)("of Buffers is read by %s()", async (method) => {
    const chunk = pooled();
    const page = openWith(recordedTransport([]));
    const init = { method: "POST", body: streamOf(chunk), duplex: "half" } as RequestInit;
    const read = await new page.Request(API, init)[method]();
    const buffer = read instanceof ArrayBuffer ? read : read.buffer;
    expect(Buffer.from(buffer).toString()).toBe("pooled");
    overwrite(buffer);
    expect(chunk.toString()).toBe("pooled");
  });

  it("that is a Buffer is read as it was given", async () => {
    const body = pooled();
    const page = openWith(recordedTransport([]));
    const read = await new page.Request(API, { method: "POST", body }).arrayBuffer();
    expect(Buffer.from(read).toString()).toBe("pooled");
    overwrite(read);
    expect(body.toString()).toBe("pooled");
  });
});
