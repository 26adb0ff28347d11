import { Browser, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";
import { APP, OTHER, png, load, ANYONE } from "./element-kit.ts";

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
