import { Browser, type Page, recordedTransport } from "@crosswalk/browser";
import { TextDecoder as ByteDecoder } from "@exodus/bytes/encoding-browser.js";
import { describe, expect, it, vi } from "vitest";

const API = "https://api.example/orders";
const granted = [["Access-Control-Allow-Origin", "*"]] as const;

const open = (recording: Parameters<typeof recordedTransport>[0]): Page =>
  new Browser({ transport: recordedTransport(recording) }).open("https://app.example/");
const textOf = (page: Page, url: string): Promise<string> =>
  page.fetch(url, { cache: "no-store" }).then((response) => response.text(), String);

describe("what was recorded", () => {
  it("answers each once, those of one address in their order", async () => {
    const page = open([
      { method: "GET", url: API, status: 200, headers: granted, body: "first" },
      { method: "GET", url: `${API}/7`, status: 404, headers: granted, body: "other" },
      { method: "GET", url: `${API}#top`, status: 200, headers: granted, body: "second" },
    ]);
    expect(await textOf(page, `${API}#here`)).toBe("first");
    expect(await textOf(page, API)).toBe("second");
    expect(await textOf(page, `${API}/7`)).toBe("other");
    expect(await textOf(page, API)).toBe("TypeError: Network error");
  });

  it("answers with bytes, and with nothing", async () => {
    const page = open([
      { method: "GET", url: API, status: 200, headers: granted, body: new Uint8Array([0, 255]) },
      { method: "GET", url: API, status: 204, headers: granted },
    ]);
    const response = await page.fetch(API, { cache: "no-store" });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
    expect((await page.fetch(API, { cache: "no-store" })).body).toBeNull();
  });

  it("says why there is no answer", async () => {
    const reason = await open([])
      .fetch(API)
      .catch((error: TypeError) => error.cause);
    expect(reason).toMatchObject({
      code: "TransportFailed",
      cause: new Error(`nothing was recorded for GET ${API}`),
    });
  });
});

// As Chromium and Firefox save them: https://www.softwareishard.com/blog/har-12-spec/
const entry = (
  method: string,
  status: number,
  headers: Record<string, string>,
  content: { text?: string; encoding?: string } = {},
) => ({
  startedDateTime: "2026-11-26T12:00:00.000Z",
  request: { method, url: API, headers: [], cookies: [] },
  response: {
    status,
    statusText: "",
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    content: { size: 0, mimeType: "text/plain", ...content },
  },
});
const origin = { "access-control-allow-origin": "https://app.example" };

describe("a HAR", () => {
  it("answers a preflight and the request behind it", async () => {
    const page = open({
      log: {
        entries: [
          entry("OPTIONS", 204, { ...origin, "access-control-allow-methods": "PUT" }),
          entry(
            "PUT",
            200,
            { ":status": "200", ...origin },
            { text: "c2F2ZWQ=", encoding: "base64" },
          ),
        ],
      },
    });
    const response = await page.fetch(API, { method: "PUT" });
    expect([response.status, await response.text()]).toEqual([200, "saved"]);
  });

  it("has each cookie that was set, though Chromium writes them as one", async () => {
    const headers = { "set-cookie": "a=1; Secure\nb=2; Secure" };
    const browser = new Browser({
      transport: recordedTransport({ log: { entries: [entry("GET", 200, headers)] } }),
    });
    await browser.open("https://api.example/").fetch("/orders");
    const context = { mode: "same-site", unpartitioned: true, partition: null } as const;
    expect(await browser.cookies.get(new URL(API), context)).toBe("a=1; b=2");
  });

  it.each([
    ["é€", "text/plain;charset=windows-1252", [0xe9, 0x80]],
    ["é", "text/plain;charset=iso-8859-1", [0xe9]],
    ["ж", "text/plain;charset=koi8-r", [0xd6]],
    ["é", "text/plain;charset=utf-16le", [0xe9, 0]],
    ["x", "text/plain;charset=utf-16be", [0, 0x78]],
    ["é", "text/plain", [0xc3, 0xa9]],
    ["é", "text/plain;charset=nonsense", [0xc3, 0xa9]],
    // What the charset lacks, or has of several bytes, is told apart by its first ones.
    ["ж", "text/plain;charset=iso-8859-1", [0xef, 0xbb, 0xbf, 0xd0, 0xb6]],
    ["日", "text/plain;charset=shift_jis", [0xef, 0xbb, 0xbf, 0xe6, 0x97, 0xa5]],
  ])("has the bytes of which a page makes the text %s again by %s", async (text, type, bytes) => {
    const headers = { ...origin, "content-type": type };
    const both = entry("GET", 200, headers, { text });
    const page = open({ log: { entries: [both, both] } });
    const response = await page.fetch(API, { cache: "no-store" });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual(bytes);
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", API);
    const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
    xhr.send();
    await end;
    expect(xhr.responseText).toBe(text);
  });

  it("of many entries makes the table of a charset once", () => {
    const type = { "content-type": "text/plain;charset=windows-1257" };
    const entries = Array.from({ length: 100 }, () => entry("GET", 200, type, { text: "š" }));
    const decode = vi.spyOn(ByteDecoder.prototype, "decode");
    try {
      recordedTransport({ log: { entries } });
      expect(decode.mock.calls.length).toBeGreaterThan(0);
      expect(decode.mock.calls.length).toBeLessThan(10);
    } finally {
      decode.mockRestore();
    }
  });

  it.each([
    ["what is no byte, as the UTF-8 it was read by", "a☃é", "a\xe2\x98\x83\xc3\xa9"],
    ["what may be bytes, as these", "é", "\xe9"],
    ["each of its lines so", "☃\né", "\xe2\x98\x83, \xe9"],
  ])("has in a header's value %s", async (_, value, seen) => {
    const page = open({
      log: { entries: [entry("GET", 200, { ...origin, "content-language": value })] },
    });
    expect((await page.fetch(API)).headers.get("content-language")).toBe(seen);
  });

  it("with HTTP/2's own names passes them over, whatever they have", async () => {
    const headers = { ...origin, ":status": "200\r", ":an other": "☃" };
    const page = open({ log: { entries: [entry("GET", 200, headers)] } });
    expect((await page.fetch(API)).status).toBe(200);
  });

  it.each([null, undefined])("may have %s for a status text", async (statusText) => {
    const { response, ...rest } = entry("GET", 200, origin);
    const entries = [{ ...rest, response: { ...response, statusText } }];
    expect((await open({ log: { entries } } as never).fetch(API)).statusText).toBe("");
  });

  it("fails again where nothing came back", async () => {
    const page = open({ log: { entries: [entry("GET", 0, {})] } });
    expect(await textOf(page, API)).toBe("TypeError: Network error");
  });

  it("that is none says which of its entries", () => {
    const broken = { log: { entries: [entry("GET", 200, {}), { request: {} }] } };
    expect(() => recordedTransport(broken as never)).toThrow(
      /har\.log\.entries\[1\]\.request\.method: was given undefined[^]*har\.log\.entries\[1\]\.response: was given undefined/,
    );
  });

  const [good, failed] = [entry("GET", 200, {}), entry("GET", 0, {})];
  it.each<[title: string, given: unknown, mistake: string, instead: string]>([
    ["no entries", { log: {} }, "har.log.entries: was given undefined", "JSON.parse"],
    ["a number for them", { log: { entries: 7 } }, "har.log.entries: was given 7", "an array"],
    ["an array for a log", { log: [] }, "har.log: was given an empty array", "{ entries: […] }"],
    [
      "a status that no server can answer",
      { log: { entries: [entry("GET", 99, {}), entry("GET", -1, {}), entry("GET", 1000, {})] } },
      "har.log.entries[2].response.status: was given 1000",
      "from 100 to 999",
    ],
    [
      "numbers for headers",
      { log: { entries: [{ ...good, response: { status: 200, headers: [5] } }] } },
      "har.log.entries[0].response.headers[0]: was given 5",
      '{ name: "Vary", value: "Origin" }',
    ],
    ["text that was not parsed", '{"log":{}}', 'was given "{', "JSON.parse(readFileSync("],
    [
      "a body that is no base64",
      { log: { entries: [failed, entry("GET", 200, {}, { text: "%%", encoding: "base64" })] } },
      'har.log.entries[1].response.content.text: was given "%%"',
      "write base64",
    ],
    [
      "a header without a value",
      {
        log: {
          entries: [{ ...good, response: { ...good.response, headers: [{ name: "Vary" }] } }],
        },
      },
      "har.log.entries[0].response.headers[0].value: was given undefined",
      '"Origin"',
    ],
    ...["a b", "", "a:", "é"].map((name): [string, unknown, string, string] => [
      `the header name ${JSON.stringify(name)}`,
      { log: { entries: [failed, entry("GET", 200, { vary: "", [name]: "1" })] } },
      `har.log.entries[1].response.headers[1].name: was given ${JSON.stringify(name)}`,
      '"Vary"',
    ]),
    ...["a\r\nb", "a\0"].map((value): [string, unknown, string, string] => [
      `the header value ${JSON.stringify(value)}`,
      { log: { entries: [failed, entry("GET", 200, { vary: value })] } },
      `har.log.entries[1].response.headers[0].value: was given ${JSON.stringify(value)}`,
      '"Origin"',
    ]),
    ...[200, {}].map((statusText): [string, unknown, string, string] => [
      `${typeof statusText} for a status text`,
      { log: { entries: [failed, { ...good, response: { ...good.response, statusText } }] } },
      "har.log.entries[1].response.statusText: was given ",
      'write "OK", or nothing',
    ]),
    [
      "an entry without a status",
      { log: { entries: [failed, { ...good, response: { headers: [] } }] } },
      "har.log.entries[1].response.status: was given undefined",
      "write 200",
    ],
    [
      "an entry's path, behind one that failed",
      { log: { entries: [failed, { ...good, request: { method: "GET", url: "/orders" } }] } },
      'har.log.entries[1].request.url: was given "/orders"',
      "https://",
    ],
  ])("with %s says where, and what to write", (_, given, mistake, instead) => {
    expect(() => recordedTransport(given as never)).toThrow(mistake);
    expect(() => recordedTransport(given as never)).toThrow(instead);
  });
});

it.each([
  ["status", { status: 99 }, "exchanges[0].status: was given 99"],
  ["headers", { headers: [5] }, "exchanges[0].headers[0]: was given 5"],
  ["headers", { headers: [["Vary"]] }, "exchanges[0].headers[0]: was given an array"],
  ["name", { headers: [["a b", ""]] }, 'exchanges[0].headers[0][0]: was given "a b"'],
  ["name", { headers: [["", ""]] }, 'exchanges[0].headers[0][0]: was given ""'],
  ...["a\rb", "a\nb", "a\0", "☃"].map((value): [string, object, string] => [
    "value",
    { headers: [["Vary", value]] },
    `exchanges[0].headers[0][1]: was given ${JSON.stringify(value)}`,
  ]),
  ["status text", { statusText: 200 }, "exchanges[0].statusText: was given 200"],
  ["status text", { statusText: {} }, "exchanges[0].statusText: was given an object"],
  ["status text", { statusText: null }, "exchanges[0].statusText: was given null"],
])("a recording with a wrong %s says where", (_, wrong, mistake) => {
  const exchange = { method: "GET", url: API, status: 200, headers: [], ...wrong };
  expect(() => recordedTransport([exchange as never])).toThrow(mistake);
});
