import { Browser, bytesTransport, type LoadKind, type Page } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP, RecordingServer } from "../recording-server.ts";

// What Firefox ESR 153 was seen to do in cases that others have thought of.

const API_ORIGIN = new URL(API).origin;

const OPEN: NonNullable<Answer["headers"]> = [["Access-Control-Allow-Origin", "*"]];

function openWith(answer: Answer = { headers: OPEN }, url: string = APP) {
  const server = new RecordingServer(() => answer);
  const browser = new Browser({ engine: "firefox", transport: server });
  return { server, browser, page: browser.open(url) };
}

type Told = readonly [type: string, state: number, status: number, loaded: number];

type PageXhr = InstanceType<Page["XMLHttpRequest"]>;

/** What is told until the last event, or for as long as nothing more comes. */
function told(xhr: PageXhr, send: () => void): Promise<readonly Told[]> {
  const events: Told[] = [];
  return new Promise((resolve) => {
    for (const type of ["readystatechange", "progress", "load", "abort", "loadend"])
      xhr.addEventListener(type, (event) => {
        const { loaded = 0 } = event as Partial<ProgressEvent>;
        events.push([type, xhr.readyState, xhr.status, loaded]);
        if (type === "loadend") setTimeout(() => resolve(events), 0);
      });
    send();
  });
}

it.each([
  ["GET", "hi"],
  ["HEAD", ""],
])("events of %s tell nothing of what a data: URL holds", async (method, text) => {
  const xhr = new (openWith().page.XMLHttpRequest)();
  const events = await told(xhr, () => {
    xhr.open(method, "data:text/plain,hi");
    xhr.send();
  });
  expect(events.slice(1)).toEqual([
    ["readystatechange", 2, 200, 0],
    ["readystatechange", 3, 200, 0],
    ["progress", 3, 200, 0],
    ["progress", 3, 200, 0],
    ["readystatechange", 4, 200, 0],
    ["load", 4, 200, 0],
    ["loadend", 4, 200, 0],
  ]);
  expect(xhr.responseText).toBe(text);
});

it.each<[string, readonly number[], number]>([
  ["that is empty", [0], 0],
  ["of two bytes", [2], 2],
])("a body %s fires one progress event", async (_, progress, loaded) => {
  const { page } = openWith({ headers: OPEN, body: "x".repeat(loaded) });
  const xhr = new page.XMLHttpRequest();
  const events = await told(xhr, () => {
    xhr.open("GET", API);
    xhr.send();
  });
  const of = (name: string): number[] =>
    events.filter(([type]) => type === name).map(([, , , bytes]) => bytes);
  expect(of("progress")).toEqual(progress);
  expect(of("load")).toEqual([loaded]);
});

it("a Blob's bytes are told once all are there", async () => {
  const { page } = openWith();
  const url = page.URL.createObjectURL(new Blob(["hi"]));
  const xhr = new page.XMLHttpRequest();
  const events = await told(xhr, () => {
    xhr.open("GET", url);
    xhr.send();
  });
  expect(events.slice(3)).toEqual([
    ["progress", 3, 200, 0],
    ["readystatechange", 4, 200, 0],
    ["load", 4, 200, 2],
    ["loadend", 4, 200, 2],
  ]);
});

it.each([
  ["the page's own origin", `${APP}/1`, 200],
  ["another origin", API, 0],
])(
  "what is sent to %s after an abort of nothing is aborted once it is answered",
  async (_, url, status) => {
    const { page, server } = openWith();
    const xhr = new page.XMLHttpRequest();
    const events = await told(xhr, () => {
      xhr.open("GET", url);
      xhr.abort();
      xhr.send();
    });
    expect(events.slice(1)).toEqual([
      ["readystatechange", 4, status, 0],
      ["abort", 4, status, 0],
      ["loadend", 4, status, 0],
    ]);
    expect([xhr.readyState, xhr.status]).toEqual([0, 0]);
    expect(server.lines).toEqual([`GET ${new URL(url).href}`]);
  },
);

it("opening it anew forgets the abort", async () => {
  const { page } = openWith();
  const xhr = new page.XMLHttpRequest();
  const events = await told(xhr, () => {
    xhr.open("GET", API);
    xhr.abort();
    xhr.open("GET", API);
    xhr.send();
  });
  expect(events.map(([type]) => type)).toContain("load");
});

it("what its script ends at once is not sent", async () => {
  const { page, server } = openWith();
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", API);
  xhr.send();
  xhr.abort();
  await page.fetch(API);
  expect(server.lines).toHaveLength(1);
});

const DIGEST = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ";

it.each([
  ["=", true],
  ["", true],
  ["==", false],
])("a digest that ends in %j matches: %s", async (padding, matches) => {
  const { page } = openWith({ headers: OPEN, body: "hello" });
  const integrity = `sha256-${DIGEST}${padding}`;
  const reading = page.fetch(API, { integrity }).then(
    () => true,
    () => false,
  );
  expect(await reading).toBe(matches);
});

it.each(["http://localhost:6000/", "https://localhost:22/"])(
  "a beacon to %s is refused",
  async (url) => {
    const { result } = await openWith().page.load("beacon", url);
    expect(result).toBe("refused");
  },
);

it.each<[LoadKind, LoadKind, number]>([
  ["mask", "mask", 1],
  ["mask", "shape", 1],
  ["mask", "image", 1],
  ["shape", "mask", 1],
  ["image", "mask", 1],
])(
  "a %s and then a %s of one address, which CORS lets the page read, is asked for %i time(s)",
  async (first, second, times) => {
    const body = "<svg/>";
    const headers: Answer["headers"] = [...OPEN, ["Content-Type", "image/svg+xml"]];
    const { page, server } = openWith({ headers, body });
    await page.load(first, API, { crossorigin: "" });
    await page.load(second, API, { crossorigin: "" });
    expect(server.lines).toHaveLength(times);
  },
);

it("a mask that failed is no picture", async () => {
  const { page, server } = openWith({
    headers: [["Content-Type", "image/svg+xml"]],
    body: "<svg/>",
  });
  await page.load("mask", API);
  await page.load("image", API, { crossorigin: "" });
  expect(server.lines).toHaveLength(2);
});

it.each([
  ["no-referrer", "null"],
  ["origin", new URL(API).origin],
] as const)(
  "a picture in another site's frame of the policy %s names its origin as %s",
  async (referrerPolicy, origin) => {
    const { browser, page, server } = openWith();
    const frame = browser.open(`${API}/`, { parent: page, referrerPolicy });
    await frame.load("image", `${APP}/1`);
    const [, headers] = server.sent[0]!;
    expect(headers["origin"]).toBe(origin);
  },
);

it.each([
  ["data:text/plain;base64,a G%20k", "data:text/plain;base64,aG%20k"],
  ["data:text/plain; base64 ,a b?c d#e f", "data:text/plain;base64,ab?cd#ef"],
  ["DATA:;BASE64,a b", "data:;BASE64,ab"],
  ["data:text/plain;base64%20,a b", "data:text/plain;base64%20,a b"],
  ["data:image/png,a b", "data:image/png,a b"],
  ["data:,;base64,a b", "data:,;base64,a b"],
])("%j is %s", (text, url) => {
  expect(new (openWith().page.Request)(text).url).toBe(url);
});

it.each([
  ["Content-Type", "text/plain", "text/plain", "text/plain"],
  ["Content-Type", "text/plain", "multipart/form-data", "text/plain"],
  ["Accept", "a", "b", "b"],
  ["Accept", "a".repeat(100), "b".repeat(100), "a".repeat(100)],
])("without CORS, a %s of %j that is set to %j is %j", (name, before, value, after) => {
  const { Request } = openWith().page;
  const { headers } = new Request(API, { mode: "no-cors", headers: { [name]: before } });
  headers.set(name, value);
  expect(headers.get(name)).toBe(after);
});

describe("a response that is aborted once its head has come", () => {
  const open = async () => {
    const { page } = openWith({ headers: OPEN, body: "hello" });
    const controller = new AbortController();
    const response = await page.fetch(API, { signal: controller.signal });
    return { response, controller };
  };

  it.each(["text", "json", "blob", "arrayBuffer"] as const)(
    "rejects %s with the signal's reason",
    async (method) => {
      const { response, controller } = await open();
      controller.abort("why");
      await expect(response[method]()).rejects.toBe("why");
    },
  );

  it("breaks its stream off with it", async () => {
    const { response, controller } = await open();
    const reader = response.body!.getReader();
    controller.abort(new RangeError("mine"));
    await expect(reader.read()).rejects.toThrow(new RangeError("mine"));
  });
});

it.each([
  ["", "unexpected end of data at line 1 column 1"],
  ["hello", "unexpected character at line 1 column 1"],
  ["nul", "unexpected keyword at line 1 column 1"],
  ["  \n  x", "unexpected character at line 2 column 3"],
  ["[1,]", "unexpected character at line 1 column 4"],
  ["[1 2]", "expected ',' or ']' after array element at line 1 column 4"],
  ["[1", "end of data when ',' or ']' was expected at line 1 column 3"],
  ["{", "end of data while reading object contents at line 1 column 2"],
  ["{a}", "expected property name or '}' at line 1 column 2"],
  ['{"a"', "end of data after property name when ':' was expected at line 1 column 5"],
  ['{"a" 1}', "expected ':' after property name in object at line 1 column 6"],
  ['{"a":1,', "end of data when property name was expected at line 1 column 8"],
  ['{"a":1,}', "expected double-quoted property name at line 1 column 8"],
  ['{"a":1', "end of data after property value in object at line 1 column 7"],
  ['{"a":1]', "expected ',' or '}' after property value in object at line 1 column 7"],
  ['"a', "unterminated string at line 1 column 3"],
  ['"\n"', "bad control character in string literal at line 1 column 2"],
  ['"\\x"', "bad escaped character at line 1 column 3"],
  ['"\\u12x"', "bad Unicode escape at line 1 column 6"],
  ["-", "no number after minus sign at line 1 column 2"],
  ["1.", "missing digits after decimal point at line 1 column 3"],
  ["1e", "missing digits after exponent indicator at line 1 column 3"],
  ["1e+", "missing digits after exponent sign at line 1 column 4"],
  ["01", "unexpected non-whitespace character after JSON data at line 1 column 2"],
])("of %j as JSON it says: %s", async (body, words) => {
  const { page } = openWith({ headers: OPEN, body });
  const response = await page.fetch(API);
  const sentence = `JSON.parse: ${words} of the JSON data`;
  await expect(response.json()).rejects.toThrow(new SyntaxError(sentence));
});

it("a beacon's own type is safelisted by its essence, however long it is", async () => {
  const { page, server } = openWith();
  const type = `text/plain;x=${"a".repeat(200)}`;
  await page.load("beacon", API, { body: new Blob(["b"], { type }) });
  expect(server.lines).toEqual([`POST ${API}`]);
});

it("a preflight does not ask for a type that came with an XMLHttpRequest's body and is safelisted by its essence", async () => {
  const { page, server } = openWith();
  const xhr = new page.XMLHttpRequest();
  xhr.upload.addEventListener("load", () => undefined);
  await told(xhr, () => {
    xhr.open("POST", API);
    xhr.send(new Blob(["b"], { type: `text/plain;x=${"a".repeat(200)}` }));
  });
  const [line, headers] = server.sent[0]!;
  expect(line).toBe(`OPTIONS ${API}`);
  expect(headers["access-control-request-headers"]).toBeUndefined();
});

it.each(["fetch", "image"] as const)(
  "a %s of a document of a blob: URL refers by its origin, if at all",
  async (kind) => {
    const { browser, page, server } = openWith();
    const origin = new URL(APP).origin;
    const frame = browser.open(`blob:${origin}/0d1c7b9c-5a0e-4b9f-8d86-0123456789ab`, {
      parent: page,
      referrerPolicy: "no-referrer",
    });
    if (kind === "fetch") await frame.fetch(API);
    else await frame.load(kind, API);
    const [, headers] = server.sent[0]!;
    expect(headers["referer"]).toBe(kind === "fetch" ? `${origin}/` : undefined);
  },
);

it("a frame over plain http loads plain http, though its page came over https", async () => {
  const { browser, page, server } = openWith();
  const frame = browser.open("http://frame.test/", { parent: page });
  await frame.fetch("http://api.test/");
  expect(server.lines).toEqual(["GET http://api.test/"]);
});

it.each(["http://[::1]:8080/", "http://127.0.0.1:8080/", "http://localhost:8080/"])(
  "four times PUT to %s are preflighted once, as of a Firefox that has asked there before",
  async (url) => {
    const headers: Answer["headers"] = [...OPEN, ["Access-Control-Allow-Methods", "PUT"]];
    const { page, server } = openWith({ headers });
    for (let count = 0; count < 4; count++) await page.fetch(url, { method: "PUT" });
    expect(server.lines.map((line) => line.split(" ")[0]).join(" ")).toBe(
      "OPTIONS PUT PUT PUT PUT",
    );
  },
);

it("a preload of metadata that asks for nothing is one of none", async () => {
  const headers: Answer["headers"] = [["Content-Type", "text/javascript"]];
  const { page, server } = openWith({ headers, body: "" });
  await page.load("preload", API, { as: "script" });
  await page.load("preload", API, { as: "script", integrity: "md5-x" });
  expect(server.lines).toHaveLength(1);
});

it("what is led home is still another's: its type keeps it from scripts", async () => {
  const server = new RecordingServer(({ url }) =>
    url.origin === APP
      ? { headers: [["Content-Type", "application/zip"]], body: "" }
      : { status: 302, headers: [["Location", `${APP}/home`]] },
  );
  const page = new Browser({ engine: "firefox", transport: server }).open(APP);
  expect((await page.load("script", API)).result).toBe("error");
  expect((await page.load("script", `${APP}/home`)).result).toBe("load");
});

describe("a body that is said to be compressed and is not", () => {
  const serving = (type: string | null, coding: string) => {
    const head = [
      "HTTP/1.1 200 OK",
      `Content-Encoding: ${coding}`,
      ...(type === null ? [] : [`Content-Type: ${type}`]),
      "Content-Length: 5",
    ];
    const bytes = new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n\0\u0001\u0002ab`);
    const transport = bytesTransport(() => ({ bytes, connection: "new" }));
    return new Browser({ engine: "firefox", transport }).open(APP);
  };

  it.each([
    ["text/plain", "gzip", "rejected"],
    ["image/png", "deflate", "rejected"],
    ["foo/bar", "x-gzip", "rejected"],
    ["text/plain", "br", "fulfilled"],
    [null, "gzip", "fulfilled"],
    ["text/javascript", "gzip", "fulfilled"],
    ["application/zip", "gzip", "fulfilled"],
  ])("of type %s with %s: a fetch with no-cors is %s", async (type, coding, status) => {
    const page = serving(type, coding);
    const [settled] = await Promise.allSettled([page.fetch(API, { mode: "no-cors" })]);
    expect(settled.status).toBe(status);
  });

  it.each(["text/plain", null])("of type %s is no script", async (type) => {
    expect((await serving(type, "gzip").load("script", API)).result).toBe("error");
  });
});

it.each([
  [null, "error"],
  ["bytes 0-43/44", "loadedmetadata"],
  ["bytes 5-48/500", "error"],
])("a sound from another origin in part, %j, tells of %s", async (range, result) => {
  const wave = `RIFF\u0024\0\0\0WAVEfmt ${"\0".repeat(28)}`;
  const type = ["Content-Type", "audio/wav"] as const;
  const headers = range === null ? [type] : [type, ["Content-Range", range] as const];
  const { page } = openWith({ status: 206, headers, body: wave });
  expect((await page.load("audio", API)).result).toBe(result);
});

it("what a hop to plain http was not told, no other is told", async () => {
  const hops = ["https://app.example/", "http://127.0.0.1/", "https://app.example/end"];
  const server = new RecordingServer(({ url }) => {
    const next = hops[hops.indexOf(url.href) + 1];
    return next === undefined ? {} : { status: 302, headers: [["Location", next]] };
  });
  const browser = new Browser({ engine: "firefox", transport: server });
  const page = browser.open(`${APP}/page`, { referrerPolicy: "unsafe-url" });
  await page.fetch(hops[0]!, { mode: "no-cors" });
  expect(server.sent.map(([, { referer }]) => referer)).toEqual([
    `${APP}/page`,
    undefined,
    undefined,
  ]);
});

it("a header without CORS has the name of the first of its name, though that is left out", async () => {
  const { page, server } = openWith();
  const headers: [string, string][] = [
    ["Content-Language", "\u00e9"],
    ["content-language", "de"],
  ];
  const names: string[] = [];
  const send = server.send.bind(server);
  server.send = (request) => {
    names.push(...request.headers.map(([name]) => name));
    return send(request);
  };
  await page.fetch(API, { mode: "no-cors", headers });
  expect(names).toContain("Content-Language");
  expect(names).not.toContain("content-language");
});

it("a redirect from another site keeps cookies of the own from being sent, and not from being set", async () => {
  const cookies: (string | undefined)[] = [];
  const server = new RecordingServer(({ url }, header) => {
    if (url.origin === API_ORIGIN) return { status: 302, headers: [["Location", `${APP}/home`]] };
    cookies.push(header("cookie"));
    return { headers: [["Set-Cookie", "a=b; SameSite=Lax"]] };
  });
  const page = new Browser({ engine: "firefox", transport: server }).open(APP);
  for (const url of [API, APP, API])
    await page.fetch(url, { mode: "no-cors", credentials: "include" });
  expect(cookies).toEqual([undefined, "a=b", undefined]);
});
