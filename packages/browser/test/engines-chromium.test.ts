import { Browser, bytesTransport, type FailureCause, type LoadKind } from "@crosswalk/browser";
import { expect, test } from "vitest";
import { API, APP, grant, RecordingServer } from "./recording-server.ts";

// What Chromium 156 was seen to do, one request at a time, and no recorded case shows.

const isPreflight = (method: string): boolean => method === "OPTIONS";

async function failureOf(promise: Promise<unknown>): Promise<FailureCause> {
  const error = await promise.then(
    () => expect.fail("it was readable"),
    (reason: unknown) => reason,
  );
  return (error as TypeError).cause as FailureCause;
}

function open(answer: ConstructorParameters<typeof RecordingServer>[0]) {
  const server = new RecordingServer(answer);
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`);
  return { server, page };
}

test.each([
  ["cache-control", ["X-4", "X-A", "Cache-Control", "Traceparent"]],
  ["pragma", ["X-Requested-With", "X-Trace-Id", "Pragma", "Accept"]],
  ["x-csrf-token", ["X-CSRF-Token", "X-Requested-With", "X-1"]],
])("of several disallowed headers the console names %s", async (told, names) => {
  const { page } = open(() => ({ status: 200, headers: [grant()] }));
  const headers = names.map((name): [string, string] => [name, "1"]);
  const { code, parameter } = await failureOf(page.fetch(API, { headers }));
  expect([code, parameter]).toEqual(["HeaderDisallowedByPreflightResponse", told]);
});

test.each([
  ["BYTES=0-5", "bytes=0-5"],
  ["bytes = 00-05 ,", "bytes=0-5"],
  ["bytes=-5", "bytes=-5"],
  ["bytes=0-1,3-4", "bytes=0-1,3-4"],
  ["bytes=5-1", "bytes=5-1"],
  ["lines=0-1", "lines=0-1"],
])("a range %s goes out as %s", async (given, sent) => {
  const { page, server } = open(({ method }) => ({
    status: isPreflight(method) ? 204 : 206,
    headers: [grant(), ["Access-Control-Allow-Headers", "Range"]],
  }));
  await page.fetch(API, { headers: { Range: given } });
  expect(server.sent.at(-1)![1]).toMatchObject({ range: sent });
});

test.each([
  ["text/plain ; charset=latin1", "text/plain ; charset=UTF-8"],
  ["text/plain;charset=latin1;charset=utf-8", "text/plain;charset=UTF-8;charset=UTF-8"],
  ["text/plain; charset='latin1'", "text/plain; charset='UTF-8'"],
  ["text/plain;charset=a b", "text/plain;charset=UTF-8 b"],
  ["text/plain;charset=", "text/plain;charset="],
  ["charset=latin1", "charset=latin1"],
  ["text/plain,charset=latin1", "text/plain,charset=latin1"],
])("XMLHttpRequest sends a text of type %s as %s", async (given, sent) => {
  const { page, server } = open(() => ({ status: 200, headers: [] }));
  const xhr = new page.XMLHttpRequest();
  xhr.open("POST", `${APP}/1`);
  xhr.setRequestHeader("Content-Type", given);
  await new Promise((resolve) => {
    xhr.onloadend = resolve;
    xhr.send("text");
  });
  expect(server.sent.at(-1)![1]).toMatchObject({ "content-type": sent });
});

test.each(["ftp://app.example/", "blob:x"])(
  "XMLHttpRequest does not begin with %s",
  async (url) => {
    const { page } = open(() => expect.fail("nothing is asked for"));
    const xhr = new page.XMLHttpRequest();
    const events: string[] = [];
    xhr.open("PUT", url);
    for (const type of ["loadstart", "error"]) xhr.addEventListener(type, () => events.push(type));
    await new Promise((resolve) => {
      xhr.onloadend = resolve;
      xhr.send();
    });
    expect(events).toEqual(["error"]);
  },
);

const withPassword = `${APP.replace("//", "//user:password@")}/file`;

test.each<LoadKind>(["image", "script", "stylesheet", "track", "event-source", "svg-use"])(
  "a %s is not loaded from an address with a password",
  async (kind) => {
    const { page, server } = open(() => ({ status: 200, headers: [] }));
    await page.load(kind, withPassword);
    expect(server.sent).toEqual([]);
  },
);

test.each<LoadKind>(["module", "import", "worker", "font", "audio", "shape"])(
  "a %s is",
  async (kind) => {
    const { page, server } = open(() => ({ status: 200, headers: [] }));
    await page.load(kind, withPassword);
    expect(server.sent).toHaveLength(1);
  },
);

test.each([
  ["fetch", "refused"],
  ["XMLHttpRequest", "followed"],
])("a redirect of %s to an address with a password is %s", async (api, verdict) => {
  const { page, server } = open(({ url }) =>
    url.pathname === "/1"
      ? { status: 302, headers: [["Location", withPassword]] }
      : { status: 200, headers: [] },
  );
  if (api === "fetch") {
    await page.fetch(`${APP}/1`).catch(() => {});
  } else {
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", `${APP}/1`);
    await new Promise((resolve) => {
      xhr.onloadend = resolve;
      xhr.send();
    });
  }
  expect(server.sent.length).toBe(verdict === "followed" ? 2 : 1);
});

test.each<[LoadKind, number, number]>([
  ["image", 200, 1],
  ["module", 200, 1],
  ["module", 404, 2],
  ["preload", 404, 1],
  ["mask", 404, 1],
  ["script", 200, 2],
  ["stylesheet", 200, 2],
])("a %s answered %i and named twice is asked for %i time(s)", async (kind, status, times) => {
  const type = kind === "module" ? "text/javascript" : "image/svg+xml";
  const { page, server } = open(() => ({
    status,
    headers: [["Content-Type", type]],
    body: kind === "module" ? "export {}" : "<svg></svg>",
  }));
  const attributes = kind === "preload" ? { as: "script" } : {};
  await page.load(kind, `${APP}/1`, attributes);
  await page.load(kind, `${APP}/1`, attributes);
  expect(server.sent).toHaveLength(times);
});

test.each<[LoadKind, number, string]>([
  ["script", 302, "load"],
  ["script", 399, "load"],
  ["script", 400, "error"],
  ["module", 302, "error"],
  ["stylesheet", 304, "load"],
])("a %s with status %i ends in %s", async (kind, status, result) => {
  const { page } = open(() => ({
    status,
    headers: [["Content-Type", kind === "stylesheet" ? "text/css" : "text/javascript"]],
    body: "",
  }));
  expect((await page.load(kind, `${APP}/1`)).result).toBe(result);
});

const anyPut: readonly (readonly [string, string])[] = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Methods", "PUT"],
  ["Access-Control-Max-Age", "600"],
];

test("what a tainted request is granted is asked for each time", async () => {
  const { page, server } = open(({ method, url }) =>
    url.host === "api.test" && !isPreflight(method)
      ? { status: 307, headers: [...anyPut, ["Location", "https://cdn.test/2"]] }
      : { status: 200, headers: anyPut },
  );
  await page.fetch(API, { method: "PUT" });
  await page.fetch(API, { method: "PUT" });
  const preflights = server.lines.filter((line) => line.startsWith("OPTIONS"));
  expect(preflights).toEqual([
    `OPTIONS ${API}`,
    "OPTIONS https://cdn.test/2",
    "OPTIONS https://cdn.test/2",
  ]);
});

test("of requests made together, each goes out in its turn, whether it preflights or not", async () => {
  const { page, server } = open(() => ({ status: 200, headers: anyPut }));
  await Promise.all([
    page.fetch(API),
    page.fetch(API, { method: "PUT" }),
    page.fetch(API, { method: "POST" }),
  ]);
  expect(server.lines.slice(0, 3)).toEqual([`GET ${API}`, `OPTIONS ${API}`, `POST ${API}`]);
});

test("a reload waits for nobody, and others wait for it", async () => {
  let answers = 0;
  const { page, server } = open(() => ({
    headers: [grant("*"), ["Cache-Control", "max-age=600"]],
    body: String(++answers),
  }));
  const load = async (cache: RequestCache): Promise<string> =>
    (await page.fetch(API, { cache })).text();
  const texts = await Promise.all([load("default"), load("reload"), load("default")]);
  expect(texts).toEqual(["1", "2", "2"]);
  expect(server.sent.map(([, headers]) => headers["cache-control"])).toEqual([
    undefined,
    "no-cache",
  ]);
});

test.each<[string, RequestInit, "stays" | "is gone"]>([
  ["PUT without a body", { method: "PUT" }, "stays"],
  ["PUT", { method: "PUT", body: "x" }, "is gone"],
  ["DELETE", { method: "DELETE" }, "is gone"],
  ["POST", { method: "POST" }, "is gone"],
  ["POST with no-store", { method: "POST", cache: "no-store" }, "stays"],
])("after a %s, what is stored %s", async (_, init, fate) => {
  const { page, server } = open(() => ({ headers: [["Cache-Control", "max-age=600"]] }));
  const url = `${APP}/1`;
  await (await page.fetch(url)).text();
  await (await page.fetch(url, init)).text();
  await (await page.fetch(url)).text();
  const gets = server.lines.filter((line) => line.startsWith("GET"));
  expect(gets).toHaveLength(fate === "stays" ? 1 : 2);
});

test("a HEAD asks whether what is stored still holds, and what doesn't is forgotten", async () => {
  const { page, server } = open(() => ({
    headers: [
      ["Cache-Control", "no-cache"],
      ["ETag", '"1"'],
    ],
  }));
  const url = `${APP}/1`;
  await (await page.fetch(url)).text();
  for (const method of ["HEAD", "HEAD", "GET"]) await (await page.fetch(url, { method })).text();
  expect(server.sent.map(([, headers]) => headers["if-none-match"])).toEqual([
    undefined,
    '"1"',
    undefined,
    undefined,
  ]);
});

test("a 304 that nobody asked for is kept like any response", async () => {
  const { page, server } = open(() => ({
    status: 304,
    headers: [["Cache-Control", "max-age=600"]],
    body: "",
  }));
  for (const _ of [1, 2]) expect((await page.fetch(`${APP}/1`)).status).toBe(304);
  expect(server.sent).toHaveLength(1);
});

test.each([
  ["new", "network error"],
  ["reused", 200],
] as const)(
  "an interim response and the end of a %s connection: %s",
  async (connection, expected) => {
    const interim = Buffer.from("HTTP/1.1 101 Switching Protocols\r\nX-A: 1\r\n\r\n");
    const transport = bytesTransport(() => Promise.resolve({ bytes: interim, connection }));
    const page = new Browser({ engine: "chromium", transport }).open(`${APP}/page`);
    const status = await page.fetch(`${APP}/1`, { method: "PUT" }).then(
      (response) => (response.headers.has("X-A") ? "its headers" : response.status),
      () => "network error",
    );
    expect(status).toBe(expected);
  },
);

test.each([
  ["www.app.example other.test", ["https://frame.test", "null"]],
  ["www.app.example www.app.example", ["https://frame.test", "https://frame.test"]],
  ["other.test www.app.example", [undefined, undefined]],
])(
  "a frame that asks for its top-level page's site, along %s, sends Origin %j",
  async (path, sent) => {
    const hosts = path.split(" ");
    const server = new RecordingServer(({ url }) =>
      url.pathname === "/0"
        ? { status: 307, headers: [["Location", `https://${hosts[1]}/1`]] }
        : { status: 200 },
    );
    const browser = new Browser({ engine: "chromium", transport: server });
    const frame = browser.open("https://frame.test/", { parent: browser.open(`${APP}/page`) });
    await frame.fetch(`https://${hosts[0]}/0`, { mode: "no-cors", credentials: "include" });
    expect(server.sent.map(([, headers]) => headers["origin"])).toEqual(sent);
  },
);

test.each(["garbage", "text/plain"])(
  "a beacon of a Blob of type %s needs no leave",
  async (type) => {
    const { page, server } = open(() => ({ status: 200 }));
    await page.load("beacon", API, { body: new Blob(["x"], { type }) });
    expect(server.lines).toEqual([`POST ${API}`]);
    expect(server.sent[0]![1]["content-type"]).toBe(type === "garbage" ? undefined : type);
  },
);

test.each<LoadKind>(["audio", "video", "track"])("%s has no referrer policy", async (kind) => {
  const { page, server } = open(() => ({ status: 200, headers: [grant()] }));
  await page.load(kind, API, { crossorigin: "", referrerpolicy: "no-referrer" });
  expect(server.sent[0]![1]["referer"]).toBe(`${APP}/`);
});
