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
