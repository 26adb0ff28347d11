import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, PageXmlHttpRequest } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// Recorded with conformance/lab: `xhr-stuck-*`.

type Xhr = PageXmlHttpRequest;

function open(engine: "firefox" | "chromium", grants = "*") {
  const transport = new RecordingServer(() => ({ headers: [grant(grants)], body: "x" }));
  const page = new Browser({ engine, transport }).open(`${APP}/`);
  const events: string[] = [];
  const xhr: Xhr = new page.XMLHttpRequest();
  for (const type of ["readystatechange", "error", "load", "loadend"])
    xhr.addEventListener(type, () => void events.push(type));
  const send = (url: string, isAborted = false): Promise<unknown> => {
    xhr.open("GET", url, false);
    if (isAborted) xhr.abort();
    events.length = 0;
    return PageXmlHttpRequest.sendSynchronously(xhr).catch((error: Error) => error.name);
  };
  return { xhr, send, events, sent: transport.sent };
}

const calls: Readonly<Record<string, (xhr: Xhr) => unknown>> = {
  open: (xhr) => xhr.open("GET", API),
  send: (xhr) => xhr.send(),
  abort: (xhr) => xhr.abort(),
  setRequestHeader: (xhr) => xhr.setRequestHeader("x", "y"),
  getResponseHeader: (xhr) => xhr.getResponseHeader("x"),
  getAllResponseHeaders: (xhr) => xhr.getAllResponseHeaders(),
  overrideMimeType: (xhr) => xhr.overrideMimeType("text/xml"),
  timeout: (xhr) => (xhr.timeout = 0),
  withCredentials: (xhr) => (xhr.withCredentials = true),
  responseType: (xhr) => (xhr.responseType = "text"),
};

it.each(Object.entries(calls))(
  "is never done with a synchronous request that was aborted before it was sent: %s throws",
  async (_, call) => {
    const { xhr, send, events, sent } = open("firefox");
    expect(await send(API, true)).toBeUndefined();
    expect([sent.length, events, xhr.readyState, xhr.status, xhr.responseText]).toEqual([
      1,
      [],
      0,
      0,
      "",
    ]);
    expect(() => call(xhr)).toThrow(
      expect.objectContaining({
        name: "InvalidStateError",
        message: "XMLHttpRequest has an invalid context.",
      }),
    );
  },
);

it("is done with one that CORS refuses, and with any in another browser", async () => {
  const refused = open("firefox", "https://other.example");
  expect(await refused.send(API, true)).toBe("NetworkError");
  expect(refused.xhr.readyState).toBe(4);
  expect(() => refused.xhr.open("GET", API)).not.toThrow();
  const other = open("chromium");
  await other.send(API, true);
  expect([other.xhr.readyState, other.xhr.responseText]).toEqual([4, "x"]);
});

it("fires no events at a synchronous request that is refused at once", async () => {
  const { send, events } = open("firefox");
  for (const url of ["https://app.example:6000/", "http://api.test/"]) {
    expect(await send(url)).toBe("NetworkError");
    expect(events).toEqual([]);
  }
});

it("keeps no connection for what it is never done with", async () => {
  const server = createServer((_, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end(Buffer.alloc(5_000_000));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = new Browser({ engine: "firefox", transport: nodeTransport() });
  const page = browser.open("http://app.example/");
  // More than a host has connections.
  for (let count = 0; count < 8; count++) {
    const xhr: Xhr = new page.XMLHttpRequest();
    xhr.open("GET", url, false);
    xhr.abort();
    await PageXmlHttpRequest.sendSynchronously(xhr);
  }
  server.closeAllConnections();
  server.close();
});
