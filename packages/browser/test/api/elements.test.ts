import {
  Browser,
  type EngineName,
  handlerTransport,
  type LoadAttributes,
  type LoadKind,
  type LoadOutcome,
  type PageOptions,
} from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";

const APP = "https://app.example";
const OTHER = "https://other.example";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const wav = new TextEncoder().encode("RIFF\0\0\0\0WAVEfmt ");
const woff2 = new TextEncoder().encode("wOF2\0\0\0\0");

const files = new Map<LoadKind, readonly [body: BodyInit, type: string]>([
  ["image", [png, "image/png"]],
  ["script", ["let chicken", "text/javascript"]],
  ["module", ["export {}", "text/javascript"]],
  ["import", ["export {}", "text/javascript"]],
  ["stylesheet", ["a { color: red }", "text/css"]],
  ["font", [woff2, "font/woff2"]],
  ["audio", [wav, "audio/wav"]],
  ["video", [wav, "video/mp4"]],
  ["track", ["WEBVTT\n\n00:00.000 --> 00:01.000\nCHICKEN\n", "text/vtt"]],
  ["shape", [png, "image/png"]],
  ["mask", [png, "image/png"]],
  ["svg-use", ["<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"]],
  ["event-source", ["data: CHICKEN\n\n", "text/event-stream"]],
  ["worker", ["postMessage(1)", "text/javascript"]],
  ["preload", [png, "image/png"]],
]);

interface Situation {
  readonly kind: LoadKind;
  readonly from?: string;
  readonly to?: string;
  readonly attributes?: LoadAttributes;
  readonly engine?: EngineName;
  readonly grant?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly body?: BodyInit | null;
  readonly type?: string;
  readonly page?: PageOptions;
}

async function load(one: Situation): Promise<{ outcome: LoadOutcome; requests: Request[] }> {
  const {
    kind,
    from = APP,
    to = OTHER,
    attributes = {},
    engine = "standard",
    grant = {},
    status = 200,
    page = {},
  } = one;
  const [file, fileType] = files.get(kind) ?? ["", "text/plain"];
  const requests: Request[] = [];
  const transport = handlerTransport((request) => {
    requests.push(request);
    const body = one.body === undefined ? file : one.body;
    return new Response(status === 204 ? null : body, {
      status,
      headers: { "Content-Type": one.type ?? fileType, ...grant },
    });
  });
  const browser = new Browser({ engine, transport });
  const outcome = await browser.open(`${from}/`, page).load(kind, `${to}/file`, attributes);
  return { outcome, requests };
}

const ANYONE = { "Access-Control-Allow-Origin": "*" };
const APP_WITH_CREDENTIALS = {
  "Access-Control-Allow-Origin": APP,
  "Access-Control-Allow-Credentials": "true",
};

// https://html.spec.whatwg.org/#cors-settings-attributes
describe("the crossorigin attribute", () => {
  describe.each(["image", "script", "stylesheet", "audio", "video"] as const)("of %s", (kind) => {
    test("absent, a file of another origin is loaded but opaque", async () => {
      const { outcome, requests } = await load({ kind });
      expect(outcome.access).toBe("opaque");
      expect(outcome.text).toBeNull();
      expect(requests[0]!.headers.get("Origin")).toBeNull();
      expect(requests[0]!.headers.get("Sec-Fetch-Mode")).toBe("no-cors");
    });

    test("absent, a file of the own origin is readable", async () => {
      expect((await load({ kind, to: APP })).outcome.access).toBe("readable");
    });

    test.each(["", "anonymous", "CHICKEN"])(
      "%j, a file that nobody may read isn't loaded",
      async (crossorigin) => {
        const { outcome, requests } = await load({ kind, attributes: { crossorigin } });
        expect(outcome).toMatchObject({
          result: "error",
          access: null,
          failure: "network",
          cause: { code: "MissingAllowOriginHeader" },
        });
        expect(requests[0]!.headers.get("Origin")).toBe(APP);
      },
    );

    test.each(["", "anonymous", "CHICKEN"])(
      "%j, a file that anyone may read is readable",
      async (crossorigin) => {
        expect(
          (await load({ kind, attributes: { crossorigin }, grant: ANYONE })).outcome.access,
        ).toBe("readable");
      },
    );

    test.each(["use-credentials", "USE-CREDENTIALS"])(
      "%j takes more than a grant to anyone",
      async (crossorigin) => {
        const refused = await load({ kind, attributes: { crossorigin }, grant: ANYONE });
        expect(refused.outcome).toMatchObject({
          access: null,
          cause: { code: "WildcardOriginNotAllowed" },
        });
        expect(
          (await load({ kind, attributes: { crossorigin }, grant: APP_WITH_CREDENTIALS })).outcome
            .access,
        ).toBe("readable");
      },
    );
  });

  it("causes no preflight, whatever it is", async () => {
    const { requests } = await load({
      kind: "video",
      attributes: { crossorigin: "" },
      grant: ANYONE,
    });
    expect(requests.map(({ method }) => method)).toEqual(["GET"]);
    expect(requests[0]!.headers.get("Range")).toBe("bytes=0-");
  });
});

describe("what is always asked for with CORS", () => {
  const failures: readonly (readonly [LoadKind, Partial<LoadOutcome>])[] = [
    ["font", { result: "rejected", error: "NetworkError" }],
    ["module", { result: "error" }],
    ["import", { result: "rejected", error: "TypeError" }],
    ["shape", { result: "silent" }],
    ["mask", { result: "silent" }],
    ["event-source", { result: "error", readyState: 2 }],
  ];

  test.each(failures)("%s isn't loaded without a grant", async (kind, expected) => {
    const { outcome, requests } = await load({ kind });
    expect(outcome).toMatchObject({
      ...expected,
      access: null,
      cause: { code: "MissingAllowOriginHeader" },
    });
    expect(requests[0]!.headers.get("Sec-Fetch-Mode")).toBe("cors");
  });

  test.each(failures)("%s is readable with one", async (kind) => {
    expect((await load({ kind, grant: ANYONE })).outcome.access).toBe("readable");
  });
});

describe("what stays within an origin", () => {
  // https://html.spec.whatwg.org/#dom-worker
  test.each([
    ["standard", { result: "error", error: null }],
    // Recording elements-6352 of each.
    ["chromium", { result: "thrown", error: "SecurityError" }],
    ["firefox", { result: "error", error: null }],
    ["webkit", { result: "thrown", error: "SecurityError" }],
  ] as const)("a worker of another origin doesn't start, in %s", async (engine, expected) => {
    const { outcome, requests } = await load({ kind: "worker", engine, grant: ANYONE });
    expect(outcome).toMatchObject(expected);
    expect(requests).toEqual([]);
  });

  it("a worker of the own origin starts, if it is JavaScript", async () => {
    expect((await load({ kind: "worker", to: APP })).outcome.result).toBe("message");
    expect((await load({ kind: "worker", to: APP, type: "text/plain" })).outcome).toMatchObject({
      result: "error",
      failure: "type",
    });
  });

  it("a sandboxed page has no worker, not even of its own address", async () => {
    expect(
      (await load({ kind: "worker", to: APP, page: { sandboxed: true } })).outcome.result,
    ).toBe("error");
  });

  it("an SVG document to use of another origin isn't even asked for", async () => {
    const { outcome, requests } = await load({ kind: "svg-use", grant: ANYONE });
    expect(outcome).toMatchObject({ result: "silent", access: null });
    expect(requests).toEqual([]);
    expect((await load({ kind: "svg-use", to: APP })).outcome.access).toBe("readable");
  });

  // https://html.spec.whatwg.org/#start-the-track-processing-model
  it("a track of another origin isn't loaded without crossorigin", async () => {
    const { outcome, requests } = await load({ kind: "track", grant: ANYONE });
    expect(outcome).toMatchObject({ result: "error", cause: { code: "DisallowedByMode" } });
    expect(requests).toEqual([]);
    const granted = await load({ kind: "track", attributes: { crossorigin: "" }, grant: ANYONE });
    expect(granted.outcome).toMatchObject({ result: "load", access: "readable" });
  });

  it("but WebKit reads it to the page", async () => {
    // Recording elements-3984.
    const { outcome } = await load({ kind: "track", engine: "webkit" });
    expect(outcome.result).toBe("load");
    expect(outcome.text).toContain("CHICKEN");
  });
});

describe("errors of a script", () => {
  test.each([
    ["standard", "muted"],
    // Recording elements-1424 of each.
    ["chromium", "muted"],
    ["firefox", "told"],
    ["webkit", "muted"],
  ] as const)("that a script of another origin makes, in %s, are %s", async (engine, expected) => {
    const body = "throw new Error('CHICKEN');";
    expect((await load({ kind: "script", engine, body })).outcome.scriptErrors).toBe(expected);
  });

  // Each seen in Firefox ESR 153.7.
  test.each([
    ["chicken", "muted"],
    ["throw 1", "muted"],
    ["throw 'Error'", "muted"],
    ["try { null.x } catch (error) { throw error }", "muted"],
    ["var known = new Error(''); chicken", "muted"],
    ["throw Error('CHICKEN')", "told"],
    ["class Own extends Error {}; throw new Own()", "told"],
    ["throw new DOMException('CHICKEN')", "told"],
  ])("of another origin's %s, in Firefox, are %s", async (body, expected) => {
    const { outcome } = await load({ kind: "script", engine: "firefox", body });
    expect(outcome.scriptErrors).toBe(expected);
  });

  test.each([
    ["standard", "muted"],
    // Seen in Firefox ESR 153.7.
    ["firefox", "told"],
  ] as const)(
    "of what leads back to the page's origin, in %s, are %s",
    async (engine, expected) => {
      const transport = handlerTransport((request) =>
        request.url.startsWith(OTHER)
          ? Response.redirect(`${APP}/script`)
          : new Response("chicken", { headers: { "Content-Type": "text/javascript" } }),
      );
      const page = new Browser({ engine, transport }).open(APP);
      expect((await page.load("script", `${OTHER}/`)).scriptErrors).toBe(expected);
    },
  );

  it("are told with CORS, and of the own origin", async () => {
    expect(
      (await load({ kind: "script", attributes: { crossorigin: "" }, grant: ANYONE })).outcome
        .scriptErrors,
    ).toBe("told");
    expect((await load({ kind: "script", to: APP })).outcome.scriptErrors).toBe("told");
  });
});

// Each seen in Firefox ESR 153.7: netwerk/protocol/http/OpaqueResponseUtils.cpp, ValidateJavaScript.
describe("what is no script and comes from another origin, in Firefox,", () => {
  test.each([
    ["hello there", "text/plain", "error"],
    ["hello there", "text/html", "error"],
    ["hello there", "application/octet-stream", "error"],
    ['{"chicken":1}', "application/json", "error"],
    ["[1]", "text/plain", "error"],
    ["'hello'", "text/plain", "load"],
    ["hello", "application/json", "load"],
    ["", "text/html", "load"],
    ["hello there", "text/javascript", "load"],
    ["hello there", "text/css", "load"],
  ])("%j of type %s: %s", async (body, type, expected) => {
    const { outcome } = await load({ kind: "script", engine: "firefox", body, type });
    expect(outcome.result).toBe(expected);
  });

  it("is loaded where it may be read, or is a picture", async () => {
    const plain = { engine: "firefox", body: "hello there", type: "text/plain" } as const;
    const own = await load({ ...plain, kind: "script", to: APP });
    const granted = { attributes: { crossorigin: "" }, grant: ANYONE };
    const shared = await load({ ...plain, ...granted, kind: "script" });
    const picture = await load({ ...plain, kind: "image", body: png });
    expect([own, shared, picture].map(({ outcome }) => outcome.result)).toEqual(
      Array(3).fill("load"),
    );
  });
});

describe("a response that came", () => {
  test.each([
    ["script", "error"],
    ["module", "error"],
    ["stylesheet", "error"],
    ["video", "error"],
    ["font", "rejected"],
  ] as const)("with status 404 is no %s", async (kind, result) => {
    expect((await load({ kind, to: APP, status: 404 })).outcome).toMatchObject({
      result,
      failure: "status",
    });
  });

  it("with status 404 is an image all the same", async () => {
    expect((await load({ kind: "image", to: APP, status: 404 })).outcome.result).toBe("load");
  });

  it("with status 204 is a script, and no image", async () => {
    expect((await load({ kind: "script", to: APP, status: 204 })).outcome.result).toBe("load");
    expect((await load({ kind: "image", to: APP, status: 204 })).outcome).toMatchObject({
      result: "error",
      failure: "content",
    });
  });

  it("of type text/html is a script and an image, unless nosniff", async () => {
    expect((await load({ kind: "script", type: "text/html" })).outcome.result).toBe("load");
    expect((await load({ kind: "image", type: "text/html" })).outcome.result).toBe("load");
    const nosniff = { "X-Content-Type-Options": "nosniff" };
    expect(
      (await load({ kind: "script", type: "text/html", grant: nosniff })).outcome,
    ).toMatchObject({ result: "error", failure: "type" });
  });

  test.each(["image/png", "audio/wav", "video/mp4", "text/csv"])(
    "of type %s is no script",
    async (type) => {
      expect((await load({ kind: "script", type })).outcome).toMatchObject({
        result: "error",
        failure: "type",
      });
    },
  );

  test.each([
    ["standard", { result: "error", failure: "type" }],
    // Recordings elements-2707 and 2520 of each.
    ["chromium", { result: "load", access: "readable", text: "" }],
    ["firefox", { result: "error", failure: "type" }],
    ["webkit", { result: "error", failure: "type" }],
  ] as const)("of type text/html is no style sheet, in %s", async (engine, expected) => {
    expect(
      (await load({ kind: "stylesheet", to: APP, type: "text/html", engine })).outcome,
    ).toMatchObject(expected);
  });

  it("is kept from an element by Cross-Origin-Resource-Policy, unless CORS lets it through", async () => {
    const grant = { ...ANYONE, "Cross-Origin-Resource-Policy": "same-origin" };
    expect((await load({ kind: "image", grant })).outcome).toMatchObject({
      result: "error",
      cause: { code: "CorpBlocked" },
    });
    expect(
      (await load({ kind: "image", grant, attributes: { crossorigin: "" } })).outcome.result,
    ).toBe("load");
  });

  it("has to match its integrity, which takes CORS", async () => {
    const digest = Buffer.from(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode("let chicken")),
    ).toString("base64");
    const integrity = `sha256-${digest}`;
    expect((await load({ kind: "script", attributes: { integrity } })).outcome.cause?.code).toBe(
      "SubresourceIntegrity",
    );
    const shared = await load({
      kind: "script",
      attributes: { integrity, crossorigin: "" },
      grant: ANYONE,
    });
    expect(shared.outcome.result).toBe("load");
    const other = await load({
      kind: "script",
      attributes: { integrity, crossorigin: "" },
      grant: ANYONE,
      body: "let duck",
    });
    expect(other.outcome.cause?.code).toBe("SubresourceIntegrity");
  });
});

describe("Origin of a CORS request to the own origin", () => {
  // Recordings elements-1930, 3158 and 6682 of each.
  test.each([
    ["standard", "module", null],
    ["chromium", "module", APP],
    ["firefox", "module", null],
    ["webkit", "module", APP],
    ["chromium", "audio", null],
    ["webkit", "audio", APP],
    ["chromium", "event-source", null],
    ["webkit", "event-source", null],
  ] as const)("in %s, of %s, is %j", async (engine, kind, expected) => {
    const { requests } = await load({ kind, engine, to: APP, attributes: { crossorigin: "" } });
    expect(requests[0]!.headers.get("Origin")).toBe(expected);
  });
});

describe("a module of another type that nobody may read", () => {
  // Recording firefox-entries-6: the network stack refuses it before it looks at what was granted.
  test.each([
    ["chromium", "network", "MissingAllowOriginHeader"],
    ["firefox", "type", "BlockedType"],
    ["webkit", "network", "MissingAllowOriginHeader"],
  ] as const)("in %s fails by its %s: %s", async (engine, failure, code) => {
    const { outcome } = await load({ kind: "module", engine, type: "text/html" });
    expect(outcome).toMatchObject({ result: "error", failure, cause: { code } });
  });
});

describe("a preload", () => {
  // Recordings firefox-entries-82 and -106.
  test.each([
    ["chromium", APP, "load"],
    ["firefox", APP, "error"],
    ["firefox", OTHER, "load"],
  ] as const)("in %s of a style sheet at %s that is none: %s", async (engine, to, result) => {
    const { outcome } = await load({ kind: "preload", engine, to, attributes: { as: "style" } });
    expect(outcome.result).toBe(result);
  });

  // Recordings: 4548 (failed CORS check), 4552 (404 with it), 4459 (404 without) of each.
  test.each([
    ["standard", "error", "load", "load"],
    ["chromium", "error", "error", "error"],
    ["firefox", "load", "error", "load"],
    ["webkit", "error", "error", "error"],
  ] as const)(
    "in %s: refused %s, missing but shared %s, missing and opaque %s",
    async (engine, refused, shared, opaque) => {
      const one = { kind: "preload", engine, type: "text/javascript" } as const;
      expect(
        (await load({ ...one, attributes: { as: "script", crossorigin: "" } })).outcome.result,
      ).toBe(refused);
      expect(
        (
          await load({
            ...one,
            attributes: { as: "script", crossorigin: "" },
            grant: ANYONE,
            status: 404,
          })
        ).outcome.result,
      ).toBe(shared);
      expect(
        (await load({ ...one, attributes: { as: "script" }, status: 404 })).outcome.result,
      ).toBe(opaque);
    },
  );

  it("of an unknown destination is none", async () => {
    const { outcome, requests } = await load({ kind: "preload", attributes: { as: "chicken" } });
    expect([outcome.result, requests.length]).toEqual(["silent", 0]);
  });
});

describe("a beacon", () => {
  it("of a simple type is sent without CORS, with a body", async () => {
    const { outcome, requests } = await load({ kind: "beacon", attributes: { body: "CHICKEN" } });
    expect(outcome.result).toBe("sent");
    expect(requests.map(({ method }) => method)).toEqual(["POST"]);
    expect(requests[0]!.headers.get("Sec-Fetch-Mode")).toBe("no-cors");
    expect(requests[0]!.headers.get("Origin")).toBe(APP);
    expect(await requests[0]!.text()).toBe("CHICKEN");
  });

  it("of JSON asks first, with credentials in mind, and isn't told that it was refused", async () => {
    const body = new Blob(["{}"], { type: "application/json" });
    const refused = await load({
      kind: "beacon",
      attributes: { body },
      grant: { ...ANYONE, "Access-Control-Allow-Headers": "content-type" },
    });
    expect(refused.outcome).toMatchObject({
      result: "sent",
      cause: { code: "PreflightWildcardOriginNotAllowed" },
    });
    expect(refused.requests.map(({ method }) => method)).toEqual(["OPTIONS"]);
    const grant = { ...APP_WITH_CREDENTIALS, "Access-Control-Allow-Headers": "content-type" };
    const granted = await load({ kind: "beacon", attributes: { body }, grant });
    expect(granted.requests.map(({ method }) => method)).toEqual(["OPTIONS", "POST"]);
  });

  it("of more than 64 KiB is refused", async () => {
    const { outcome, requests } = await load({
      kind: "beacon",
      attributes: { body: "x".repeat(64 * 1024 + 1) },
    });
    expect([outcome.result, requests.length]).toEqual(["refused", 0]);
  });

  it("to something else than HTTP throws", async () => {
    const { outcome } = await load({ kind: "beacon", to: "data:," });
    expect(outcome).toMatchObject({ result: "thrown", error: "TypeError" });
  });
});

describe("an event source", () => {
  it("opens, and gets its message", async () => {
    const { outcome, requests } = await load({ kind: "event-source", grant: ANYONE });
    expect(outcome).toMatchObject({
      result: "message",
      events: ["open", "message"],
      readyState: 1,
      text: "CHICKEN",
    });
    expect(requests[0]!.headers.get("Accept")).toBe("text/event-stream");
    expect(requests[0]!.headers.get("Cache-Control")).toBe("no-cache");
  });

  it("with credentials takes a grant with credentials", async () => {
    const attributes = { withCredentials: true };
    expect(
      (await load({ kind: "event-source", attributes, grant: ANYONE })).outcome.readyState,
    ).toBe(2);
    expect(
      (await load({ kind: "event-source", attributes, grant: APP_WITH_CREDENTIALS })).outcome
        .readyState,
    ).toBe(1);
  });

  test.each([
    [204, "text/event-stream", "status"],
    [500, "text/event-stream", "status"],
    [200, "text/html", "type"],
  ] as const)("is closed by status %d of type %s", async (status, type, failure) => {
    const { outcome } = await load({ kind: "event-source", to: APP, status, type });
    expect(outcome).toMatchObject({ result: "error", events: ["error"], readyState: 2, failure });
  });

  it("connects anew when a stream ends without an event", async () => {
    const { outcome } = await load({ kind: "event-source", to: APP, body: ": nothing\n\n" });
    expect(outcome).toMatchObject({ result: "error", events: ["open", "error"], readyState: 0 });
  });
});

describe("an address that doesn't parse", () => {
  const page = new Browser({ transport: handlerTransport(() => new Response()) }).open(`${APP}/`);

  it("is an error of an element", async () => {
    expect((await page.load("image", "https://[")).result).toBe("error");
  });

  test.each([
    ["worker", "SyntaxError"],
    ["event-source", "SyntaxError"],
    ["beacon", "TypeError"],
  ] as const)("makes %s throw a %s", async (kind, error) => {
    expect(await page.load(kind, "https://[")).toMatchObject({ result: "thrown", error });
  });
});
