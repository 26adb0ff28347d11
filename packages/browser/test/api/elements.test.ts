import {
  Browser,
  type EngineName,
  handlerTransport,
  type LoadKind,
  type LoadOutcome,
} from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";
import { APP, OTHER, load, png, ANYONE, APP_WITH_CREDENTIALS } from "./element-kit.ts";

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

// Pages hold what they have loaded; a mistake is no outcome to hold.
describe("after a load that was rejected", () => {
  const engines = ["standard", "chromium", "firefox", "webkit"] as const satisfies EngineName[];

  it.each(engines)(
    "for its attributes, the same picture loads without them in %s",
    async (engine) => {
      const transport = handlerTransport(
        () => new Response(png, { headers: { "Content-Type": "image/png" } }),
      );
      const page = new Browser({ engine, transport }).open(`${APP}/`);
      const wrong = { referrerpolicy: true } as unknown as { referrerpolicy: string };
      await expect(page.load("image", `${OTHER}/file`, wrong)).rejects.toThrow("referrerpolicy");
      expect((await page.load("image", `${OTHER}/file`)).result).toBe("load");
    },
  );

  it.each(engines)(
    "as its transport gave text for bytes, it loads with bytes in %s",
    async (engine) => {
      const drawing = "<svg xmlns='http://www.w3.org/2000/svg'/>";
      const bodies: unknown[] = [drawing, new TextEncoder().encode(drawing)];
      const transport = {
        send: () =>
          Promise.resolve({
            status: 200,
            statusText: "OK",
            headers: [["Content-Type", "image/svg+xml"]] as const,
            body: (async function* () {
              yield bodies.shift() as Uint8Array;
            })(),
          }),
      };
      const page = new Browser({ engine, transport }).open(`${APP}/`);
      await expect(page.load("image", `${OTHER}/file`)).rejects.toThrow(TypeError);
      expect((await page.load("image", `${OTHER}/file`)).result).toBe("load");
    },
  );
});

it.each([
  ["image", null],
  ["script", null],
  ["stylesheet", null],
  ["event-source", `${APP}/`],
  ["font", `${APP}/`],
  ["video", `${APP}/`],
] as const)("a referrerpolicy of %s sends for no-referrer: %s", async (kind, referrer) => {
  const { requests } = await load({ kind, attributes: { referrerpolicy: "no-referrer" } });
  expect(requests[0]!.headers.get("Referer")).toBe(referrer);
});
