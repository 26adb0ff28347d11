import { ConnectionClosed } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP, grant, type RecordingServer } from "../recording-server.ts";
import { GRANTS, open, granting } from "./firefox-kit.ts";

describe("the console", () => {
  const reasons = async (
    answer: ConstructorParameters<typeof RecordingServer>[0],
    init: RequestInit,
  ): Promise<readonly string[] | null> => {
    const { page } = open(answer);
    const error: unknown = await page.fetch(API, init).catch((reason: unknown) => reason);
    const { message } = (error as TypeError).cause as { message: string | null };
    return message?.split("\n").map((line) => /Reason: (.*?)\)/.exec(line)![1]!) ?? null;
  };
  const redirect = (headers: Answer["headers"] = []): Answer => ({
    status: 302,
    headers: [...headers, ["Location", "/2"]],
  });
  const NO_SUCCESS = "CORS request did not succeed";
  const MISSING = "CORS header ‘Access-Control-Allow-Origin’ missing";

  it("tells of a refused redirect twice, if it was to be followed", async () => {
    expect(await reasons(() => redirect(), {})).toEqual([MISSING, NO_SUCCESS]);
    expect(await reasons(() => redirect(), { redirect: "error" })).toEqual([MISSING]);
    expect(await reasons(() => ({ status: 302 }), {})).toEqual([MISSING]);
  });

  // Recorded with conformance/lab: `unanswered-0` to `-2`.
  it("finds several headers where a server hangs up on a PUT alone", async () => {
    const hangUp: ConstructorParameters<typeof RecordingServer>[0] = ({ method }) => {
      if (method === "OPTIONS")
        return { headers: [...GRANTS, ["Access-Control-Allow-Methods", "DELETE"]] };
      throw new ConnectionClosed("closed", false);
    };
    expect(await reasons(hangUp, { method: "PUT" })).toEqual([
      "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed",
    ]);
    for (const method of ["POST", "DELETE"])
      expect(await reasons(hangUp, { method })).toEqual([NO_SUCCESS]);
  });

  it("looks at a redirected preflight as a response first", async () => {
    expect(await reasons(() => redirect(), { method: "PUT" })).toEqual([
      MISSING,
      NO_SUCCESS,
      NO_SUCCESS,
    ]);
    expect(await reasons(() => redirect(GRANTS), { method: "PUT" })).toEqual([
      "CORS request external redirect not allowed",
      "CORS preflight response did not succeed",
      NO_SUCCESS,
    ]);
  });

  it.each([
    ["another's origin", "https://other.test/", [NO_SUCCESS, NO_SUCCESS]],
    ["the page's own", `${APP}/home`, [NO_SUCCESS]],
  ])("tells of a preflight to %s that was not answered", async (_, led, told) => {
    const answer = (request: { readonly url: URL }): Answer => {
      if (request.url.href === led) throw new Error("nobody is there");
      return { status: 307, headers: [...GRANTS, ["Location", led]] };
    };
    const granted: ConstructorParameters<typeof RecordingServer>[0] = (request) =>
      request.method === "OPTIONS" && request.url.href !== led ? granting() : answer(request);
    expect(await reasons(granted, { method: "PUT" })).toEqual(told);
  });

  it("tells of a keepalive fetch whose integrity is another's, and of nothing else of it", async () => {
    const { page } = open(() => granting());
    const messageOf = async (url: string, integrity: string): Promise<string | null> => {
      const init = { keepalive: true, integrity };
      const error: unknown = await page.fetch(url, init).catch((reason: unknown) => reason);
      return ((error as TypeError).cause as { message: string | null }).message;
    };
    const integrity = "sha256-UQuXuTaYPyXDNiMKVq+JtWoXIm8NPPfnjqjdsd7W7mg=";
    expect(await messageOf(API, integrity)).toMatch(/^None of the “sha256” hashes/);
    expect(await messageOf("https://api.test:6000/", "")).toBeNull();
  });

  it("looks at a preflight once more where its redirect taints its origin", async () => {
    const to =
      (location: string, origin: string): (() => Answer) =>
      () => ({
        status: 302,
        headers: [
          ["Access-Control-Allow-Origin", origin],
          ["Location", location],
        ],
      });
    const other = "https://other.test/";
    expect(await reasons(to(other, APP), { method: "PUT" })).toEqual([
      "CORS request external redirect not allowed",
      `CORS header ‘Access-Control-Allow-Origin’ does not match ‘${APP}’`,
      NO_SUCCESS,
    ]);
    expect((await reasons(to(other, "*"), { method: "PUT" }))![1]).toBe(
      "CORS preflight response did not succeed",
    );
    expect((await reasons(to("/2", APP), { method: "PUT" }))![1]).toBe(
      "CORS preflight response did not succeed",
    );
  });

  it("says of a redirect to a blob: URL that its content may not load that, too", async () => {
    const { page } = open(() => ({
      status: 302,
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Location", "blob:x"],
      ],
    }));
    const error: unknown = await page.fetch(API).catch((reason: unknown) => reason);
    const { message } = (error as TypeError).cause as { message: string };
    expect(message.split("\n").at(-1)).toBe(
      `Security Error: Content at ${API} may not load data from blob:x.`,
    );
  });

  it.each(["http://", "wss://x/"])(
    "says of a redirect to %s only that it did not succeed",
    async (location) => {
      const answer = (origin: string): Answer => ({
        status: 302,
        headers: [
          ["Access-Control-Allow-Origin", origin],
          ["Location", location],
        ],
      });
      expect(await reasons(() => answer("null"), {})).toEqual([NO_SUCCESS]);
      expect(await reasons(() => answer(APP), { method: "PUT" })).toEqual([NO_SUCCESS, NO_SUCCESS]);
      expect(await reasons(() => answer("null"), { method: "PUT" })).toEqual([
        NO_SUCCESS,
        NO_SUCCESS,
      ]);
    },
  );

  it("counts the lines of Access-Control-Allow-Origin that are spelled so", async () => {
    const several = (...names: readonly string[]): Promise<readonly string[] | null> =>
      reasons(() => ({ headers: names.map((name) => [name, "https://x.test"] as const) }), {});
    const spelled = "Access-Control-Allow-Origin";
    expect(await several(spelled, spelled)).toEqual([
      `Multiple CORS header ‘${spelled}’ not allowed`,
    ]);
    for (const other of ["access-control-allow-origin", "ACCESS-CONTROL-ALLOW-ORIGIN"])
      for (const names of [
        [spelled, other],
        [other, spelled],
        [other, other],
      ])
        expect(await several(...names)).toEqual([
          `CORS header ‘${spelled}’ does not match ‘https://x.test, https://x.test’`,
        ]);
  });

  it("looks for the method before it reads the list of headers", async () => {
    const answer: Answer = { headers: [grant(), ["Access-Control-Allow-Headers", "b ad"]] };
    expect(await reasons(() => answer, { method: "PUT" })).toEqual([
      "Did not find method in CORS header ‘Access-Control-Allow-Methods’",
      NO_SUCCESS,
    ]);
    expect((await reasons(() => answer, { headers: { "X-A": "1" } }))![0]).toBe(
      "invalid token ‘b ad’ in CORS header ‘Access-Control-Allow-Headers’",
    );
  });

  it("is silent about what is made apart from its page", async () => {
    expect(await reasons(() => ({}), { keepalive: true })).toBeNull();
  });
});

describe("what is no byte string", () => {
  const because =
    "to ByteString because the character at index 1 has value 12458 which is greater than 255.";
  const branch = "branch of (sequence<sequence<ByteString>> or record<ByteString, ByteString>)";

  it.each<[string, RequestInit, string]>([
    ["a method", { method: "aオ" }, "'method' member of RequestInit"],
    [
      "a listed value",
      { headers: [["X-A", "aオ"]] },
      `element of element of sequence<sequence<ByteString>> ${branch}`,
    ],
    [
      "an object's value",
      { headers: { "X-A": "aオ" } },
      `value in record<ByteString, ByteString> ${branch}`,
    ],
  ])("fetch says where: %s", async (_, init, place) => {
    const error = await open(granting)
      .page.fetch(API, init)
      .catch((reason: unknown) => reason);
    expect(String(error)).toBe(`TypeError: Window.fetch: Cannot convert ${place} ${because}`);
  });

  it("XMLHttpRequest says which argument it is", () => {
    const xhr = new (open(granting).page.XMLHttpRequest)();
    const says = (method: string, argument: number): string =>
      `XMLHttpRequest.${method}: Cannot convert argument ${argument} ${because}`;
    expect(() => xhr.open("aオ", API)).toThrow(says("open", 1));
    xhr.open("GET", API);
    expect(() => xhr.setRequestHeader("aオ", "1")).toThrow(says("setRequestHeader", 1));
    expect(() => xhr.setRequestHeader("X-A", "aオ")).toThrow(says("setRequestHeader", 2));
  });
});

describe("XMLHttpRequest's exceptions", () => {
  it("say that a header's name is invalid, and not which", () => {
    const xhr = new (open(granting).page.XMLHttpRequest)();
    xhr.open("GET", API);
    expect(() => xhr.setRequestHeader("X@A", "1")).toThrow(/^Invalid header name\.$/);
    // Of a value it says the same.
    expect(() => xhr.setRequestHeader("X-A", "a\nb")).toThrow(/^Invalid header name\.$/);
  });

  it("tell what a synchronous request does not have", () => {
    const xhr = new (open(granting).page.XMLHttpRequest)();
    xhr.open("GET", API, false);
    expect(() => {
      xhr.responseType = "json";
    }).toThrow(
      /^XMLHttpRequest.responseType setter: synchronous XMLHttpRequests do not support timeout and responseType$/,
    );
  });

  it.each([
    [200, "text/css", true],
    [200, "text/plain", false],
    [404, "text/css", false],
    [304, "text/css", false],
  ])("tells of a style sheet's integrity behind a status of %i and %s: %s", async (...row) => {
    const [status, type, isTold] = row;
    const { page } = open(() => ({ status, headers: [...GRANTS, ["Content-Type", type]] }));
    const attributes = { crossorigin: "", integrity: `sha256-${"a".repeat(43)}=` };
    const { cause } = await page.load("stylesheet", API, attributes);
    expect(cause?.message?.startsWith("None of the “sha256” hashes") ?? false).toBe(isTold);
  });

  it.each([
    [200, {}, "did not succeed"],
    [302, {}, "did not succeed"],
    [302, { Location: "/2" }, "missing"],
  ])("tells of a script's type before CORS behind %i and %j", async (status, more, reason) => {
    const headers = Object.entries({ "Content-Type": "image/png", ...more });
    const { page } = open(() => ({ status, headers }));
    const { cause } = await page.load("script", API, { crossorigin: "" });
    expect(cause?.message).toContain(reason);
  });
});
