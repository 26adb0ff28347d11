import { Browser, type LoadKind } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Firefox ESR 153 was seen to do, with `conformance/lab`, in situations that its generator leaves
// out or meets by chance.

const GRANTS: NonNullable<Answer["headers"]> = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Methods", "PUT"],
  ["Access-Control-Allow-Headers", "x-a, authorization, content-type"],
];

function open(answer: ConstructorParameters<typeof RecordingServer>[0], url: string = APP) {
  const server = new RecordingServer(answer);
  return { server, page: new Browser({ engine: "firefox", transport: server }).open(url) };
}

const granting = (): Answer => ({ headers: GRANTS });

/** Redirects from `/0` to `/1` to `/2`, with a status each. */
function redirecting(
  ...statuses: readonly number[]
): ConstructorParameters<typeof RecordingServer>[0] {
  return ({ url, method }) => {
    const hop = Number(url.pathname.slice(1));
    const status = statuses[hop];
    if (method === "OPTIONS" || status === undefined) return granting();
    return { status, headers: [...GRANTS, ["Location", `/${hop + 1}`]] };
  };
}

const hops = (server: RecordingServer, name: string): (string | undefined)[] =>
  server.sent.filter(([line]) => !line.startsWith("OPTIONS")).map(([, headers]) => headers[name]);

const asked = (server: RecordingServer): (string | undefined)[] =>
  server.sent
    .filter(([line]) => line.startsWith("OPTIONS"))
    .map(([, headers]) => headers["access-control-request-headers"]);

describe("a header that is set several times", () => {
  it.each([
    [["1", ""], ""],
    [["", "1"], "1"],
    [["1", "", "2"], "2"],
    [["1", "2"], "1, 2"],
  ])("%j of X-A goes out as %j, and is asked for as often", async (values, sent) => {
    const { server, page } = open(granting);
    await page.fetch(API, { headers: values.map((value) => ["X-A", value]) });
    expect(asked(server)).toEqual([values.map(() => "x-a").join(",")]);
    expect(hops(server, "x-a")).toEqual([sent]);
  });

  it.each(["Authorization", "Content-Type", "From", "If-Modified-Since", "Max-Forwards"])(
    "of %s sends the last value alone",
    async (name) => {
      const { server, page } = open(granting);
      await page.fetch(`${APP}/`, {
        headers: [
          [name, "1"],
          [name, "2"],
        ],
      });
      expect(hops(server, name.toLowerCase())).toEqual(["2"]);
    },
  );
});

it.each([
  ["text/plain;;a", true],
  ["TEXT/plain;;;a", true],
  ["text/plain foo;x", true],
  ["text/plain;", true],
  ["text/plain;;", false],
  ["text/plain;a;", false],
  ["text/plain foo", false],
  ["text/plain;\u00e9", false],
])("a Content-Type of %j is simple: %j", async (value, isSimple) => {
  const { server, page } = open(granting);
  await page.fetch(API, { headers: { "Content-Type": value } });
  expect(asked(server)).toEqual(isSimple ? [] : ["content-type"]);
});

describe("the headers after a redirect", () => {
  it("are the first request's again, less what the last redirect would take from that", async () => {
    const { server, page } = open(redirecting(303, 302));
    await page.fetch("https://api.test/0", {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    expect(hops(server, "content-type")).toEqual([
      "application/json",
      undefined,
      "application/json",
    ]);
    expect(asked(server)).toEqual(["content-type", undefined, "content-type"]);
  });

  it("of a body's own type go with the body, but are asked about for good", async () => {
    const { server, page } = open(redirecting(303, 307));
    const xhr = new page.XMLHttpRequest();
    xhr.open("POST", "https://api.test/0");
    await new Promise((resolve) => {
      xhr.addEventListener("load", resolve);
      xhr.send(new Blob(["{}"], { type: "application/json" }));
    });
    expect(hops(server, "content-type")).toEqual(["application/json", undefined, undefined]);
    expect(asked(server)).toEqual(["content-type", "content-type", "content-type"]);
  });

  it("need no preflight for a type that was gone before the request left its origin", async () => {
    const { server, page } = open(({ url }) =>
      url.origin === APP
        ? { status: 303, headers: [["Location", API]] }
        : { headers: [["Access-Control-Allow-Origin", "*"]] },
    );
    const xhr = new page.XMLHttpRequest();
    xhr.open("POST", `${APP}/0`);
    await new Promise((resolve) => {
      xhr.addEventListener("load", resolve);
      xhr.send(new Blob(["{}"], { type: "application/json" }));
    });
    expect(server.lines).toEqual([`POST ${APP}/0`, `GET ${API}`]);
  });
});

it.each([
  ["/\u00e4?\u00e4", "/%E4?%E4"],
  ["/?\u00c3\u00a4\u00e4", "/?%C3%A4%E4"],
])("a Location of the bytes %j leads to %s", async (location, path) => {
  const { server, page } = open(({ url }) =>
    url.pathname === "/orders"
      ? { status: 302, headers: [...GRANTS, ["Location", location]] }
      : granting(),
  );
  await page.fetch(API);
  expect(server.lines.at(-1)).toBe(`GET https://api.test${path}`);
});

describe("empty lines of a response", () => {
  it("say nothing where another line of their name does", async () => {
    const { page } = open(() => ({
      headers: [
        grant(),
        ["Access-Control-Allow-Credentials", ""],
        ["Access-Control-Allow-Credentials", "true"],
        ["Access-Control-Expose-Headers", "X-A"],
        ["X-A", ""],
        ["X-A", "1"],
      ],
    }));
    const response = await page.fetch(API, { credentials: "include" });
    expect(response.headers.get("X-A")).toBe("1");
  });

  it("are counted all the same where an origin is named", async () => {
    const { page } = open(() => ({ headers: [grant(""), grant()] }));
    await expect(page.fetch(API)).rejects.toThrow(TypeError);
  });
});

it.each([
  ["*, b ad", ["x-a"]],
  ["b ad, *", []],
  ["X-A, b ad", []],
])("fetch sees of headers exposed by %j these: %j", async (value, expected) => {
  const { page } = open(() => ({
    headers: [grant(), ["Access-Control-Expose-Headers", value], ["X-A", "1"]],
  }));
  const response = await page.fetch(API);
  expect([...response.headers.keys()].filter((name) => name.startsWith("x-"))).toEqual(expected);
});

// Each would take minutes if its time grew faster than its length.
describe("many blanks", () => {
  const blanks = " ".repeat(200_000);

  it("may be among the headers exposed", async () => {
    const value = `a${blanks}b, *`;
    const { page } = open(() => ({ headers: [grant(), ["Access-Control-Expose-Headers", value]] }));
    expect((await page.fetch(API)).ok).toBe(true);
  });

  it("may be in a method allowed", async () => {
    const value = `a${blanks}b`;
    const { page } = open(() => ({ headers: [grant(), ["Access-Control-Allow-Methods", value]] }));
    await expect(page.fetch(API, { method: "PUT" })).rejects.toThrow(TypeError);
  });

  it("may be in the type of a data: URL", async () => {
    const { page } = open(() => ({}));
    expect(await (await page.fetch(`data:text/plain${blanks}x,hen`)).text()).toBe("hen");
  });
});

describe("Sec-Fetch-Site", () => {
  const site = async (from: string, ...urls: readonly string[]): Promise<string | undefined> => {
    const { server, page } = open(({ url }) => {
      const next = urls[urls.indexOf(url.href) + 1];
      return next === undefined
        ? granting()
        : { status: 302, headers: [...GRANTS, ["Location", next]] };
    }, from);
    await page.fetch(urls[0]!, { mode: "no-cors" });
    return server.sent.at(-1)![1]["sec-fetch-site"];
  };

  it("stays same-site after a redirect that was secure", async () => {
    expect(
      await site("https://app.example/", "https://b.app.example/", "https://c.app.example/"),
    ).toBe("same-site");
  });

  it("is cross-site after one that wasn't", async () => {
    expect(
      await site("http://127.0.0.1:1000/", "http://127.0.0.1:2000/", "https://127.0.0.1/"),
    ).toBe("cross-site");
  });

  it("is cross-site for a page of plain http, unless it is the machine's own", async () => {
    expect(await site("http://app.example/", "https://b.app.example/")).toBe("cross-site");
    expect(await site("http://127.0.0.1:1000/", "https://127.0.0.1/")).toBe("same-site");
  });
});

describe("the preflights that are kept", () => {
  it("are forgotten when a simple request is refused", async () => {
    let isRefusing = false;
    const { server, page } = open(() => (isRefusing ? {} : granting()));
    await page.fetch(API, { method: "PUT" });
    isRefusing = true;
    await page.fetch(API).catch(() => {});
    isRefusing = false;
    await page.fetch(API, { method: "PUT" });
    expect(server.lines.filter((line) => line.startsWith("OPTIONS"))).toHaveLength(2);
  });

  it("outlive a redirect that the script didn't want", async () => {
    const { server, page } = open(({ method }) =>
      method === "OPTIONS" ? granting() : { status: 302, headers: [...GRANTS, ["Location", "/2"]] },
    );
    await page.fetch(API, { method: "PUT", redirect: "error" }).catch(() => {});
    await page.fetch(API, { method: "PUT", redirect: "error" }).catch(() => {});
    expect(server.lines).toEqual([`OPTIONS ${API}`, `PUT ${API}`, `PUT ${API}`]);
  });

  it("are kept by fragment", async () => {
    const { server, page } = open(granting);
    await page.fetch(`${API}#a`, { method: "PUT" });
    await page.fetch(`${API}#b`, { method: "PUT" });
    expect(server.lines.filter((line) => line.startsWith("OPTIONS"))).toHaveLength(2);
  });
});

describe("what is no HTTP", () => {
  it("is an opaque response where about:blank is asked for without CORS", async () => {
    const { page } = open(granting);
    expect((await page.fetch("about:blank", { mode: "no-cors" })).type).toBe("opaque");
    await expect(page.fetch("about:blank")).rejects.toThrow(TypeError);
    await expect(page.fetch("about:srcdoc", { mode: "no-cors" })).rejects.toThrow(TypeError);
  });

  it("tells fetch the length of a data: URL, and XMLHttpRequest its type", async () => {
    const { page } = open(granting);
    const response = await page.fetch("data:text/plain,hi");
    expect([...response.headers]).toEqual([
      ["content-length", "2"],
      ["content-type", "text/plain"],
    ]);
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "data:text/plain,hi");
    await new Promise((resolve) => {
      xhr.addEventListener("load", resolve);
      xhr.send();
    });
    expect(xhr.getAllResponseHeaders()).toBe("Content-Type: text/plain\r\n");
  });
});

describe("an XMLHttpRequest that failed", () => {
  const failed = async (url: string, answer: Answer): Promise<readonly unknown[]> => {
    const { page } = open(() => answer);
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", url);
    xhr.responseType = "arraybuffer";
    await new Promise((resolve) => {
      xhr.addEventListener("error", resolve);
      xhr.send();
    });
    return [xhr.responseURL, xhr.response];
  };

  it("has an empty buffer, and on its own origin a URL", async () => {
    const broken: Answer = { status: 302, headers: [...GRANTS, ["Location", "http://["]] };
    expect(await failed(`${APP}/0#a`, broken)).toEqual([`${APP}/0`, new ArrayBuffer(0)]);
    expect(await failed(API, broken)).toEqual(["", new ArrayBuffer(0)]);
  });

  it("by a redirect to a blocked port never ends, but for its time limit", async () => {
    const { page } = open(() => ({
      status: 302,
      headers: [...GRANTS, ["Location", "http://127.0.0.1:1/"]],
    }));
    const xhr = new page.XMLHttpRequest();
    const events: string[] = [];
    for (const name of ["error", "load", "timeout"])
      xhr.addEventListener(name, () => events.push(name));
    xhr.open("GET", API);
    xhr.timeout = 50;
    await new Promise((resolve) => {
      xhr.addEventListener("loadend", resolve);
      xhr.send();
    });
    expect(events).toEqual(["timeout"]);
  });
});

it("a policy that is held back across sites counts again on the way home", async () => {
  const { server, page } = open(
    ({ url }) =>
      url.origin === APP
        ? granting()
        : { status: 302, headers: [...GRANTS, ["Location", `${APP}/home`]] },
    `${APP}/page`,
  );
  await page.fetch(API, { referrerPolicy: "unsafe-url" }).catch(() => {});
  expect(hops(server, "referer")).toEqual([`${APP}/`, `${APP}/page`]);
});

it("who gives no referrer gives a null origin, where there is no CORS", async () => {
  const { server, page } = open(granting);
  await page.fetch(API, { method: "POST", mode: "no-cors", referrer: "" });
  expect(hops(server, "origin")).toEqual(["null"]);
});

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

  it.each(["http://", "mailto:x"])(
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

it.each([
  [["Access-Control-Allow-Origin", ""], ["access-control-allow-origin", "*"], true],
  [["Access-Control-Allow-Origin", ""], ["Access-Control-Allow-Origin", "*"], false],
] as const)("a response with %j and %j passes its check: %j", async (one, other, passes) => {
  const { page } = open(() => ({ headers: [one, other] }));
  const outcome = await page.fetch(API).then(
    () => true,
    () => false,
  );
  expect(outcome).toBe(passes);
});

it.each<[LoadKind, number, number]>([
  ["image", 200, 1],
  ["stylesheet", 200, 1],
  ["stylesheet", 404, 2],
  ["audio", 200, 1],
  ["video", 404, 2],
  ["module", 200, 1],
  ["module", 404, 1],
  ["import", 404, 1],
  ["preload", 404, 1],
  ["mask", 404, 1],
  ["shape", 404, 2],
  ["script", 404, 2],
  ["font", 200, 1],
  ["font", 404, 2],
])("a %s answered %i and named twice is asked for %i time(s)", async (kind, status, times) => {
  const contents = new Map<LoadKind, readonly [type: string, body: string]>([
    ["font", ["font/ttf", "\0\u0001\0\0"]],
    ["audio", ["audio/wav", "RIFF\x04\0\0\0WAVEfmt "]],
    ["module", ["text/javascript", "export {}"]],
    ["stylesheet", ["text/css", ""]],
  ]);
  const [type, body] = contents.get(kind) ?? ["image/svg+xml", "<svg/>"];
  const { page, server } = open(() => ({ status, headers: [["Content-Type", type]], body }));
  const attributes = kind === "preload" ? { as: "script" } : {};
  await page.load(kind, `${APP}/1`, attributes);
  await page.load(kind, `${APP}/1`, attributes);
  expect(server.sent).toHaveLength(times);
});

it.each<[LoadKind, string]>([
  ["image", `${APP}/`],
  ["audio", `${APP}/page`],
  ["video", `${APP}/page`],
])("a referrerpolicy on an element of kind %s sends %s", async (kind, referrer) => {
  const { page, server } = open(granting, `${APP}/page`);
  await page.load(kind, `${APP}/1`, { referrerpolicy: "origin" });
  expect(hops(server, "referer")).toEqual([referrer]);
});

it("a tab within a Location is escaped, and no URL parser drops it", async () => {
  const { page, server } = open(({ url }) =>
    url.pathname === "/0"
      ? { status: 302, headers: [...GRANTS, ["Location", "2\tx"]] }
      : granting(),
  );
  const response = await page.fetch("https://api.test/0");
  expect(response.url).toBe("https://api.test/2%09x");
  expect(server.lines.at(-1)).toBe("GET https://api.test/2%09x");
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
});
