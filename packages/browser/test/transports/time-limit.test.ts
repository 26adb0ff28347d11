import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Browser, type EngineName, type Page } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterEach, describe, expect, it } from "vitest";

const TIME_LIMIT = 400;
// Less than the limit by itself, and more than it with another one.
const SLOW = 350;
// Where each message had a limit of its own, this was too little for any of these, or they came to no error at all.
const LATE = 650;

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

/** What a server does about the message that begins so, on that socket. */
type Answer = (line: string, socket: Socket) => void;

async function open(engine: EngineName, answer: Answer): Promise<{ page: Page; url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.on("data", (bytes) => answer(bytes.toString("latin1").split("\r\n", 1)[0]!, socket));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = new Browser({ engine, transport: nodeTransport({ timeLimit: TIME_LIMIT }) });
  cleanUp.push(
    () => server.close(),
    () => sockets.forEach((socket) => socket.destroy()),
    () => browser.close(),
  );
  const { port } = server.address() as AddressInfo;
  return { page: browser.open("http://app.example/"), url: `http://127.0.0.1:${port}/` };
}

const head = (status: string, ...lines: string[]): string =>
  [
    `HTTP/1.1 ${status}`,
    "Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Methods: *",
    ...lines,
    "",
    "",
  ].join("\r\n");
const empty = "Content-Length: 0";
const slowly = (socket: Socket, text: string): void =>
  void setTimeout(() => socket.write(text), SLOW);

let hops = 0;
const answers: Record<string, Answer> = {
  "an endless chain of slow redirects": (_, socket) =>
    slowly(socket, head("302 Found", `Location: /${++hops}`, empty)),
  "a slow body behind a slow redirect": (line, socket) => {
    if (line.startsWith("GET / ")) slowly(socket, head("302 Found", "Location: /to", empty));
    else {
      socket.write(head("200 OK", "Content-Length: 100000"));
      const timer = setInterval(() => socket.write("a"), 20);
      socket.on("close", () => clearInterval(timer));
    }
  },
  // A connection that has served and is closed without an answer: a browser sends the request again.
  "a request that is to be sent again and again": (line, socket) => {
    if (line.startsWith("GET / ")) socket.write(head("302 Found", "Location: /to", empty));
    else setTimeout(() => socket.destroy(), SLOW);
  },
};

const ways: Record<string, (page: Page, url: string) => Promise<unknown>> = {
  fetch: (page, url) => page.fetch(url).then((response) => response.text()),
  XMLHttpRequest: (page, url) =>
    new Promise((resolve, reject) => {
      const request = new page.XMLHttpRequest();
      request.onerror = () => reject(new TypeError("error"));
      request.onload = resolve;
      request.open("GET", url);
      request.send();
    }),
  "an image": async (page, url) => {
    const { result } = await page.load("image", url, { crossorigin: "" });
    if (result === "error") throw new TypeError("error");
  },
};

async function timeOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await expect(work).rejects.toThrow(TypeError);
  return performance.now() - start;
}

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

// A busy machine has time of its own.
describe.each(engines)("in %s", { retry: 2 }, (engine) => {
  for (const [name, answer] of Object.entries(answers)) {
    it.each(Object.entries(ways))(
      `${name} is over within the one time limit, by %s`,
      async (_, ask) => {
        const { page, url } = await open(engine, answer);
        expect(await timeOf(ask(page, url))).toBeLessThan(LATE);
      },
    );
  }

  it("a slow request behind a slow preflight has what time that has left", async () => {
    const asked: string[] = [];
    const { page, url } = await open(engine, (line, socket) => {
      asked.push(line.split(" ")[0]!);
      slowly(socket, head("204 No Content"));
    });
    const put = page.fetch(url, { method: "PUT" });
    expect(await timeOf(put)).toBeLessThan(LATE);
    expect(asked).toEqual(["OPTIONS", "PUT"]);
  });

  it("who waits for a connection, or for others that ask for the same, waits within its limit", async () => {
    const { page, url } = await open(engine, () => undefined);
    const hung = Array.from({ length: 6 }, (__, number) => page.fetch(`${url}${number}`));
    const same = Array.from({ length: 6 }, () => page.fetch(`${url}0`));
    const times = await Promise.all([...hung, ...same].map(timeOf));
    expect(Math.max(...times)).toBeLessThan(LATE);
  });

  // What a preload fails by, some elements ask for themselves, and some preloads what an element fails by.
  it.each([
    ["preload", "script", undefined],
    ["preload", "script", ""],
    ["preload", "style", undefined],
    ["preload", "style", ""],
    ["preload", "font", ""],
    ["preload", "image", undefined],
    ["element", "image", undefined],
  ] as const)(
    "who waits for the same that a %s loads waits within its limit: as %s, crossorigin %s",
    async (first, as, crossorigin) => {
      const { page, url } = await open(engine, () => undefined);
      const kind = as === "style" ? "stylesheet" : as;
      const loads = [
        () => page.load("preload", url, { as, crossorigin }),
        () => page.load(kind, url, { crossorigin }),
      ];
      const start = performance.now();
      await Promise.all((first === "preload" ? loads : loads.reverse()).map((load) => load()));
      expect(performance.now() - start).toBeLessThan(LATE);
    },
  );

  it.each(["video", "audio", "script", "image"] as const)(
    "what is asked for once more, if it comes to nothing, is over within the one limit, by %s",
    async (kind) => {
      const { page, url } = await open(engine, (_, socket) => {
        socket.write(head("200 OK", "Content-Length: 100000"));
        const timer = setInterval(() => socket.write("a"), 20);
        socket.on("close", () => clearInterval(timer));
      });
      const start = performance.now();
      await page.load(kind, url, { crossorigin: "" });
      expect(performance.now() - start).toBeLessThan(LATE);
    },
  );

  it("what is asked for after such a failure has all its time again", async () => {
    const { page, url } = await open(engine, (line, socket) => {
      if (line.startsWith("GET /late ")) slowly(socket, head("200 OK", empty));
    });
    await timeOf(page.fetch(url));
    expect((await page.fetch(`${url}late`)).status).toBe(200);
  });
});
