import { handlerTransport } from "@crosswalk/browser";
import { corsMatchers } from "@crosswalk/browser/matchers";
import { cors } from "@crosswalk/cors/web";
import { describe, expect, it } from "vitest";

expect.extend(corsMatchers);

const headers = { "Content-Type": "application/json", "X-Total": "7", "X-Secret": "1" };
const handler = (): Response => new Response("{}", { headers });

const api = handlerTransport(
  cors({
    allowOrigins: ["https://app.example"],
    allowCredentials: true,
    allowMethods: ["PUT"],
    exposeHeaders: ["X-Total"],
  })(handler),
);
const put = { url: "https://api.example/orders/7", method: "PUT", credentials: "include" };
const APP = "https://app.example";
const EVIL = "https://evil.example";

/** What a failed expectation says. */
async function messageOf(expectation: Promise<unknown>): Promise<string> {
  const failure = await expectation.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Error);
  return (failure as Error).message;
}

describe("toBeReadableFrom", () => {
  it("holds for an origin that may read, and not for one that may not", async () => {
    await expect(api).toBeReadableFrom(APP, put);
    await expect(api).not.toBeReadableFrom(EVIL, put);
    await expect(api).not.toBeReadableFrom("null", put);
  });

  it("tells who was refused, why, in each browser's words, and by which messages", async () => {
    const message = await messageOf(expect(api).toBeReadableFrom(APP, { ...put, method: "PATCH" }));
    expect(message).toContain(
      "expected a page of https://app.example to read PATCH https://api.example/orders/7 with credentials",
    );
    expect(message).toContain("chromium: MethodDisallowedByPreflightResponse");
    expect(message).toContain("Method PATCH is not allowed by Access-Control-Allow-Methods");
    expect(message).toContain("firefox: MethodDisallowedByPreflightResponse");
    expect(message).toContain("webkit: MethodDisallowedByPreflightResponse");
    expect(message).toMatch(/preflight: OPTIONS .*Access-Control-Request-Method: PATCH/);
    expect(message).toMatch(/answer: 204 .*access-control-allow-methods: PUT/i);
  });

  it("tells what let a stranger read", async () => {
    const open = handlerTransport(
      () => new Response("", { headers: { "Access-Control-Allow-Origin": "*" } }),
    );
    const message = await messageOf(expect(open).not.toBeReadableFrom(EVIL));
    expect(message).toContain("expected a page of https://evil.example not to read GET");
    expect(message).toContain("chromium: cors response, status 200");
    expect(message).toMatch(/answer: 200 .*access-control-allow-origin: \*/i);
  });

  it("fails either way when the server cannot be reached: that is no refusal", async () => {
    const down = handlerTransport(() => Promise.reject(new Error("down")));
    for (const expectation of [
      expect(down).toBeReadableFrom(APP),
      expect(down).not.toBeReadableFrom(EVIL),
    ])
      expect(await messageOf(expectation)).toContain("another reason than CORS");
  });

  it("names the browsers that disagree", async () => {
    // Chromium alone safelists this client hint, so the others ask first.
    const hints = handlerTransport(
      () => new Response("", { headers: { "Access-Control-Allow-Origin": "*" } }),
    );
    const message = await messageOf(
      expect(hints).toBeReadableFrom(APP, { headers: { DPR: "2.0" } }),
    );
    expect(message).not.toContain("chromium:");
    expect(message).toContain("firefox: HeaderDisallowedByPreflightResponse");
  });

  it("says what is no origin, and what to write instead", async () => {
    expect(await messageOf(expect(api).toBeReadableFrom("https://app.example/", put))).toBe(
      'origin: "https://app.example/" is not an origin; write "https://app.example"',
    );
  });

  it("says what it can be given", async () => {
    expect(await messageOf(expect(handler).toBeReadableFrom(APP))).toContain("handlerTransport(");
  });
});

describe("toExpose", () => {
  it("holds for a header that a script can read, in any case", async () => {
    await expect(api).toExpose("x-total", APP, put);
    await expect(api).not.toExpose("X-Secret", APP, put);
  });

  it("tells a header that was sent from one that was not", async () => {
    expect(await messageOf(expect(api).toExpose("X-Secret", APP, put))).toContain(
      "the server sent X-Secret, and Access-Control-Expose-Headers does not name it",
    );
    expect(await messageOf(expect(api).toExpose("X-None", APP, put))).toContain(
      "the server sent no X-None",
    );
  });
});

describe("toBePreflightedFrom", () => {
  it("tells a request that is asked about from a simple one", async () => {
    await expect(api).toBePreflightedFrom(APP, put);
    await expect(api).not.toBePreflightedFrom(APP, { ...put, method: "POST" });
    expect(await messageOf(expect(api).toBePreflightedFrom(APP))).toContain(
      "to ask with a preflight before GET",
    );
  });
});
