import { Browser, type EngineName, type Page } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it, vi } from "vitest";

const TIME_LIMIT = 500;
// A preflight and what follows it have a limit each, and a busy machine has time of its own.
const PATIENCE = 20_000;

type Answer = (socket: Socket) => void;

const head = `HTTP/1.1 200 OK\r\n${["Origin", "Methods", "Headers"].map((name) => `Access-Control-Allow-${name}: *\r\n`).join("")}`;
const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
const gzip = `${head}Content-Encoding: gzip\r\n\r\n`;
const redirect = "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\n";
const zipped = gzipSync(Buffer.alloc(100_000, "a"));

const ends =
  (text: string | Buffer): Answer =>
  (socket) =>
    void socket.end(text);
const stays =
  (text: string | Buffer): Answer =>
  (socket) =>
    void socket.write(text);

/** Goes on for as long as somebody reads. */
const floods =
  (start: string, piece: string): Answer =>
  (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
      if (!socket.destroyed) socket.once("drain", more);
    };
    socket.write(start);
    more();
  };

const trickles =
  (start: string, piece: string): Answer =>
  (socket) => {
    const timer = setInterval(() => socket.write(piece), 20);
    socket.on("close", () => clearInterval(timer)).write(start);
  };

const long = "a".repeat(65_536);
const servers: readonly (readonly [name: string, answer: Answer])[] = [
  ["silence", () => undefined],
  ["an end", ends("")],
  ["a reset", (socket) => void socket.resetAndDestroy()],
  ["no HTTP", ends("hello")],
  ["line ends alone", ends("\n\n\n\n")],
  ["no version", ends("HTTP 200 OK\r\n\r\n")],
  ["a status of five digits", ends("HTTP/1.1 99999 X\r\n\r\n")],
  ["a status below nothing", ends("HTTP/1.1 -1 X\r\n\r\n")],
  ["half a status line", stays("HTTP/1.1 200 O")],
  ["half a header", stays(`${head}X-A: b`)],
  ["half a header and an end", ends(`${head}X-A: b`)],
  ["a header without a colon", ends(`${head}nonsense\r\n\r\nok`)],
  ["a header without a name", ends(`${head}: b\r\n\r\nok`)],
  ["a folded first line", ends("HTTP/1.1 200 OK\r\n folded\r\n\r\nok")],
  ["a zero byte in a name", ends(`${head}X\0: b\r\n\r\n`)],
  ["a zero byte in a value", ends(`${head}X: \0\r\n\r\n`)],
  ["a header of ten megabytes", ends(`${head}X: ${"a".repeat(10 * 1024 * 1024)}\r\n\r\nok`)],
  ["an endless header", floods(`${head}X: `, long)],
  ["endless headers", floods(head, "X: b\r\n".repeat(1000))],
  ["an endless reason", floods("HTTP/1.1 200 ", long)],
  ["endless line ends", floods("", "\r\n".repeat(10_000))],
  ["endless hints", floods("", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100))],
  ["hints and silence", stays("HTTP/1.1 103 Early Hints\r\n\r\n")],
  ["slow hints", trickles("", "HTTP/1.1 102 Processing\r\n\r\n")],
  ["another protocol", stays("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nabc")],
  ["a slow head", trickles(`${head}X: `, "a")],
  ["a slow body", trickles(`${head}Content-Length: 100000\r\n\r\n`, "a")],
  ["slow chunks", trickles(chunked, "1\r\na\r\n")],
  ["an endless body", floods(`${head}\r\n`, long)],
  ["an endless chunk extension", floods(`${chunked}1;`, long)],
  ["an endless chunk size", floods(chunked, "0".repeat(65_536))],
  ["endless trailers", floods(`${chunked}0\r\n`, "X: b\r\n".repeat(1000))],
  ["a chunk of no size", ends(`${chunked}xyz\r\nab\r\n0\r\n\r\n`)],
  ["a chunk below nothing", ends(`${chunked}-1\r\nab\r\n0\r\n\r\n`)],
  ["a chunk of any size", stays(`${chunked}7fffffffffffffff\r\nab`)],
  ["a chunk longer than it says", ends(`${chunked}1\r\nabcdef\r\n0\r\n\r\n`)],
  ["no last chunk", stays(`${chunked}2\r\nab\r\n`)],
  ["a length below nothing", ends(`${head}Content-Length: -5\r\n\r\nab`)],
  ["a length of letters", ends(`${head}Content-Length: abc\r\n\r\nab`)],
  ["a length of any size", stays(`${head}Content-Length: 9007199254740993\r\n\r\nab`)],
  ["two lengths", ends(`${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`)],
  ["less than its length", ends(`${head}Content-Length: 20\r\n\r\nab`)],
  ["more than its length", stays(`${head}Content-Length: 1\r\n\r\nabcdef`)],
  ["two answers", stays(`${head}Content-Length: 2\r\n\r\nok`.repeat(2))],
  ["half a gzip", ends(Buffer.concat([Buffer.from(gzip), zipped.subarray(0, 40)]))],
  ["no gzip", ends(`${gzip}not gzip`)],
  ["a gzip and more", ends(Buffer.concat([Buffer.from(gzip), zipped, Buffer.from("more")]))],
  ["a redirect to itself", ends(`${redirect}Location: /\r\nContent-Length: 0\r\n\r\n`)],
  ["a redirect to no URL", ends(`${redirect}Location: http://[\r\n\r\n`)],
  ["two redirects", ends(`${redirect}Location: /a\r\nLocation: /b\r\n\r\n`)],
  ["a redirect with an endless body", floods(`${redirect}Location: /a\r\n\r\n`, long)],
  ["a body beside 204", stays("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello")],
  ["an endless body beside 500", floods("HTTP/1.1 500 X\r\n\r\n", long)],
];

const unhandled = vi.fn<(reason: unknown) => void>();
process.on("unhandledRejection", unhandled);
afterAll(async () => {
  // One turn, so that what was rejected last is noticed.
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

/** The ways to ask such a server for something; each comes to why it failed, or to null. */
const ways: readonly (readonly [
  name: string,
  ask: (page: Page, url: string) => Promise<unknown>,
])[] = [
  ["GET", (page, url) => fetched(page.fetch(url))],
  ["PUT", (page, url) => fetched(page.fetch(url, { method: "PUT" }))],
  [
    "XMLHttpRequest",
    (page, url) =>
      new Promise((resolve) => {
        const request = new page.XMLHttpRequest();
        request.onerror = () => resolve(new TypeError("error"));
        request.onload = () => resolve(null);
        request.open("GET", url);
        request.send();
      }),
  ],
  [
    "image",
    async (page, url) => {
      const { failure, cause } = await page.load("image", url);
      // Of what came whole, the trace has nothing to tell.
      return failure === "network" ? (cause ?? "no cause") : null;
    },
  ],
];

const fetched = (response: Promise<Response>): Promise<unknown> =>
  response
    .then((one) => one.text())
    .then(
      () => null,
      (error: unknown) => error,
    );

/** What goes wrong of requests that such a server answers; nothing, if all is well. */
async function faultsOf(engine: EngineName, [name, answer]: (typeof servers)[number]) {
  const faults: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("end", () => socket.end());
    socket.on("close", () => sockets.delete(socket));
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (!text.includes("\r\n\r\n")) return;
      text = "";
      answer(socket);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = new Browser({ engine, transport: nodeTransport({ timeLimit: TIME_LIMIT }) });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const [way, ask] of ways) {
    const asked = browser.open("http://app.example/").traced((page) => ask(page, url));
    let timer: NodeJS.Timeout;
    const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, PATIENCE, null)));
    const made = await Promise.race([asked, late]);
    clearTimeout(timer!);
    if (made === null) faults.push(`${name}: ${way} doesn't end`);
    else if (made.result !== null) {
      if (way !== "image" && !(made.result instanceof TypeError))
        faults.push(`${name}: ${way} fails with no TypeError`);
      const isTold = made.events.some(({ kind }) => kind === "failed");
      if (!isTold) faults.push(`${name}: ${way} fails, and the trace has no reason`);
    }
  }
  // NB: Before the browser is closed, which closes all.
  await vi
    .waitFor(() => expect(sockets.size).toBe(0), { timeout: PATIENCE })
    .catch(() => {
      faults.push(`${name}: ${sockets.size} sockets are left open`);
    });
  await browser.close();
  for (const socket of sockets) socket.destroy();
  server.close();
  return faults;
}

it.each<EngineName>(["standard", "chromium", "firefox", "webkit"])(
  `%s is through with each of ${servers.length} servers in time, tells why, and leaves no socket open`,
  { timeout: 6 * PATIENCE },
  async (engine) => {
    const faults: string[] = [];
    // Not all at once: the limit is one of time.
    for (let index = 0; index < servers.length; index += 12) {
      const some = servers.slice(index, index + 12).map((server) => faultsOf(engine, server));
      faults.push(...(await Promise.all(some)).flat());
    }
    expect(faults).toEqual([]);
  },
);
