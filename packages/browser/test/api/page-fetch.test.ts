import { Browser, type EngineName, type FailureCause, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const isPreflight = (method: string): boolean => method === "OPTIONS";

function open(
  answer: ConstructorParameters<typeof RecordingServer>[0],
  engine: EngineName = "standard",
) {
  const server = new RecordingServer(answer);
  const browser = new Browser({ engine, transport: server });
  return { server, browser, page: browser.open(`${APP}/page?secret`) };
}

async function causeOf(promise: Promise<unknown>): Promise<FailureCause> {
  const error = await promise.then(
    () => expect.fail("it was readable"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TypeError);
  return (error as TypeError).cause as FailureCause;
}

describe.each(engines)("a page in %s", (engine) => {
  it("reads a response that names its origin, and of its headers the safelisted ones", async () => {
    const headers: Answer["headers"] = [
      grant(),
      ["X-Total", "1"],
      ["Content-Type", "text/plain"],
      ["Set-Cookie", "a=1"],
    ];
    const { page, server } = open(() => ({ headers }), engine);
    const response = await page.fetch(API);
    expect([response.type, response.status, response.url, await response.text()]).toEqual([
      "cors",
      200,
      API,
      "ok",
    ]);
    expect([...response.headers]).toEqual([["content-type", "text/plain"]]);
    expect(response).toBeInstanceOf(Response);
    expect(server.sent[0]![1]).toMatchObject({
      origin: APP,
      referer: `${APP}/`,
      "sec-fetch-mode": "cors",
    });
  });

  it("is told nothing of a response that names nobody, but the reason is there for whoever asks", async () => {
    const { page } = open(() => ({}), engine);
    const cause = await causeOf(page.fetch(API));
    expect(cause).toMatchObject({
      code: "MissingAllowOriginHeader",
      anchor: "#concept-cors-check",
      step: "2",
      url: API,
    });
  });

  it("asks before a PUT with a header of its own, once for ten minutes", async () => {
    const { page, server } = open(
      ({ method }) => ({
        status: isPreflight(method) ? 204 : 200,
        headers: [
          grant(),
          ["Access-Control-Allow-Methods", "PUT"],
          ["Access-Control-Allow-Headers", "x-a, x-b"],
          ["Access-Control-Max-Age", "600"],
        ],
      }),
      engine,
    );
    const init = {
      method: "PUT",
      headers: [
        ["X-B", "1"],
        ["X-A", "1"],
      ] as [string, string][],
    };
    await page.fetch(API, init);
    await page.fetch(API, init);
    expect(server.lines).toEqual([`OPTIONS ${API}`, `PUT ${API}`, `PUT ${API}`]);
    expect(server.sent[0]![1]).toMatchObject({
      accept: "*/*",
      origin: APP,
      "access-control-request-method": "PUT",
      "access-control-request-headers": "x-a,x-b",
    });
    expect(server.sent[0]![1]).not.toHaveProperty("x-a");
  });

  it("sends no PUT that the preflight's answer doesn't allow", async () => {
    const { page, server } = open(
      () => ({ headers: [grant(), ["Access-Control-Allow-Methods", "DELETE"]] }),
      engine,
    );
    const cause = await causeOf(page.fetch(API, { method: "PUT" }));
    expect(cause).toMatchObject({ code: "MethodDisallowedByPreflightResponse", parameter: "PUT" });
    expect(server.lines).toEqual([`OPTIONS ${API}`]);
  });

  it("gets an opaque response in mode no-cors", async () => {
    const { page, server } = open(() => ({ headers: [["X-Total", "1"]] }), engine);
    const response = await page.fetch(API, { mode: "no-cors" });
    expect([
      response.type,
      response.status,
      response.url,
      response.body,
      await response.text(),
    ]).toEqual(["opaque", 0, "", null, ""]);
    expect([...response.headers]).toEqual([]);
    expect(server.sent[0]![1]).not.toHaveProperty("origin");
  });

  it("is called null once a redirect of another origin leads to a third one", async () => {
    const { page, server } = open(
      ({ url }, header) =>
        url.host === "api.test"
          ? { status: 302, headers: [grant(), ["Location", "https://third.test/"]] }
          : { headers: [grant(header("origin") ?? "")] },
      engine,
    );
    const response = await page.fetch(API);
    expect([response.redirected, response.url]).toEqual([true, "https://third.test/"]);
    expect(server.sent.map(([line, { origin }]) => [line, origin])).toEqual([
      [`GET ${API}`, APP],
      ["GET https://third.test/", "null"],
    ]);
  });

  it("follows a Location whose bytes are UTF-8, in its path and in its query", async () => {
    const { page, server } = open(
      ({ url }) =>
        url.pathname === "/0"
          ? { status: 302, headers: [["Location", "/\u00c3\u00a4?\u00c3\u00a4"]] }
          : {},
      engine,
    );
    await page.fetch("/0");
    // WebKit takes each byte for a character.
    const read = engine === "webkit" ? "%C3%83%C2%A4" : "%C3%A4";
    expect(server.lines.at(-1)).toBe(`GET ${APP}/${read}?${read}`);
  });

  it("follows twenty redirects and no more", async () => {
    const hops = (limit: number) =>
      open(({ url }) => {
        const hop = Number(url.pathname.slice(1));
        return hop < limit ? { status: 302, headers: [["Location", `/${hop + 1}`]] } : {};
      }, engine);
    expect((await hops(20).page.fetch("/0")).url).toBe(`${APP}/20`);
    const cause = await causeOf(hops(21).page.fetch("/0"));
    expect(cause.code).toBe("RedirectLimit");
  });

  it("leaves Authorization behind when a redirect leads elsewhere", async () => {
    const { page, server } = open(({ url, method }, header) => {
      if (url.origin === APP) return { status: 307, headers: [["Location", API]] };
      return {
        status: isPreflight(method) ? 204 : 200,
        headers: [grant(header("origin")), ["Access-Control-Allow-Headers", "authorization"]],
      };
    }, engine);
    await page.fetch("/own", { headers: { Authorization: "secret" } });
    expect(server.sent[0]![1]).toHaveProperty("authorization", "secret");
    expect(server.sent.at(-1)![0]).toBe(`GET ${API}`);
    expect(server.sent.at(-1)![1]).not.toHaveProperty("authorization");
  });

  it("fails without asking where its mode is same-origin", async () => {
    const { page, server } = open(() => ({ headers: [grant()] }), engine);
    expect((await causeOf(page.fetch(API, { mode: "same-origin" }))).code).toBe("DisallowedByMode");
    expect(server.lines).toEqual([]);
  });

  it("stops waiting when it is aborted", async () => {
    const browser = new Browser({
      engine,
      transport: { send: () => new Promise(() => undefined) },
    });
    const controller = new AbortController();
    const fetching = browser.open(APP).fetch(API, { signal: controller.signal });
    controller.abort();
    await expect(fetching).rejects.toMatchObject({ name: "AbortError" });
  });

  it("stops waiting when it is aborted even before the request has gone out", async () => {
    const controller = new AbortController();
    const transport: Transport = {
      send: () => {
        controller.abort();
        return new Promise(() => undefined);
      },
    };
    const page = new Browser({ engine, transport }).open(APP);
    await expect(page.fetch(API, { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("goes by what a Request says of its referrer, unless an init says anything", async () => {
    const { page, server } = open(() => ({ headers: [grant()] }), engine);
    const request = new Request(API, { referrer: "", method: "PUT" });
    await causeOf(page.fetch(request));
    expect(server.sent[0]![1]).not.toHaveProperty("referer");
    await causeOf(page.fetch(request, { credentials: "omit" }));
    expect(server.sent[1]![1]).toHaveProperty("referer", `${APP}/`);
  });

  it("isn't aborted by a Request's signal where an init has none in its place", async () => {
    const { page } = open(() => ({ headers: [grant()] }), engine);
    const request = new Request(API, { signal: AbortSignal.abort() });
    await expect(page.fetch(request)).rejects.toMatchObject({ name: "AbortError" });
    expect((await page.fetch(request, { signal: null })).status).toBe(200);
  });

  it("is refused what a Request's constructor refuses", async () => {
    const { page, server } = open(() => ({ headers: [grant()] }), engine);
    const refused = [
      page.fetch("https://user:password@api.test/"),
      page.fetch(API, { mode: "navigate" }),
      page.fetch(API, { method: "TRACE" }),
      page.fetch(API, { method: "A B" }),
      page.fetch(API, { mode: "no-cors", method: "PUT" }),
      page.fetch(API, { body: "a" }),
      page.fetch(API, { cache: "only-if-cached" }),
      page.fetch("http://"),
    ];
    for (const one of refused) await expect(one).rejects.toBeInstanceOf(TypeError);
    expect(server.lines).toEqual([]);
  });
});

describe("credentials", () => {
  const answer = (_: unknown, header: (name: string) => string | undefined): Answer => ({
    headers: [
      grant(),
      ["Access-Control-Allow-Credentials", "true"],
      ["Set-Cookie", "session=1; SameSite=None; Secure"],
    ],
    body: header("cookie") ?? "none",
  });
  const cookieOf = async (
    page: { fetch(url: string, init: { credentials: string }): Promise<Response> },
    credentials: string,
  ) => (await page.fetch(API, { credentials })).text();

  it("are kept and sent in mode include alone", async () => {
    const { page } = open(answer);
    expect(await cookieOf(page, "same-origin")).toBe("none");
    expect(await cookieOf(page, "include")).toBe("none");
    expect(await cookieOf(page, "include")).toBe("session=1");
    expect(await cookieOf(page, "omit")).toBe("none");
  });

  it("of third parties are held back by Chromium and WebKit, and kept apart by Firefox", async () => {
    const seen: Record<string, string> = {};
    for (const engine of engines) {
      const { page, browser } = open(
        (request, header) => ({
          ...answer(request, header),
          headers: [grant(header("origin")), ...answer(request, header).headers!.slice(1)],
        }),
        engine,
      );
      await cookieOf(page, "include");
      const there = await cookieOf(page, "include");
      const elsewhere = await cookieOf(browser.open("https://other.example/"), "include");
      seen[engine] = `${there}, ${elsewhere}`;
    }
    expect(seen).toEqual({
      standard: "session=1, session=1",
      chromium: "none, none",
      firefox: "session=1, none",
      webkit: "none, none",
    });
  });

  it("make a wildcard worthless", async () => {
    const { page } = open(() => ({
      headers: [grant("*"), ["Access-Control-Allow-Credentials", "true"]],
    }));
    expect((await page.fetch(API)).status).toBe(200);
    expect((await causeOf(page.fetch(API, { credentials: "include" }))).code).toBe(
      "WildcardOriginNotAllowed",
    );
  });
});

it("a transport that changes the URL it was handed changes no other request of the page", async () => {
  const asked: string[] = [];
  const transport: Transport = {
    send({ url }) {
      asked.push(url.href);
      url.pathname = "/elsewhere";
      return Promise.resolve({ status: 200, statusText: "", headers: [grant()], body: null });
    },
  };
  const page = new Browser({ transport }).open(`${APP}/`);
  for (let time = 1; time <= 3; time++) await page.fetch(API);
  expect(asked).toEqual([API, API, API]);
});

it("a page of an opaque origin is called null", async () => {
  const server = new RecordingServer(() => ({ headers: [grant("null")] }));
  const browser = new Browser({ transport: server });
  for (const page of [
    browser.open(APP, { sandboxed: true }),
    browser.open("data:text/html,x"),
    browser.open("file:///x.html"),
  ]) {
    expect(page.origin).toBe("null");
    expect((await page.fetch(API)).type).toBe("cors");
  }
  expect(server.sent.map(([, { origin }]) => origin)).toEqual(["null", "null", "null"]);
});

it.each([
  ["sandbox", "null"],
  ["sandbox allow-scripts", "null"],
  ["sandbox allow-scripts Allow-Same-Origin", APP],
  ["sandbox; connect-src allow-same-origin", "null"],
] as const)("a page under the policy %j is of the origin %s", (sandboxed, origin) => {
  const browser = new Browser({ transport: new RecordingServer(() => ({})) });
  expect(browser.open(`${APP}/`, { sandboxed }).origin).toBe(origin);
});

it("a trace tells what was sent, received and decided", async () => {
  const { page } = open(() => ({ headers: [grant("*")] }));
  const { result, events } = await page.traced((traced) =>
    traced.fetch(API, { method: "PUT" }).catch((error: unknown) => error),
  );
  expect(result).toBeInstanceOf(TypeError);
  expect(events.filter(({ kind }) => kind !== "step").map(({ kind }) => kind)).toEqual([
    "sent",
    "received",
    "failed",
  ]);
  expect(events.at(-1)).toMatchObject({ failure: { code: "MethodDisallowedByPreflightResponse" } });
});
