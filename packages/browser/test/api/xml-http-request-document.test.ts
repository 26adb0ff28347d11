import { Browser, type DocumentParserClass, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const PAGE = "https://app.example/";

/** What a parser was given, in place of a document. */
class FakeDocument {
  readonly text: string;
  readonly type: string;

  constructor(text: string, type: string) {
    this.text = text;
    this.type = type;
  }

  getElementsByTagNameNS(namespace: string, name: string): { length: number } {
    return { length: this.text.includes(`<${name} xmlns="${namespace}">`) ? 1 : 0 };
  }
}

class FakeParser {
  parseFromString(text: string, type: string): FakeDocument {
    if (text === "thrown at") throw new SyntaxError("no XML");
    return new FakeDocument(text, type);
  }
}

interface Given {
  readonly body: string | Uint8Array | null;
  /** Its `Content-Type`. */
  readonly type?: string;
  readonly responseType?: "" | "document" | "text";
  readonly overrideMimeType?: string;
  readonly DOMParser?: DocumentParserClass;
}

async function load({ body, type, responseType = "", overrideMimeType, ...options }: Given) {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const headers = type === undefined ? {} : { "Content-Type": type };
  const transport = handlerTransport(() => new Response(bytes as BodyInit | null, { headers }));
  const browser = new Browser({ transport, DOMParser: FakeParser, ...options });
  const xhr = new (browser.open(PAGE).XMLHttpRequest)();
  xhr.open("GET", "/data");
  xhr.responseType = responseType;
  if (overrideMimeType !== undefined) xhr.overrideMimeType(overrideMimeType);
  expect(responseType === "text" || xhr.responseXML === null).toBe(true);
  await new Promise((resolve) => {
    xhr.addEventListener("loadend", resolve);
    xhr.send();
  });
  return xhr;
}

describe("responseXML", () => {
  it("is the document that a DOMParser makes of XML, with the address that it came from", async () => {
    const xhr = await load({ body: "<x/>", type: "application/rss+xml" });
    expect(xhr.responseXML).toMatchObject({
      text: "<x/>",
      type: "text/xml",
      URL: `${PAGE}data`,
      documentURI: `${PAGE}data`,
      contentType: "application/rss+xml",
      characterSet: "UTF-8",
    });
    expect(xhr.responseXML).toBe(xhr.responseXML);
    expect(xhr.responseText).toBe("<x/>");
  });

  it.each([
    ["image/svg+xml", "image/svg+xml"],
    ["application/xhtml+xml", "application/xhtml+xml"],
    // What does not say what it is, is taken for XML.
    [undefined, "text/xml"],
  ])("has %s parsed as %s", async (type, parsed) => {
    const xhr = await load({ body: new TextEncoder().encode("<x/>"), ...(type && { type }) });
    expect(xhr.responseXML).toMatchObject({ type: parsed });
  });

  it.each([
    ["text/xml", "windows-1252", '<?xml version="1.0" encoding="windows-1252"?>\u00e4'],
    ["text/xml;charset=windows-1252", "windows-1252", "\u00e4"],
    ["text/xml;charset=windows-1252", "windows-1252", '<?xml version="1.0" encoding="gbk"?>\u00e4'],
  ])("reads bytes of %s as %s", async (type, encoding, text) => {
    const xhr = await load({ body: Buffer.from(text, "latin1"), type });
    expect(xhr.responseXML).toMatchObject({ text, characterSet: encoding });
  });

  it.each([
    ["gb2312", "GBK"],
    ["sjis", "Shift_JIS"],
    ["koi8-r", "KOI8-R"],
    ["latin2", "ISO-8859-2"],
    ["big5", "Big5"],
    ["utf-16", "UTF-16LE"],
    ["ks_c_5601-1987", "EUC-KR"],
    ["logical", "ISO-8859-8-I"],
    ["gb18030", "gb18030"],
    ["latin1", "windows-1252"],
    ["mac", "macintosh"],
  ])("tells the name of the encoding that %s stands for: %s", async (label, name) => {
    const xhr = await load({ body: "<x/>", type: `text/xml;charset=${label}` });
    expect(xhr.responseXML).toMatchObject({
      characterSet: name,
      charset: name,
      inputEncoding: name,
    });
  });

  it.each([
    ["text/plain", { body: "<x/>", type: "text/plain" }],
    ["HTML that was not asked for as a document", { body: "<p>", type: "text/html" }],
    ["nothing", { body: null, type: "text/xml" }],
    [
      "XML that is none, to Firefox and jsdom",
      {
        body: '<parsererror xmlns="http://www.mozilla.org/newlayout/xml/parsererror.xml">',
        type: "text/xml",
      },
    ],
    [
      "XML that is none, to Chromium and WebKit",
      {
        body: '<html><body><parsererror xmlns="http://www.w3.org/1999/xhtml">',
        type: "text/xml",
      },
    ],
    ["XML that is none, to a library that throws", { body: "thrown at", type: "text/xml" }],
  ])("is null for %s", async (_, given: Given) => {
    expect((await load(given)).responseXML).toBeNull();
  });

  it("is not there for what is read as something else", async () => {
    const xhr = await load({ body: "<x/>", type: "text/xml", responseType: "text" });
    expect(() => xhr.responseXML).toThrow(expect.objectContaining({ name: "InvalidStateError" }));
  });
});

describe("a response of type document", () => {
  const responseType = "document";

  it("is HTML's document, in the encoding that it names itself", async () => {
    const body = Buffer.from("<meta charset=windows-1252>\u00e4", "latin1");
    const xhr = await load({ body, type: "text/html", responseType });
    expect(xhr.response).toMatchObject({
      text: "<meta charset=windows-1252>\u00e4",
      type: "text/html",
      contentType: "text/html",
      characterSet: "windows-1252",
    });
    expect(xhr.responseXML).toBe(xhr.response);
  });

  it("is XML's where the script says so, whatever the server does", async () => {
    const type = "text/plain";
    const given = { body: "<x/>", type, responseType, overrideMimeType: "text/xml" } as const;
    expect((await load(given)).response).toMatchObject({ contentType: "text/xml" });
    expect((await load({ body: "<x/>", type, responseType })).response).toBeNull();
  });
});
