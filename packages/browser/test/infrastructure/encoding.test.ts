import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

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
    const headers = { "Content-Type": `text/plain;charset=${charset}` };
    const transport = handlerTransport(() => new Response(bytes, { headers }));
    const page = new Browser({ transport }).open("https://app.example/");
    const request = new page.XMLHttpRequest();
    const ended = new Promise((resolve) => (request.onloadend = resolve));
    request.open("GET", "/");
    request.send();
    await ended;
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
] as const)("XMLHttpRequest reads %s: %j", async (charset, bytes, text) => {
  const headers = { "Content-Type": `text/plain;charset=${charset}` };
  const transport = handlerTransport(() => new Response(Uint8Array.from(bytes), { headers }));
  const page = new Browser({ transport }).open("https://app.example/");
  const request = new page.XMLHttpRequest();
  const ended = new Promise((resolve) => (request.onloadend = resolve));
  request.open("GET", "/");
  request.send();
  await ended;
  expect(request.responseText).toBe(text);
});
