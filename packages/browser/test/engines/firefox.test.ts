import { fontFile } from "../font-file.ts";
import type { LoadKind } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP, grant } from "../recording-server.ts";
import { GRANTS, open, granting, redirecting, hops, asked } from "./firefox-kit.ts";

// What Firefox ESR 153 was seen to do, with `conformance/lab`, in situations that its generator leaves
// out or meets by chance.

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
    ["font", ["font/ttf", fontFile]],
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
