import { Browser, bytesTransport, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";

/** Names of events, with how much was loaded of what. */
async function eventsOf(engine: EngineName, lines: readonly string[], body: string) {
  const text = `HTTP/1.1 200 OK\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const transport = bytesTransport(() => ({ bytes, connection: "new" }));
  const page = new Browser({ engine, transport }).open("http://127.0.0.1:8080/");
  const xhr = new page.XMLHttpRequest();
  const events: string[] = [];
  for (const type of ["progress", "load", "error"])
    xhr.addEventListener(type, (event) => {
      const { loaded, total, lengthComputable } = event as ProgressEvent;
      events.push(`${type} ${loaded}/${total}${lengthComputable ? "" : "?"}`);
    });
  xhr.addEventListener("readystatechange", () => events.push(String(xhr.readyState)));
  xhr.open("GET", "/orders");
  await new Promise((resolve) => {
    xhr.addEventListener("loadend", resolve);
    xhr.send();
  });
  return events.join(" ");
}

const type = "Content-Type: text/b";
const gzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x86\x40\x63\xb7\x07\0\0\0";
const coded = [type, "Content-Encoding: gzip", `Content-Length: ${gzip.length}`];
const nothing = "\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0";
const chunked = [type, "Content-Length: 3", "Transfer-Encoding: chunked"];

it.each([
  ["chromium", coded, gzip, "load 7/0?"],
  ["webkit", coded, gzip, `load 7/${gzip.length}`],
  ["webkit", [...coded.slice(0, 2), `Content-Length: ${nothing.length}`], nothing, "load 0/0?"],
  ["chromium", chunked, "5\r\nhello\r\n0\r\n\r\n", "load 5/0?"],
  ["webkit", chunked, "5\r\nhello\r\n0\r\n\r\n", "load 5/0?"],
  ["firefox", chunked, "5\r\nhello\r\n0\r\n\r\n", "load 5/3"],
  ["chromium", [type, "Content-Length: 5"], "hello", "load 5/5"],
] as const)("the total that %s tells of %j", async (engine, lines, body, expected) => {
  expect(await eventsOf(engine, lines, body)).toContain(expected);
});

/** A gzip member of so many bytes of one kind. */
async function gzipped(length: number): Promise<string> {
  const stream = new Blob(["a".repeat(length)]).stream();
  const bytes = await new Response(stream.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  return String.fromCharCode(...new Uint8Array(bytes));
}

it("WebKit tells no total that is less than what has come, and decodes 8 KiB at a time", async () => {
  const body = await gzipped(20_000);
  const lines = [...coded.slice(0, 2), `Content-Length: ${body.length}`];
  const events = await eventsOf("webkit", lines, body);
  expect(events).toBe("1 2 3 progress 8192/0? 3 3 progress 20000/0? 4 load 20000/0?");
});

it("Chromium tells nothing of a text before it is certain that it is one", async () => {
  const plain = ["Content-Type: text/plain", "Content-Length: 9"];
  // It breaks off after so little that nobody has heard of it.
  expect(await eventsOf("chromium", plain, "hello")).toBe("1 4 error 0/0?");
  const marked = [...plain, "X-Content-Type-Options: nosniff"];
  expect(await eventsOf("webkit", marked, "hello")).toContain("3");
  expect(await eventsOf("chromium", plain, "hello you")).toBe("1 2 3 progress 9/9 4 load 9/9");
});
