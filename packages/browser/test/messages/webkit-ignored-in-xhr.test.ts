import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { ended } from "../api/xml-http-request-kit.ts";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// As recorded of WebKitGTK 2.50.6: `request-headers-*` and `xhr-uploads-12`.

async function linesOf(
  { headers = [], body = null }: { headers?: readonly string[]; body?: BodyInit | null },
  engine: EngineName = "webkit",
): Promise<readonly string[]> {
  const lines: string[] = [];
  const transport = new RecordingServer(() => ({ headers: [grant()] }));
  const page = new Browser({ engine, transport }).open(`${APP}/page`, {
    onConsole: ({ text }) => void lines.push(text),
  });
  const xhr = new page.XMLHttpRequest();
  xhr.open("POST", API);
  for (const name of headers) xhr.setRequestHeader(name, "1");
  Reflect.set(xhr, "responseType", "bogus");
  const end = ended(xhr);
  xhr.send(body);
  await end;
  xhr.getResponseHeader("X-One");
  return lines;
}

const DEPRECATED =
  "ArrayBuffer is deprecated in XMLHttpRequest.send(). Use ArrayBufferView instead.";

it("WebKit refuses aloud the headers that a page must not set, and nothing else", async () => {
  expect(await linesOf({ headers: ["DNT", "Accept", "sec-A"] })).toEqual([
    'Refused to set unsafe header "DNT"',
    'Refused to set unsafe header "sec-A"',
  ]);
});

it("WebKit says that an ArrayBuffer is better sent as a view of it", async () => {
  expect(await linesOf({ body: new ArrayBuffer(1) })).toEqual([DEPRECATED]);
  expect(await linesOf({ body: new Uint8Array(1) })).toEqual([]);
});

it("WebKit says so before it looks whether anything can be sent", () => {
  const lines: string[] = [];
  const page = new Browser({ engine: "webkit", transport: new RecordingServer(() => ({})) }).open(
    APP,
    { onConsole: ({ text }) => void lines.push(text) },
  );
  expect(() => new page.XMLHttpRequest().send(new ArrayBuffer(1))).toThrow(DOMException);
  expect(lines).toEqual([DEPRECATED]);
});

it.each(["standard", "firefox"] as const)("%s says nothing of these", async (engine) => {
  expect(await linesOf({ headers: ["DNT"], body: new ArrayBuffer(1) }, engine)).toEqual([]);
});
