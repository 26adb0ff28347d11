import { gzipSync } from "node:zlib";
import { Browser, bytesTransport, ManualClock } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP } from "../recording-server.ts";

// What Firefox ESR 153 was seen to tell of a body while it comes.

const encoder = new TextEncoder();

const told = (event: Event): string => `${event.type} ${(event as ProgressEvent).loaded}`;

/** Lets everything go on that waits for nothing but others. */
const turns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

type Pieces = readonly (readonly [at: number, text: string])[];

/** Events of a request whose body comes in pieces, at so many milliseconds behind its head. */
async function eventsOf(pieces: Pieces, until: number): Promise<string> {
  const clock = new ManualClock();
  async function* more(): AsyncGenerator<Uint8Array> {
    for (const [at, text] of pieces) {
      await new Promise<void>((resolve) => clock.schedule(resolve, at - clock.now()));
      yield encoder.encode(text);
    }
  }
  const head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 6\r\n\r\n";
  const transport = bytesTransport(() => ({
    bytes: encoder.encode(`${head}ab`),
    more: more(),
    connection: "new",
  }));
  const page = new Browser({ engine: "firefox", transport, clock }).open(APP);
  const xhr = new page.XMLHttpRequest();
  const events: string[] = [];
  xhr.open("GET", API);
  xhr.onreadystatechange = () => events.push(String(xhr.readyState));
  xhr.onprogress = (event: Event) => events.push(told(event));
  xhr.send();
  await turns();
  for (let now = 0; now < until; now += 10) {
    clock.advance(10);
    await turns();
  }
  return events.join(", ");
}

it.each<[string, Pieces, string]>([
  [
    "within a timer's time",
    [
      [20, "cd"],
      [120, "ef"],
    ],
    "2, 3, progress 2, 3, progress 4, progress 6, 4",
  ],
  [
    "once it has run out",
    [
      [70, "cd"],
      [200, "ef"],
    ],
    "2, 3, progress 2, 3, progress 4, progress 6, 4",
  ],
  [
    "before the end",
    [
      [60, "cd"],
      [80, "ef"],
    ],
    "2, 3, progress 2, progress 6, 4",
  ],
])("a second piece that comes %s", async (_, pieces, events) => {
  expect(await eventsOf(pieces, 260)).toBe(events);
});

const GRANT = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";

function openWith(head: string, body: Uint8Array) {
  const bytes = Buffer.concat([Buffer.from(`${GRANT}${head}\r\n\r\n`), body]);
  let asked = 0;
  const transport = bytesTransport(() => {
    asked++;
    return { bytes, connection: "new" };
  });
  const page = new Browser({ engine: "firefox", transport }).open(APP);
  const load = (): Promise<string> =>
    new Promise((resolve) => {
      const xhr = new page.XMLHttpRequest();
      const events: string[] = [];
      for (const type of ["progress", "load", "error"] as const)
        xhr.addEventListener(type, (event) => events.push(told(event)));
      xhr.onloadend = () => resolve(events.join(", "));
      xhr.open("GET", API);
      xhr.send();
    });
  return { load, asked: () => asked };
}

const zipped = (text: string) => {
  const body = gzipSync(text);
  const head = `Content-Encoding: gzip\r\nCache-Control: max-age=60\r\nContent-Length: ${body.length}`;
  return { size: body.length, ...openWith(head, body) };
};

it("bytes are counted as they came, also by who is given what is kept", async () => {
  const { load, asked, size } = zipped("hello");
  const events = `progress ${size}, load ${size}`;
  expect(await load()).toBe(events);
  expect(await load()).toBe(events);
  expect(asked()).toBe(1);
});

it("what is decoded to more than three times as much comes in more than one piece", async () => {
  const { load, size } = zipped("hello".repeat(60));
  expect(await load()).toBe(`progress ${size}, progress ${size}, load ${size}`);
});

it("what is decoded to nothing makes no progress", async () => {
  const { load, size } = zipped("");
  expect(await load()).toBe(`load ${size}`);
});

it("chunks that come together are one", async () => {
  const chunks = Buffer.from("2\r\npa\r\n2\r\nrt\r\n");
  const { load } = openWith("Transfer-Encoding: chunked", chunks);
  expect(await load()).toBe("progress 4, error 0");
});
