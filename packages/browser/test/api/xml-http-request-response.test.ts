import { describe, expect, it, test } from "vitest";
import { type Answer, API, APP, get, GRANT, open } from "./xml-http-request-kit.ts";

type ResponseType = "" | "arraybuffer" | "blob" | "document" | "json" | "text";

const receive = (
  answer: Answer,
  responseType: ResponseType = "",
  overrideMimeType?: string,
  url = `${APP}/`,
) =>
  get(open(() => answer).page, url, (xhr) => {
    xhr.responseType = responseType;
    if (overrideMimeType !== undefined) xhr.overrideMimeType(overrideMimeType);
  });

const typed = (contentType: string, ...bytes: number[]): Answer => ({
  headers: [["Content-Type", contentType]],
  chunks: [Uint8Array.from(bytes)],
});

// https://xhr.spec.whatwg.org/#text-response
describe("text", () => {
  test.each([
    ["is UTF-8 by default", typed("text/plain", 0xc3, 0xa9), "é"],
    ["follows the charset", typed("text/plain;charset=iso-8859-1", 0xe9), "é"],
    ["ignores a charset nobody knows", typed("text/plain;charset=chicken", 0xc3, 0xa9), "é"],
    [
      "puts a byte order mark before the charset",
      typed("text/plain;charset=iso-8859-1", 0xef, 0xbb, 0xbf, 0xc3, 0xa9),
      "é",
    ],
    ["knows UTF-16 by its mark", typed("text/plain", 0xff, 0xfe, 0xe9, 0x00), "é"],
  ])("%s", async (_, answer, text) => {
    expect((await receive(answer)).responseText).toBe(text);
  });

  it("follows the charset that replaces the response's", async () => {
    const xhr = await receive(
      typed("text/plain;charset=utf-8", 0xe9),
      "",
      "text/plain;charset=iso-8859-1",
    );
    expect(xhr.responseText).toBe("é");
  });

  it("keeps the response's charset where the other type has none", async () => {
    const xhr = await receive(typed("text/plain;charset=iso-8859-1", 0xe9), "", "text/html");
    expect(xhr.responseText).toBe("é");
  });

  // https://encoding.spec.whatwg.org/#x-user-defined
  it("carries bytes as x-user-defined", async () => {
    const xhr = await receive(
      typed("text/plain", 0x41, 0x80, 0xff),
      "",
      "text/plain; charset=x-user-defined",
    );
    expect([...xhr.responseText].map((one) => one.codePointAt(0))).toEqual([0x41, 0xf780, 0xf7ff]);
  });

  test.each([
    ["", "é"],
    ["text", "\ufffd"],
  ] as const)(
    "believes an XML declaration for responseType '%s' as far as it may",
    async (responseType, expected) => {
      const declaration = [
        ...new TextEncoder().encode(`<?xml version="1.0" encoding="iso-8859-1"?>`),
      ];
      const xhr = await receive(typed("application/xml", ...declaration, 0xe9), responseType);
      expect(xhr.responseText.at(-1)).toBe(expected);
    },
  );

  it("is not to be read as another type's", async () => {
    const xhr = await receive({ chunks: ["{}"] }, "json");
    expect(() => xhr.responseText).toThrow(expect.objectContaining({ name: "InvalidStateError" }));
    expect(() => xhr.responseXML).toThrow(expect.objectContaining({ name: "InvalidStateError" }));
  });
});

// https://xhr.spec.whatwg.org/#the-response-attribute
describe("response", () => {
  it("is an ArrayBuffer, the same each time", async () => {
    const xhr = await receive({ chunks: ["a", "b"] }, "arraybuffer");
    expect(new Uint8Array(xhr.response as ArrayBuffer)).toEqual(Uint8Array.of(0x61, 0x62));
    expect(xhr.response).toBe(xhr.response);
  });

  test.each([
    ["of the response's type", 'text/HTML; Charset="a b"', undefined, 'text/html;charset="a b"'],
    ["of the type that replaces it", "text/html", "image/png", "image/png"],
    ["of bytes where that is none", "text/html", "chicken", "application/octet-stream"],
    ["of XML where the response names none", "chicken", undefined, "text/xml"],
    ["of the last of several types", "text/html;charset=a, image/png", undefined, "image/png"],
    [
      "of the last, with the charset of its like before",
      "text/html;charset=a, text/html",
      undefined,
      "text/html;charset=a",
    ],
  ])("is a Blob %s", async (_, contentType, overrideMimeType, type) => {
    const xhr = await receive(typed(contentType, 0x61), "blob", overrideMimeType);
    expect((xhr.response as Blob).type).toBe(type);
    expect(await (xhr.response as Blob).text()).toBe("a");
  });

  test.each([
    ["an object", `{"a":[1]}`, { a: [1] }],
    ["an object after a byte order mark", `\ufeff{"a":1}`, { a: 1 }],
    ["null for what is no JSON", "{", null],
    ["null for nothing", "", null],
  ])("is %s", async (_, text, value) => {
    expect((await receive({ chunks: [text] }, "json")).response).toEqual(value);
  });

  it("is null as a document: there is no parser here", async () => {
    const xhr = await receive(
      { headers: [["Content-Type", "text/xml"]], chunks: ["<a/>"] },
      "document",
    );
    expect(xhr.response).toBeNull();
    expect(xhr.responseXML).toBeNull();
  });

  test.each([["arraybuffer"], ["blob"], ["json"]] as const)(
    "is null as %s after a network error",
    async (responseType) => {
      expect(
        (await receive({ headers: [] }, responseType, undefined, `${API}/`)).response,
      ).toBeNull();
    },
  );

  it("is no type that isn't one", async () => {
    const xhr = new (open(() => ({})).page.XMLHttpRequest)();
    xhr.responseType = "chicken" as "";
    expect(xhr.responseType).toBe("");
  });

  it("cannot be asked for otherwise once it is read", async () => {
    const xhr = await receive({});
    expect(() => (xhr.responseType = "json")).toThrow(
      expect.objectContaining({ name: "InvalidStateError" }),
    );
    expect(() => xhr.overrideMimeType("a/b")).toThrow(
      expect.objectContaining({ name: "InvalidStateError" }),
    );
  });
});

describe("headers", () => {
  // https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method
  it("are listed in lower case, combined, in the order of their upper case", async () => {
    const headers = [
      ["X-b", "2"],
      ["X_a", "3"],
      ["x-B", "4"],
      ["Xa", "1"],
    ] as const;
    const xhr = await receive({ headers });
    // "_" sorts behind "A" and before "a": https://xhr.spec.whatwg.org/#legacy-uppercased-byte-less-than
    expect(xhr.getAllResponseHeaders()).toBe("x-b: 2, 4\r\nxa: 1\r\nx_a: 3\r\n");
    expect(xhr.getResponseHeader("X-B")).toBe("2, 4");
    expect(xhr.getResponseHeader("X-C")).toBeNull();
  });

  it("are those that the server exposes to another origin", async () => {
    const headers = [
      GRANT,
      ["X-A", "1"],
      ["X-B", "2"],
      ["Set-Cookie", "a=1"],
      ["Access-Control-Expose-Headers", "x-b, set-cookie"],
    ] as const;
    const xhr = await receive({ headers }, "", undefined, `${API}/`);
    expect(xhr.getAllResponseHeaders()).toBe("x-b: 2\r\n");
    expect(xhr.getResponseHeader("X-A")).toBeNull();
    expect(xhr.getResponseHeader("Set-Cookie")).toBeNull();
  });
});

describe("responseURL", () => {
  it("is where redirects led, without the fragment", async () => {
    const { page } = open(({ url }) =>
      url.pathname === "/1"
        ? { status: 302, headers: [["Location", "/2#chicken"]] }
        : { status: 418, statusText: "Teapot" },
    );
    const xhr = await get(page, `${APP}/1`);
    expect([xhr.responseURL, xhr.status, xhr.statusText]).toEqual([`${APP}/2`, 418, "Teapot"]);
  });
});
