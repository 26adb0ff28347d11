import {
  Browser,
  bytesTransport,
  engineNamed,
  handlerTransport,
  JarCookieStore,
  ConnectionClosed,
  ManualClock,
  type Page,
  type Transport,
} from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver, in situations that another laboratory put it into.

const pixel = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  ),
  (character) => character.charCodeAt(0),
);

/** A page, and what its server was asked. */
function open(url: string, headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    const told = request.headers.get("cookie") ?? request.headers.get("referer") ?? "";
    asked.push(`${request.method} ${told}`);
    return new Response("chicken", { headers: { "Access-Control-Allow-Origin": "*", ...headers } });
  });
  const browser = new Browser({ engine: "webkit", transport });
  return { asked, page: browser.open(url, { referrerPolicy: "unsafe-url" }) };
}

test.each([
  ["http://a.localhost/page", "http://localhost/", "http://a.localhost/page"],
  ["http://s.a.localhost/page", "http://localhost/", "http://s.a.localhost/page"],
  ["http://a.localhost/page", "http://s.a.localhost/", "http://a.localhost/page"],
  ["http://localhost/page", "http://a.localhost/", "http://localhost/"],
  ["http://a.localhost/page", "http://b.localhost/", "http://a.localhost/"],
])("the page %s asks %s with the Referer %s", async (from, to, referer) => {
  const { page, asked } = open(from);
  await page.fetch(to);
  expect(asked).toEqual([`GET ${referer}`]);
});

/** A browser whose server sets what it is asked to, and what that was sent by which page. */
function cookieBrowser() {
  const sent: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.headers.get("cookie"));
    const headers = new Headers({
      "Access-Control-Allow-Origin": request.headers.get("origin") ?? "*",
      "Access-Control-Allow-Credentials": "true",
    });
    for (const line of new URL(request.url).searchParams.getAll("set"))
      headers.append("Set-Cookie", line);
    return new Response(null, { headers });
  });
  const browser = new Browser({ engine: "webkit", transport });
  const ask = async (top: string, host: string, ...lines: string[]): Promise<string | null> => {
    const query = new URLSearchParams(lines.map((line) => ["set", line]));
    const page = browser.open(top.startsWith("file:") ? top : `https://${top}/`);
    await page.fetch(`https://${host}/?${query.toString()}`, { credentials: "include" });
    return sent.at(-1)!;
  };
  return { ask };
}

describe("a cookie", () => {
  it.each([
    ["a.localhost", "a.localhost", "user=ada", "user=ada"],
    // Each host below localhost is a first party to itself alone, unless the cookie goes to both.
    ["a.localhost", "s.a.localhost", "user=ada", null],
    ["s.a.localhost", "a.localhost", "user=ada", null],
    ["a.localhost", "s.a.localhost", "user=ada; Domain=a.localhost", "user=ada"],
    ["s.a.localhost", "a.localhost", "user=ada; Domain=a.localhost; SameSite=Strict", "user=ada"],
    ["a.localhost", "localhost", "user=ada", null],
    ["a.localhost", "a.localhost", "user=ada; Domain=localhost", null],
    ["a.localhost", "a.localhost", "user=ada; Domain=.", null],
    ["app.example.com", "api.example.com", "user=ada", "user=ada"],
    ["app.example.com", "api.example.org", "user=ada", null],
    ["file:///page.html", "api.example.org", "user=ada; SameSite=Strict", "user=ada"],
  ])("on a page of %s, of %s, set as %s, is kept: %s", async (top, host, line, kept) => {
    const { ask } = cookieBrowser();
    await ask(top, host, line);
    expect(await ask(top, host)).toBe(kept);
  });

  it.each([
    ["b.localhost", "a.localhost", "h=1; n=1"],
    ["s.a.localhost", "a.localhost", "h=1; n=1; l=1; s=1"],
    ["localhost", "a.localhost", "h=1; n=1; l=1; s=1"],
    ["127.0.0.1", "a.localhost", "h=1; n=1"],
  ])(
    "is sent by a page of %s to %s, its first party once, as far as SameSite lets it: %s",
    async (top, host, sent) => {
      const { ask } = cookieBrowser();
      await ask(
        host,
        host,
        "h=1",
        "n=1; SameSite=None",
        "l=1; SameSite=Lax",
        "s=1; SameSite=Strict",
      );
      expect(await ask(top, host)).toBe(sent);
    },
  );

  it.each([
    [["a=1; Expires=Wed, 01 Jan 1600 00:00:00 GMT"], null],
    [["a=1; Expires=Wed, 01 Jan 0000 00:00:00 GMT"], "a=1"],
    [["a=1; Expires=Sun Jan  1 00:00:00 1500"], null],
    // What has a comma before its sign has no name.
    [["a,b= p ; HttpOnly"], "a,b= p"],
    [["a=\tb", "c=d\te", "j=k;\tPath=/x"], "a=b; c=d"],
    [["x=1", "y=1; Domain=a.localhost", "z=1; Domain=s.a.localhost", "u=1"], "z=1; x=1; u=1; y=1"],
  ])("that came as %j is sent as %j", async (lines, sent) => {
    const { ask } = cookieBrowser();
    await ask("s.a.localhost", "s.a.localhost", ...lines);
    expect(await ask("s.a.localhost", "s.a.localhost")).toBe(sent);
  });
});

test.each([
  [1200, "user=ada"],
  [1999, "user=ada"],
  [2000, null],
])("a cookie of Max-Age=1 that came with a second's begin: %d ms later %s", async (wait, sent) => {
  const clock = new ManualClock(Date.UTC(2001, 0, 1));
  const store = new JarCookieStore(engineNamed("webkit").cookies, clock);
  const context = { mode: "same-site", unpartitioned: true, partition: null } as const;
  const url = new URL("https://app.example/");
  await store.set(url, context, "user=ada; Max-Age=1");
  clock.advance(wait);
  expect(await store.get(url, context)).toBe(sent);
});

describe("what was preloaded for a fetch", () => {
  const API = "http://api.example/";
  const preload = (page: Page, crossorigin?: string): Promise<unknown> =>
    page.load("preload", API, {
      as: "fetch",
      ...(crossorigin === undefined ? {} : { crossorigin }),
    });
  const text = async (page: Page, init: RequestInit = {}): Promise<string> =>
    (await page.fetch(API, init)).text();

  it("answers all that ask the same way, whatever its headers say", async () => {
    const { page, asked } = open("http://app.example/", { "Cache-Control": "no-store" });
    await preload(page, "");
    expect(await text(page)).toBe("chicken");
    expect(await text(page, { headers: { Accept: "text/plain" } })).toBe("chicken");
    expect(asked).toHaveLength(1);
  });

  it("stays where someone asks past all caches, and goes where someone reloads", async () => {
    const { page, asked } = open("http://app.example/");
    await preload(page, "");
    await text(page, { cache: "no-store" });
    await text(page);
    expect(asked).toHaveLength(2);
    await text(page, { cache: "reload" });
    await text(page);
    expect(asked).toHaveLength(4);
  });

  it.each([
    ["with other credentials", "", { credentials: "include" }],
    ["without CORS", "", { mode: "no-cors" }],
    ["with CORS, as the preload was not", undefined, {}],
  ] as const)("is nothing to who asks %s", async (_, crossorigin, init) => {
    const { page, asked } = open("http://app.example/");
    await preload(page, crossorigin);
    await text(page, init).catch(() => undefined);
    expect(asked).toHaveLength(2);
  });

  it("is for nobody on the page's own origin if it came without credentials", async () => {
    const { page, asked } = open("http://api.example/page");
    await preload(page, "");
    await text(page);
    expect(asked).toHaveLength(2);
  });
});

describe("what is refused at once", () => {
  const refused: readonly [string, string, RequestInit][] = [
    ["mixed content", "http://api.example/", {}],
    ["a blocked port", "https://api.example:6000/", {}],
    ["another origin in mode same-origin", "https://api.example/", { mode: "same-origin" }],
    ["an unknown scheme", "chicken:x", {}],
  ];

  it.each(refused)("cannot be aborted any more: %s", async (_, url, init) => {
    const { page } = open("https://app.example/");
    const controller = new AbortController();
    const pending = page.fetch(url, { ...init, signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toThrow(TypeError);
  });

  it.each(["https://api.example:6000/", "https://user:password@api.example:6000/"])(
    "is a picture's error: %s",
    async (url) => {
      const { page } = open("https://app.example/");
      expect((await page.load("image", url)).result).toBe("error");
    },
  );

  it("is an XMLHttpRequest's error, and no abort", async () => {
    const { page } = open("https://app.example/");
    const request = new page.XMLHttpRequest();
    const heard: string[] = [];
    const end = new Promise<void>((resolve) => {
      for (const type of ["abort", "error", "loadend"])
        request.addEventListener(type, () => heard.push(type));
      request.addEventListener("loadend", () => resolve());
    });
    request.open("GET", "http://api.example/");
    request.send();
    request.abort();
    expect(request.readyState).toBe(1);
    await end;
    expect(heard).toEqual(["error", "loadend"]);
  });

  it("is told of each time that an XMLHttpRequest is used again as it ends", async () => {
    const { page } = open("https://app.example/");
    const request = new page.XMLHttpRequest();
    const heard: string[] = [];
    for (const type of ["error", "loadend"]) request.addEventListener(type, () => heard.push(type));
    await new Promise<void>((resolve) => {
      const send = (): void => {
        request.open("GET", "http://api.example/");
        request.send();
      };
      request.addEventListener("loadend", () => {
        if (heard.length === 2) send();
        else resolve();
      });
      send();
    });
    expect(heard).toEqual(["error", "loadend", "error", "loadend"]);
  });
});

test.each([
  ["unread", "text/plain", false],
  ["had as a stream", "text/plain; x=y", true],
])("the Blob of a body that was %s is of type %s", async (_, type, isStreamed) => {
  const { page } = open("http://app.example/", { "Content-Type": "Text/Plain; X=Y" });
  const response = await page.fetch("/");
  if (isStreamed) expect(response.body).toBeInstanceOf(ReadableStream);
  expect((await response.blob()).type).toBe(type);
});

describe("a Request of a stream", () => {
  const body = (): ReadableStream => new Blob(["chicken"]).stream();

  it("is made and read like any other, without CORS as well", async () => {
    const { page } = open("http://app.example/");
    const init = { method: "POST", mode: "no-cors", body: body() } as const;
    expect(await new page.Request("/", init).text()).toBe("chicken");
  });

  it("is not sent", async () => {
    const { page, asked } = open("http://app.example/");
    const request = new page.Request("/", { method: "POST", body: body() });
    await expect(page.fetch(request)).rejects.toThrow(
      expect.objectContaining({ name: "NotSupportedError" }) as Error,
    );
    expect(asked).toEqual([]);
  });
});

test.each(["fetch", "font", "image", "script", "style", "track"])(
  "a preload as %s is not held to its integrity, and fails where its body breaks off",
  async (as) => {
    let answer = (): BodyInit => pixel;
    const transport = handlerTransport(() => new Response(answer()));
    const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
    const integrity = `sha256-${"A".repeat(43)}=`;
    expect((await page.load("preload", "/1", { as, integrity })).result).toBe("load");
    answer = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(pixel);
          controller.error(new Error("gone"));
        },
      });
    expect((await page.load("preload", "/2", { as })).result).toBe("error");
  },
);

test("a shape that CORS has refused is asked for again", async () => {
  let asked = 0;
  const transport = handlerTransport(() => {
    asked++;
    return new Response(pixel, { headers: { "Content-Type": "image/png" } });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  for (const _ of [1, 2]) await page.load("shape", "https://api.example/");
  expect(asked).toBe(2);
});

test("a <use> of an address without a fragment asks for nothing", async () => {
  const { page, asked } = open("https://app.example/");
  expect((await page.load("svg-use", "/picture.svg")).result).toBe("silent");
  expect(asked).toEqual([]);
});

describe("an XMLHttpRequest", () => {
  /** What is heard of one, and of its upload, with `heard` called at each event. */
  async function listen(
    page: Page,
    body: unknown,
    onEvent: (request: XMLHttpRequest, type: string) => void = () => undefined,
  ): Promise<string[]> {
    const request = new page.XMLHttpRequest();
    const heard: string[] = [];
    const note = (name: string) => (event: Event) => {
      const { loaded, total } = event as ProgressEvent;
      heard.push(`${name}${event.type} ${request.readyState} ${loaded ?? ""}/${total ?? ""}`);
      onEvent(request as unknown as XMLHttpRequest, event.type);
    };
    request.addEventListener("readystatechange", note(""));
    for (const type of ["progress", "abort", "load"]) {
      request.addEventListener(type, note(""));
      request.upload.addEventListener(type, note("upload "));
    }
    request.upload.addEventListener("loadstart", note("upload "));
    request.open("POST", "/to");
    request.send(body);
    await new Promise((resolve) => setTimeout(resolve, 30));
    return heard;
  }

  it("counts its body once more at each hop, and tells nothing of an empty URLSearchParams", async () => {
    const transport = handlerTransport(({ url }) =>
      url.endsWith("/to")
        ? new Response(null, { status: 307, headers: { Location: "/there" } })
        : new Response("ok"),
    );
    const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
    const uploads = (heard: string[]): string[] =>
      heard.filter((line) => line.startsWith("upload"));
    expect(uploads(await listen(page, "x"))).toEqual([
      "upload loadstart 1 0/1",
      "upload progress 1 1/1",
      "upload load 1 1/1",
      "upload progress 1 2/1",
    ]);
    expect(uploads(await listen(page, new URLSearchParams()))).toEqual([]);
  });

  it.each([
    [false, ["3/3", "6/3", "3/3", "6/3"]],
    [true, ["3/3", "6/3", "9/3", "12/3"]],
  ])(
    "counts its body from nothing where it leaves its own origin, credentials staying: %s",
    async (withCredentials, counted) => {
      const hops = ["https://app.example/2", "https://api.example/3", "https://api.example/4"];
      const transport = handlerTransport(({ method }) => {
        const location = method === "OPTIONS" ? undefined : hops.shift();
        const headers = {
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Credentials": "true",
        };
        return location === undefined
          ? new Response(null, { headers })
          : new Response(null, { status: 307, headers: { ...headers, Location: location } });
      });
      const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
      const request = new page.XMLHttpRequest();
      const heard: string[] = [];
      request.upload.addEventListener("progress", (event) => {
        const { loaded, total } = event as ProgressEvent;
        heard.push(`${loaded}/${total}`);
      });
      const end = new Promise((resolve) => request.addEventListener("loadend", resolve));
      request.open("POST", "/1");
      request.withCredentials = withCredentials;
      request.send("abc");
      await end;
      expect([request.status, heard]).toEqual([200, counted]);
    },
  );

  it("that is aborted from within its events still hears of the rest of what came", async () => {
    const { page } = open("https://app.example/");
    const abortAt =
      (state: number) =>
      (request: XMLHttpRequest): void => {
        if (request.readyState === state) request.abort();
      };
    expect((await listen(page, "", abortAt(3))).at(-1)).toMatch(/^progress 0 0/);
    const transport = handlerTransport(() => new Response());
    const empty = new Browser({ engine: "webkit", transport }).open("https://app.example/");
    expect((await listen(empty, "", abortAt(2))).at(-1)).toMatch(/^readystatechange 4/);
  });
});

test("what follows a preflight is sent again as anything else is: over what has served, and not over what was made for it", async () => {
  const sent: string[] = [];
  const transport: Transport = {
    send: ({ method, url }) => {
      sent.push(`${method} ${url.pathname}`);
      const granted: [string, string][] = [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Methods", "*"],
      ];
      if (method !== "OPTIONS")
        return Promise.reject(new ConnectionClosed("gone", url.pathname === "/served"));
      return Promise.resolve({ status: 200, statusText: "", headers: granted, body: null });
    },
  };
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  for (const path of ["/served", "/new"])
    await page.fetch(`https://api.example${path}`, { method: "PUT" }).catch(() => undefined);
  expect(sent).toEqual([
    "OPTIONS /served",
    ...Array.from({ length: 7 }, () => "PUT /served"),
    "OPTIONS /new",
    "PUT /new",
  ]);
});

test.each([
  ["/%72%7E?%41=%2d", "/r~?A=-"],
  ["/%c3%a9%2f", "/%C3%A9%2F"],
  ["/%7%zz", "/%7%zz"],
])("what is asked of %s is asked of %s, and known by that", async (given, target) => {
  const addresses: string[] = [];
  const transport = handlerTransport(({ url }) => {
    addresses.push(url);
    return new Response();
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  expect((await page.fetch(given)).url).toBe(`https://app.example${target}`);
  expect(addresses).toEqual([`https://app.example${target}`]);
});

test.each(["127.0.0.1", "localhost", "[::1]"])(
  "a Secure cookie of https://%s does not go over plain http",
  async (host) => {
    let sent: string | null = null;
    const transport = handlerTransport((request) => {
      sent = request.headers.get("cookie");
      const headers = new Headers({
        "Access-Control-Allow-Origin": `http://${host}`,
        "Access-Control-Allow-Credentials": "true",
      });
      if (request.url.startsWith("https:")) {
        headers.append("Set-Cookie", "b=1; Secure");
        headers.append("Set-Cookie", "c=1");
      }
      return new Response(null, { headers });
    });
    const page = new Browser({ engine: "webkit", transport }).open(`http://${host}/`);
    await page.fetch(`https://${host}/`, { credentials: "include" });
    await page.fetch("/", { credentials: "include" });
    expect(sent).toBe("c=1");
  },
);

test.each([
  ["127.0.0.1", "http:"],
  ["app.localhost", "http:"],
  ["[::1]", "https:"],
])("a picture of http://%s on an https page is asked for over %s", async (host, scheme) => {
  const asked: string[] = [];
  const transport = handlerTransport(({ url }) => {
    asked.push(url);
    return new Response(pixel);
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  expect((await page.load("image", `http://${host}/`)).result).toBe("load");
  expect(asked).toEqual([`${scheme}//${host}/`]);
});

test.each([
  [undefined, "PUT", "https://app.example", "null"],
  ["no-referrer", "PUT", "null", "null"],
] as const)(
  "in about:blank, of a page with the policy %s, a same-origin fetch of %s bears Origin %s, an XMLHttpRequest %s",
  async (referrerPolicy, method, ofFetch, ofXhr) => {
    const origins: (string | null)[] = [];
    const transport = handlerTransport((request) => {
      origins.push(request.headers.get("origin"));
      return new Response();
    });
    const browser = new Browser({ engine: "webkit", transport });
    const parent = browser.open(
      "https://app.example/",
      referrerPolicy === undefined ? {} : { referrerPolicy },
    );
    const page = browser.open("about:blank", { parent });
    await page.fetch("/", { method, mode: "same-origin" });
    const request = new page.XMLHttpRequest();
    const ended = new Promise((resolve) => (request.onloadend = resolve));
    request.open(method, "https://app.example/");
    request.send();
    await ended;
    expect(origins).toEqual([ofFetch, ofXhr]);
  },
);

test("the length of what a data: URL holds is known to XMLHttpRequest", async () => {
  const { page } = open("https://app.example/");
  const request = new page.XMLHttpRequest();
  const ended = new Promise<ProgressEvent>((resolve) => (request.onload = resolve));
  request.open("GET", "data:,chicken");
  request.send();
  expect(await ended).toMatchObject({ lengthComputable: true, loaded: 7, total: 7 });
});

test("what began on its own origin without CORS keeps its credentials wherever it is led", async () => {
  const sent: string[] = [];
  const transport = handlerTransport(({ url, headers }) => {
    sent.push(`${new URL(url).host} ${headers.get("cookie") ?? "nothing"}`);
    return new URL(url).pathname === "/go"
      ? new Response(null, { status: 302, headers: { Location: "http://s.a.localhost/" } })
      : new Response(null, { headers: { "Set-Cookie": "user=ada; Domain=a.localhost" } });
  });
  const page = new Browser({ engine: "webkit", transport }).open("http://a.localhost/");
  await page.fetch("/");
  await page.fetch("/go", { mode: "no-cors" });
  expect(sent).toEqual(["a.localhost nothing", "a.localhost user=ada", "s.a.localhost user=ada"]);
});

test("a file's preflights on the way from one origin to another are kept for no other request", async () => {
  const asked: string[] = [];
  const transport = handlerTransport(({ method, url }) => {
    asked.push(`${method} ${url}`);
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "X-A" };
    return url === "http://api.example/go" && method !== "OPTIONS"
      ? new Response("", { status: 302, headers: { ...headers, Location: "http://b.example/" } })
      : new Response("", { headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open("file:///page.html");
  for (const _ of [1, 2]) await page.fetch("http://api.example/go", { headers: { "X-A": "1" } });
  expect(asked.filter((line) => line === "OPTIONS http://api.example/go")).toHaveLength(1);
  expect(asked.filter((line) => line === "OPTIONS http://b.example/")).toHaveLength(2);
});

test.each([
  ["http://api.example/go", null],
  ["https://api.example/go", "cors"],
])("the preflight of what %s redirects has Sec-Fetch-Mode %s", async (url, mode) => {
  const modes: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    if (request.method === "OPTIONS") modes.push(request.headers.get("sec-fetch-mode"));
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "X-A" };
    return request.url === url && request.method !== "OPTIONS"
      ? new Response("", { status: 302, headers: { ...headers, Location: "https://b.example/" } })
      : new Response("", { headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open("http://app.example/");
  await page.fetch(url, { headers: { "X-A": "1" } });
  expect(modes.at(-1)).toBe(mode);
});

test.each([
  ["a\rb", "a b"],
  ["a\r\rb\r", "a  b"],
])("the value %j is read as %j", async (sent, read) => {
  const head = `HTTP/1.1 200 OK\r\nX-A: ${sent}\r\nContent-Length: 0\r\n\r\n`;
  const transport = bytesTransport(() => ({
    bytes: new TextEncoder().encode(head),
    connection: "new",
  }));
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  expect((await page.fetch("/")).headers.get("X-A")).toBe(read);
});

test("who aborts as headers are announced has the text that came with them", async () => {
  const { page } = open("http://app.example/");
  const request = new page.XMLHttpRequest();
  const ended = new Promise((resolve) => setTimeout(resolve, 20));
  request.onreadystatechange = () => {
    if (request.readyState === 2) request.abort();
  };
  request.open("GET", "http://api.example/");
  request.send();
  await ended;
  expect([request.readyState, request.responseText]).toEqual([0, "chicken"]);
});

test.each([
  ["", "AbortError", "Fetch is aborted"],
  ["had as a stream", "TypeError", "AbortError: Fetch is aborted"],
  ["copied", "TypeError", "AbortError: Fetch is aborted"],
])("an abort while all of a body that was %s is waited for is a %s", async (way, name, message) => {
  const transport = handlerTransport(() => new Response(new ReadableStream()));
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const controller = new AbortController();
  const response = await page.fetch("/", { signal: controller.signal });
  if (way === "copied") response.clone();
  if (way === "had as a stream") expect(response.body).not.toBeNull();
  const reading = response.text();
  controller.abort(new Error("chicken"));
  await expect(reading).rejects.toMatchObject({ name, message });
});

describe("of a page's own server", () => {
  /** What it is sent by a page at that address once it has set a cookie. */
  async function sentBy(
    url: string,
    act: (page: Page) => Promise<unknown>,
  ): Promise<readonly (string | null)[]> {
    const sent: (string | null)[] = [];
    const transport = handlerTransport(({ headers }) => {
      sent.push(headers.get("origin"), headers.get("cookie"));
      return new Response("chicken", { headers: { "Set-Cookie": "k=1; Path=/" } });
    });
    const browser = new Browser({ engine: "webkit", transport });
    const top = browser.open("https://app.example/");
    await top.fetch("/set");
    sent.length = 0;
    await act(url === "" ? top : browser.open(url, { parent: top }));
    return sent;
  }

  it.each([
    ["mask", "k=1"],
    ["shape", null],
  ] as const)("the picture of a %s is asked for with the cookie %j", async (kind, cookie) => {
    const sent = await sentBy("", (page) => page.load(kind, "https://app.example/x"));
    expect(sent).toEqual(["https://app.example", cookie]);
  });

  it.each([
    ["blob:https://app.example/0d1c7b9c-5a0e-4b9f-8d86-0123456789ab", "https://app.example"],
    ["about:blank", "null"],
  ])(
    "what a frame of %s sends there by a beacon or XMLHttpRequest names %s",
    async (url, origin) => {
      const x = "https://app.example/x";
      expect((await sentBy(url, (page) => page.load("beacon", x)))[0]).toBe(origin);
      const sent = await sentBy(url, async (page) => {
        const xhr = new page.XMLHttpRequest();
        const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
        xhr.open("POST", x);
        xhr.send("chicken");
        await end;
      });
      expect(sent[0]).toBe(origin);
    },
  );
});
