import { gzipSync } from "node:zlib";
import { Browser, bytesTransport, type ManualClock } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, GRANT, open, turn } from "../api/xml-http-request-kit.ts";

// What Firefox ESR 153 was seen to tell of a body while it comes.

const told = (event: Event): string => `${event.type} ${(event as ProgressEvent).loaded}`;

async function passing(clock: ManualClock, milliseconds: number): Promise<void> {
  await turn();
  for (let now = 0; now < milliseconds; now += 10) {
    clock.advance(10);
    await turn();
  }
}

type Pieces = readonly (string | number)[];

/** Events of a request whose body comes in pieces, with so many milliseconds between them. */
async function eventsOf(pieces: Pieces): Promise<string> {
  const headers = [GRANT, ["Content-Length", "6"]] as const;
  const { page, clock } = open(() => ({ headers, chunks: pieces }), "firefox");
  const xhr = new page.XMLHttpRequest();
  const events: string[] = [];
  xhr.open("GET", API);
  xhr.onreadystatechange = () => events.push(String(xhr.readyState));
  xhr.onprogress = (event: Event) => events.push(told(event));
  xhr.send();
  await passing(clock, 260);
  return events.join(", ");
}

it.each<[string, Pieces, string]>([
  [
    "within a timer's time",
    ["ab", 20, "cd", 100, "ef"],
    "2, 3, progress 2, 3, progress 4, progress 6, 4",
  ],
  [
    "once it has run out",
    ["ab", 70, "cd", 130, "ef"],
    "2, 3, progress 2, 3, progress 4, progress 6, 4",
  ],
  ["shortly before the end", ["ab", 60, "cd", 20, "ef"], "2, 3, progress 2, progress 6, 4"],
])("a second piece that comes %s", async (_, pieces, events) => {
  expect(await eventsOf(pieces)).toBe(events);
});

it("a body that goes out once more makes progress once more, as long as there was time to tell of the first", async () => {
  const grants = [GRANT, ["Access-Control-Allow-Methods", "PUT"]] as const;
  const { page, clock } = open(
    ({ url, method }) =>
      method === "PUT" && url.pathname === "/"
        ? { status: 307, headers: [...grants, ["Location", "/there"]], delay: 60 }
        : { headers: grants },
    "firefox",
  );
  const xhr = new page.XMLHttpRequest();
  const events: string[] = [];
  for (const type of ["progress", "load"] as const)
    xhr.upload.addEventListener(type, (event) => events.push(told(event)));
  xhr.open("PUT", `${API}/`);
  xhr.send("four");
  await passing(clock, 100);
  expect(events).toEqual(["progress 4", "progress 4", "load 4"]);
});

const HEAD = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";

function openWith(head: string, body: Uint8Array) {
  const bytes = Buffer.concat([Buffer.from(`${HEAD}${head}\r\n\r\n`), body]);
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
