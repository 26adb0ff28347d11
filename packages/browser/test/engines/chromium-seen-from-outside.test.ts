import { Browser, bytesTransport, type ResponseBytes } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do with cases from outside the laboratory.

function open(
  answer: (request: { readonly url: URL; readonly method: string }) => Answer,
  address = `${APP}/page`,
) {
  const server = new RecordingServer(answer);
  const browser = new Browser({ engine: "chromium", transport: server });
  return { server, browser, page: browser.open(address) };
}

describe("Clear-Site-Data in Chromium", () => {
  it("empties the origin's HTTP cache and is shown to nobody", async () => {
    const { server, page } = open(({ url }) => ({
      headers: url.pathname.startsWith("/kept")
        ? [["Cache-Control", "max-age=60"]]
        : [["Clear-Site-Data", '"cache"']],
    }));
    await (await page.fetch("/kept")).text();
    await (await page.fetch("/kept")).text();
    const cleared = await page.fetch("/clear");
    await (await page.fetch("/kept")).text();
    expect(server.lines).toEqual([`GET ${APP}/kept`, `GET ${APP}/clear`, `GET ${APP}/kept`]);
    expect(cleared.headers.has("Clear-Site-Data")).toBe(false);
  });

  it("takes the cookies of the whole site, if it came with credentials", async () => {
    const { server, page } = open(({ url }) => ({
      headers: [url.pathname === "/set" ? ["Set-Cookie", "a=1"] : ["Clear-Site-Data", '"cookies"']],
    }));
    await page.fetch("/set");
    await page.fetch("/clear", { credentials: "omit" });
    await page.fetch("/clear");
    await page.fetch("/set");
    expect(server.sent.map(([, { cookie }]) => cookie)).toEqual([
      undefined,
      undefined,
      "a=1",
      undefined,
    ]);
  });
});

it("a preflight has its mode told where nothing else of the fetch is, in Chromium", async () => {
  const answer = (): Answer => ({
    headers: [grant("http://app.test"), ["Access-Control-Allow-Headers", "x-a"]],
  });
  const { server, page } = open(answer, "http://app.test/");
  await page.fetch("http://api.test/", { headers: { "X-A": "1" } });
  const modes = server.sent.map(([, headers]) => [
    headers["sec-fetch-mode"],
    headers["sec-fetch-site"],
  ]);
  expect(modes).toEqual([
    ["cors", undefined],
    [undefined, undefined],
  ]);
});

it("a page of a file asks once for what may be kept, in Chromium", async () => {
  const { server, page } = open(
    () => ({ headers: [grant("*"), ["Cache-Control", "max-age=60"]] }),
    "file:///page.html",
  );
  await (await page.fetch("https://api.test/")).text();
  await (await page.fetch("https://api.test/")).text();
  expect(server.lines).toEqual(["GET https://api.test/"]);
});

it("a sandboxed page has a script once for all elements with the same settings, in Chromium", async () => {
  const server = new RecordingServer(() => ({
    headers: [grant("*"), ["Cache-Control", "max-age=60"], ["Content-Type", "text/javascript"]],
  }));
  const browser = new Browser({ engine: "chromium", transport: server });
  const page = browser.open(`${APP}/page`, { sandboxed: true });
  await page.load("script", "https://api.test/a");
  await page.load("script", "https://api.test/a");
  await page.load("script", "https://api.test/a", { crossorigin: "anonymous" });
  expect(server.sent).toHaveLength(2);
});

it.each(["/orders?<\n>", "/orders?\t<", "/orders#<\n"])(
  "nothing is asked of %j in Chromium: it may have swallowed markup",
  async (address) => {
    const { server, page } = open(() => ({}));
    await expect(page.fetch(address)).rejects.toThrow("Failed to fetch");
    expect((await page.load("beacon", address)).result).toBe("refused");
    expect(server.sent).toEqual([]);
  },
);

it.each([
  ["image", { crossorigin: "" }],
  ["script", { crossorigin: "use-credentials" }],
  ["stylesheet", { crossorigin: "" }],
  ["module", {}],
  ["import", {}],
  ["video", { crossorigin: "" }],
  ["track", { crossorigin: "" }],
  ["preload", { crossorigin: "", as: "image" }],
] as const)("nor is it by %s with %j, which drops a password", async (kind, attributes) => {
  const { server, page } = open(() => ({}));
  await page.load(kind, "https://user:pw@api.test/a?<\nb", attributes);
  expect(server.sent).toEqual([]);
  await page.load(kind, "https://user:pw@api.test/a?b", attributes);
  expect(server.sent).toHaveLength(1);
});

it("nor is it where a script gives a password apart", async () => {
  const { server, page } = open(() => ({}));
  await new Promise((resolve) => {
    const request = new page.XMLHttpRequest();
    request.onloadend = resolve;
    request.open("GET", "/a?<\n", true, "user", "pw");
    request.send();
  });
  expect(server.sent).toEqual([]);
});

it.each([
  ["a=b\tc", null],
  ["a=b\x7f", null],
  ["a=\tb\t", "a=b"],
  ["a=b\x0b", null],
  ["a\x0c=b", null],
  ["a=b; x=\x0c", null],
  ["a=b; x\x01", null],
  ["a=b; x=y\tz", null],
  ["a=b; x\x7f=y", null],
  [`a=b; x=${"y".repeat(1100)}\x01`, null],
  ["a=b;\tx\t=\ty\t", "a=b"],
  ["a=voil\xc3\xa0", "a=voil\xc3\xa0"],
  ["\xa0a=b", "\xa0a=b"],
  ["a\xa0", "a\xa0"],
  ["a=b; Max-Age=\xa00", "a=b"],
  ["__Http-a=b; Secure", null],
  ["__Http-a=b; Secure; HttpOnly", "__Http-a=b"],
  ["__Host-Http-a=b; Secure; HttpOnly; Path=/", "__Host-Http-a=b"],
  ["a=b; Max-Age=+0", null],
  ["a=b; Expires=Mon, 01 Jan 1600 00:00:00 GMT", null],
])("a cookie set by %j comes back as %j in Chromium", async (line, expected) => {
  const { server, page } = open(() => ({ headers: [["Set-Cookie", line]] }));
  await page.fetch("/");
  await page.fetch("/");
  expect(server.sent[1]![1]["cookie"] ?? null).toBe(expected);
});

it("a redirect may lead pictures of a secure page to plain http, in Chromium, and no script", async () => {
  const { server, page } = open(({ url }) =>
    url.protocol === "https:" ? { status: 302, headers: [["Location", "http://plain.test/"]] } : {},
  );
  // It goes by the first host: for this machine's own name nobody has a certificate.
  await page.load("image", "https://localhost/picture");
  await page.load("script", "/script");
  expect(server.lines).toEqual([
    "GET https://localhost/picture",
    "GET http://plain.test/",
    `GET ${APP}/script`,
  ]);
});

describe("an XMLHttpRequest in Chromium", () => {
  const answered = (text: string): ResponseBytes => ({
    bytes: new TextEncoder().encode(
      `HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
    ),
    connection: "new",
  });

  async function told(
    at: number,
    doing: "abort" | "open",
    address = "/chicken",
  ): Promise<string[]> {
    const transport = bytesTransport(({ url }) => answered(url.pathname.slice(1)));
    const page = new Browser({ engine: "chromium", transport }).open(APP);
    const xhr = new page.XMLHttpRequest();
    const events: string[] = [];
    for (const type of ["readystatechange", "progress", "load", "abort", "loadend"])
      xhr.addEventListener(type, ({ loaded }: Event & { loaded?: number }) =>
        events.push(`${type} ${xhr.readyState}${loaded === undefined ? "" : ` ${loaded}`}`),
      );
    xhr.open("GET", address);
    let isDone = false;
    xhr.addEventListener("readystatechange", () => {
      if (isDone || xhr.readyState !== at) return;
      isDone = true;
      if (doing === "abort") xhr.abort();
      else xhr.open("GET", "/egg");
      events.push("done");
    });
    xhr.send();
    await new Promise((resolve) => setTimeout(resolve, 150));
    return events.slice(events.indexOf("done") + 1);
  }

  it("still tells of progress once it was aborted while it was told of its first bytes", async () => {
    expect(await told(3, "abort")).toEqual(["progress 0 0"]);
  });

  it("tells nothing more once it was aborted when all was there", async () => {
    expect(await told(4, "abort")).toEqual([]);
  });

  it("takes what comes of the last request for what comes of the next one", async () => {
    expect(await told(2, "open")).toEqual(["readystatechange 3", "progress 3 7"]);
  });

  it("comes to its end all the same where it was aborted before an empty body", async () => {
    expect(await told(2, "abort", "/")).toEqual(["readystatechange 4"]);
  });

  it("takes the end of an empty body for that of the next request", async () => {
    expect(await told(2, "open", "/")).toEqual(["readystatechange 4", "load 4 0", "loadend 4 0"]);
  });

  it("that fails has told so before it tells of what was sent from within", async () => {
    const transport = bytesTransport(({ url }) => ({
      bytes: new TextEncoder().encode(
        `HTTP/1.1 200 OK\r\n${url.pathname === "/granted" ? "Access-Control-Allow-Origin: *\r\n" : ""}Content-Length: 0\r\n\r\n`,
      ),
      connection: "new",
    }));
    const page = new Browser({ engine: "chromium", transport }).open(APP);
    const xhr = new page.XMLHttpRequest();
    const events: string[] = [];
    xhr.open("GET", "https://api.test/refused");
    for (const type of ["error", "loadend", "load"])
      xhr.addEventListener(type, () => events.push(`${type} ${xhr.status}`));
    xhr.addEventListener("error", () => {
      xhr.open("GET", "https://api.test/granted");
      xhr.send();
    });
    xhr.send();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(events).toEqual(["error 0", "loadend 0", "load 200", "loadend 200"]);
  });
});

it("what concerns a connection, or is named by no-cache, is not kept with a response in Chromium", async () => {
  const { page } = open(() => ({
    headers: [
      ["Cache-Control", 'max-age=60, no-cache="X-A, x-b"'],
      ["Connection", "keep-alive"],
      ["Keep-Alive", "timeout=5"],
      ["Upgrade", "h2c"],
      ["WWW-Authenticate", "Basic"],
      ["Strict-Transport-Security", "max-age=1"],
      ["X-A", "1"],
      ["X-B", "2"],
      ["X-C", "3"],
    ],
  }));
  const first = await page.fetch("/orders");
  await first.text();
  const second = await page.fetch("/orders");
  const missing = [...first.headers.keys()].filter((name) => !second.headers.has(name));
  expect(missing).toEqual([
    "connection",
    "keep-alive",
    "strict-transport-security",
    "upgrade",
    "www-authenticate",
    "x-a",
    "x-b",
  ]);
});

it("an answer that opaque readers never read is told of where it breaks off, in Chromium", async () => {
  const lines: string[] = [];
  const transport = bytesTransport(() => ({
    bytes: new TextEncoder().encode("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
    connection: "new",
    isOpen: false,
  }));
  const onConsole = ({ text }: { readonly text: string }): void => void lines.push(text);
  const page = new Browser({ engine: "chromium", transport }).open(APP, { onConsole });
  await page.fetch("https://api.test/", { mode: "no-cors" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(lines).toEqual(["Failed to load resource: net::ERR_CONTENT_LENGTH_MISMATCH"]);
});

it("what a script sends behind a beacon finds that under way, in Chromium", async () => {
  const { server, page } = open(() => ({}));
  const body = "x".repeat(40_000);
  expect((await page.load("beacon", "/one", { body })).result).toBe("sent");
  expect((await page.load("beacon", "/two", { body })).result).toBe("refused");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await page.load("beacon", "/three", { body })).result).toBe("sent");
  expect(server.lines).toEqual([`POST ${APP}/one`, `POST ${APP}/three`]);
});

it("0.0.0.0 is no mixed content in Chromium, which would ask the user", async () => {
  const { server, page } = open(() => ({}), "https://127.0.0.1/");
  await page.fetch("http://0.0.0.0/", { mode: "no-cors" }).catch(() => undefined);
  await page.fetch("http://1.0.0.0/", { mode: "no-cors" }).catch(() => undefined);
  expect(server.lines).toEqual(["GET http://0.0.0.0/"]);
});

it.each([
  ['data:text/plain;charset="x y",hi', false],
  ["data:text/plain;charset=a@b,hi", false],
  ['data:text/plain;charset="utf-8",hi', true],
  ["data:text/plain;charset=,hi", true],
  ['data:text/plain;foo="x y",hi', true],
])("%s is answered in Chromium: %j", async (address, isAnswered) => {
  const { page } = open(() => ({}));
  const isFulfilled = await page.fetch(address).then(
    () => true,
    () => false,
  );
  expect(isFulfilled).toBe(isAnswered);
});

it.each([
  ["ed25519-AAAA", false],
  ["ed25519-!!", true],
  ["ED25519-AAAA", true],
])("what is to be signed by %s is read in Chromium: %j", async (integrity, isRead) => {
  const { page } = open(() => ({}));
  const isFulfilled = await page.fetch("/orders", { integrity }).then(
    () => true,
    () => false,
  );
  expect(isFulfilled).toBe(isRead);
});

it("import() in an about:blank frame refers by its parent in Chromium, and fetch does not", async () => {
  const { server, browser } = open(() => ({ headers: [grant("*")] }));
  const page = browser.open("about:blank", { parent: browser.open(`${APP}/page`) });
  await page.load("import", "https://api.test/module");
  await page.fetch("https://api.test/");
  expect(server.sent.map(([, { referer }]) => referer)).toEqual([`${APP}/`, undefined]);
});

it.each([
  [["1", ""], "1,"],
  [["", ""], ","],
  [["", "1"], ", 1"],
])("headers of one name, %j, go out as %j in Chromium", async (values, sent) => {
  const { server, page } = open(() => ({}));
  const headers = values.map((value): [string, string] => ["X-A", value]);
  await page.fetch("/orders", { headers });
  expect(server.sent[0]![1]["x-a"]).toBe(sent);
});

it.each([
  ["a safelisted type of any length", `text/plain;x=${"a".repeat(200)}`, "no-cors", ["POST"]],
  ["a type that isn't safelisted", `application/json;x=${"a".repeat(200)}`, "cors", ["OPTIONS"]],
  ["an unsafe byte in a long one", `text/plain;x="${"a".repeat(200)}"`, "cors", ["OPTIONS"]],
])("a beacon of %s to another origin goes so, in Chromium", async (_, type, mode, methods) => {
  const { server, page } = open(() => ({ status: 403 }));
  await page.load("beacon", "https://api.example/", { body: new Blob(["b"], { type }) });
  expect(server.lines.map((line) => line.split(" ")[0])).toEqual(methods);
  expect(server.sent[0]![1]["sec-fetch-mode"]).toBe(mode);
});

describe("a redirect to where there is no HTTP, in Chromium", () => {
  async function led(
    location: string,
    init: RequestInit = {},
  ): Promise<{ readonly cause: unknown; readonly lines: readonly string[] }> {
    const server = new RecordingServer(() => ({
      status: 302,
      headers: [grant(APP), ["Location", location]],
    }));
    const lines: string[] = [];
    const browser = new Browser({ engine: "chromium", transport: server });
    const page = browser.open(`${APP}/page`, { onConsole: ({ text }) => lines.push(text) });
    const error = await page.fetch("/chicken", init).catch((reason: unknown) => reason);
    return { cause: (error as Error).cause, lines };
  }

  it.each(["ftp://files.test/", "foo:bar", "ws://sockets.test/"])(
    "is refused on account of CORS, if it is asked for with CORS: %s",
    async (location) => {
      const { cause } = await led(location);
      expect(cause).toMatchObject({ code: "CorsDisabledScheme", parameter: "" });
    },
  );

  it.each([
    ["data:,x", {}],
    ["view-source:http://x/", {}],
    ["foo:bar", { mode: "no-cors" }],
    ["foo:bar", { mode: "same-origin" }],
  ] as const)("is refused by the network otherwise: %s, %j", async (location, init) => {
    expect((await led(location, init)).cause).toMatchObject({ code: "RedirectScheme" });
  });

  it("is an attempt at another origin to who asks for its own alone", async () => {
    expect((await led("foo:bar", { mode: "same-origin" })).lines).toEqual([
      `Unsafe attempt to load URL foo:bar from frame with URL ${APP}/page. Domains, protocols and ports must match.\n`,
    ]);
  });
});
