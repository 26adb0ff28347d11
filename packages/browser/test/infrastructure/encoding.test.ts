import { TextDecoder } from "@exodus/bytes/encoding-browser.js";
import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test, vi } from "vitest";

type Request = InstanceType<ReturnType<Browser["open"]>["XMLHttpRequest"]>;

/** Sends for a body that comes in some chunks, and looks at what has come before each and at the end. */
async function requestOf(
  chunks: readonly Uint8Array[],
  charset: string,
  look: (text: string) => void = () => {},
): Promise<Request> {
  const headers = { "Content-Type": `text/plain;charset=${charset}` };
  const rest = [...chunks];
  const transport = handlerTransport(() => {
    const source: UnderlyingDefaultSource<Uint8Array> = {
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve));
        look(request.responseText);
        const chunk = rest.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
    };
    return new Response(new ReadableStream(source, { highWaterMark: 0 }), { headers });
  });
  const page = new Browser({ transport }).open("https://app.example/");
  const request = new page.XMLHttpRequest();
  const ended = new Promise((resolve) => (request.onloadend = resolve));
  request.open("GET", "/");
  request.send();
  await ended;
  return request;
}

// https://encoding.spec.whatwg.org/index-windows-1252.txt, of 0x80 to 0x9F
const codePoints = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
  0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122,
  0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];

test.each(["latin1", "iso-8859-1", "us-ascii", "windows-1252"])(
  "XMLHttpRequest reads %s as windows-1252",
  async (charset) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const request = await requestOf([bytes], charset);
    const expected = [...bytes].map((byte) => codePoints[byte - 0x80] ?? byte);
    expect(request.responseText).toBe(String.fromCodePoint(...expected));
  },
);

// Each where its index has it, errors as its decoder tells them: https://encoding.spec.whatwg.org/
test.each([
  ["gbk", [0x80, 0x81, 0x40, 0xa3, 0xa0, 0xff], "\u20AC\u4E02\u3000\uFFFD"],
  ["gb18030", [0x81, 0x30, 0x81, 0x30, 0x81, 0x30, 0x41], "\x80\uFFFD0A"],
  ["gb18030", [0x81, 0x30, 0x81], "\uFFFD"],
  ["shift_jis", [0x80, 0x82, 0xa0, 0xb1, 0x1a, 0x85, 0x41], "\x80\u3042\uFF71\x1A\uFFFDA"],
  ["shift_jis", [0xf0, 0x40, 0xa0, 0x82], "\uE000\uFFFD\uFFFD"],
  ["euc-jp", [0x8e, 0xb1, 0xa4, 0xa2, 0x80, 0x8f, 0xb0, 0xa1], "\uFF71\u3042\uFFFD\u4E02"],
  ["euc-jp", [0x8f, 0xb0, 0x41, 0x8f, 0xf3, 0xa1], "\uFFFDA\uFFFD"],
  ["euc-kr", [0x81, 0x41, 0xb0, 0xa1, 0xa2, 0xe6, 0xc9, 0xa1], "\uAC02\uAC00\u20AC\uFFFD"],
  ["big5", [0xa4, 0x40, 0xa4, 0x20, 0x80], "\u4E00\uFFFD \uFFFD"],
  ["big5", [0x87, 0x40, 0x88, 0x62, 0xc6, 0xe3], "\u43F0\xCA\u0304\u30FC"],
  ["big5", [0xfa, 0x40, 0x87, 0x3f, 0x87, 0x7f], "\u{20547}\uFFFD?\uFFFD\x7F"],
  ["iso-2022-jp", [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x4a, 0x5c, 0x0e], "\u3042\xA5\uFFFD"],
  ["iso-8859-16", [0xa4, 0xff], "\u20AC\xFF"],
  ["koi8-u", [0xae, 0xbe], "\u045E\u040E"],
  ["windows-1253", [0xaa, 0xd2], "\uFFFD\uFFFD"],
] as const)("XMLHttpRequest reads %s: %j", async (charset, bytes, text) => {
  const request = await requestOf([Uint8Array.from(bytes)], charset);
  expect(request.responseText).toBe(text);
});

// Each byte comes by itself: in the middle of characters, of byte order marks and of escape sequences.
test.each([
  ["big5", [0x87, 0x40, 0xa4, 0x40]],
  ["euc-jp", [0x8f, 0xb0, 0xa1, 0xa4, 0xa2]],
  ["gb18030", [0x81, 0x30, 0x81, 0x30, 0x81, 0x30, 0x81, 0x41]],
  ["iso-2022-jp", [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42]],
  ["utf-8", [0xef, 0xbb, 0xbf, 0xe0, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]],
  ["gbk", [0xef, 0xbb, 0xbf, 0xc3, 0xa9]],
  ["utf-16le", [0x3d, 0xd8, 0x3d, 0xd8, 0x00, 0xde, 0x41]],
  ["utf-16be", [0xd8, 0x3d, 0xd8, 0x3d, 0xde, 0x00, 0x41]],
  ["x-user-defined", [0x41, 0x80, 0xff]],
])("what has come of %s reads as if that were all: %j", async (charset, bytes) => {
  const seen: string[] = [];
  const chunks = bytes.map((byte) => Uint8Array.of(byte));
  await requestOf(chunks, charset, (text) => seen.push(text));
  const wholes = [0, ...chunks].map(async (_, size) => {
    const { responseText } = await requestOf([Uint8Array.from(bytes.slice(0, size))], charset);
    return responseText;
  });
  expect(seen).toEqual(await Promise.all(wholes));
});

test.each(["big5", "euc-jp", "gb18030", "utf-8", "utf-16le"])(
  "responseText of %s, asked for after every chunk, reads each byte once",
  async (charset) => {
    const decode = vi.spyOn(TextDecoder.prototype, "decode");
    const copy = vi.spyOn(Uint8Array.prototype, "set");
    try {
      const chunks = Array.from({ length: 200 }, () => new Uint8Array(64).fill(0xa4));
      const texts = new Set<string>();
      await requestOf(chunks, charset, (text) => texts.add(text));
      expect(texts.size).toBe(201);
      const read = decode.mock.calls.map(([bytes]) => bytes?.byteLength ?? 0);
      expect(read.reduce((sum, size) => sum + size, 0)).toBe(200 * 64);
      const copied = copy.mock.calls.map(([bytes]) => bytes.length);
      expect(copied.reduce((sum, size) => sum + size, 0)).toBeLessThan(5 * 200 * 64);
    } finally {
      vi.restoreAllMocks();
    }
  },
);
