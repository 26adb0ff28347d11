import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Browser } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { expect, it } from "vitest";

/** Asks a server with a stream that gives one piece and no more, and tells what the stream is cancelled with. */
async function cancelledWith(
  answer: (socket: Socket) => void,
  signal: AbortSignal | null,
): Promise<unknown> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined).once("data", () => answer(socket));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const browser = new Browser({ transport: nodeTransport() });
  try {
    return await new Promise((resolve, reject) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(3)),
        cancel: resolve,
      });
      browser
        .open(`http://127.0.0.1:${port}/`)
        .fetch("/orders", { method: "POST", body, duplex: "half", signal })
        .catch(() => setTimeout(reject, 1000, new Error("not cancelled")));
    });
  } finally {
    await browser.close();
    server.close();
  }
}

it("an upload that stalls is cancelled once it is aborted", async () => {
  const controller = new AbortController();
  const reason = "enough, and no Error";
  expect(await cancelledWith(() => controller.abort(reason), controller.signal)).toBe(reason);
});

it("and so it is once its connection has broken", async () => {
  await cancelledWith((socket) => socket.resetAndDestroy(), null);
});
