import {
  Browser,
  type ConsoleLine,
  type EngineName,
  type FailureCause,
  type PageOptions,
} from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const APP = "https://app.example/";
const API = "https://api.example/orders";

type Answer = { readonly status?: number; readonly headers?: readonly [string, string][] };

/** What a page's console shows once the page has made its request. */
async function consoleOf(
  engine: EngineName,
  { status = 200, headers = [] }: Answer,
  use: (browser: Browser, onConsole: (line: ConsoleLine) => void) => Promise<unknown>,
): Promise<ConsoleLine[]> {
  const lines: ConsoleLine[] = [];
  const transport = {
    send: () => Promise.resolve({ status, statusText: "", headers: [...headers], body: null }),
  };
  const browser = new Browser({ engine, transport });
  await use(browser, (line) => lines.push(line)).catch(() => undefined);
  return lines;
}

const texts = (lines: readonly ConsoleLine[]): string[] => lines.map(({ text }) => text);

describe("who listens to a page's console", () => {
  const refusedIn = (engine: EngineName): Promise<ConsoleLine[]> =>
    consoleOf(engine, {}, (browser, onConsole) => browser.open(APP, { onConsole }).fetch(API));

  it("hears the reason of a refusal, and then that the resource failed, in Chromium", async () => {
    const lines = await refusedIn("chromium");
    expect(texts(lines)).toEqual([
      expect.stringMatching(/^Access to fetch at .* No 'Access-Control-Allow-Origin' header /),
      "Failed to load resource: net::ERR_FAILED",
    ]);
    expect(lines.map(({ url }) => url)).toEqual([API, API]);
  });

  it("hears of a refusal in Firefox's one line, and in WebKit's three", async () => {
    expect(await refusedIn("firefox")).toHaveLength(1);
    expect(await refusedIn("webkit")).toHaveLength(3);
  });

  it("hears of an error's status, though its page may read the response", async () => {
    const answer: Answer = { status: 404, headers: [["Access-Control-Allow-Origin", "*"]] };
    const lines = await consoleOf("chromium", answer, (browser, onConsole) =>
      browser.open(APP, { onConsole }).fetch(API),
    );
    expect(texts(lines)).toEqual([
      "Failed to load resource: the server responded with a status of 404 ()",
    ]);
  });

  it.each([
    ["chromium", /^Mixed Content: .* its URL's host is an IP address\.$/],
    ["webkit", / was not upgraded to HTTPS and must be served from the local host\.\n$/],
  ] as const)("hears %s warn of an insecure picture that passes", async (engine, warning) => {
    const lines = await consoleOf(engine, {}, (browser, onConsole) =>
      browser.open(APP, { onConsole }).load("image", "http://127.0.0.1/picture"),
    );
    expect(texts(lines)).toEqual([expect.stringMatching(warning)]);
  });

  it("hears WebKit end its line of what it blocks, which parts no cause's message", async () => {
    const url = "http://127.0.0.1/";
    let message = "";
    const lines = await consoleOf("webkit", {}, async (browser, onConsole) => {
      await browser
        .open(APP, { onConsole })
        .fetch(url)
        .catch((error: { cause: FailureCause }) => (message = error.cause.message!));
    });
    const blocked = `[blocked] The page at ${APP} requested insecure content from ${url}. This content was blocked and must`;
    const rest = [
      "Not allowed to request resource",
      `Fetch API cannot load ${url} due to access control checks.`,
    ];
    expect(texts(lines)).toEqual([`${blocked}\n`, ...rest]);
    expect(message).toBe([blocked, ...rest].join("\n"));
  });

  it.each([
    ["a name of loopback", "http://www.localhost/picture"],
    ["localhost, behind a redirect", "http://localhost/picture"],
  ])("hears Chromium tell why it asks %s for a picture over http", async (_, url) => {
    const hops: Answer = url.includes("www")
      ? {}
      : { status: 302, headers: [["Location", "http://www.localhost/other"]] };
    const lines = await consoleOf("chromium", hops, (browser, onConsole) =>
      browser.open(APP, { onConsole }).load("image", url),
    );
    expect(texts(lines)[0]).toBe(
      `Mixed Content: The page at '${APP}' was loaded over HTTPS, but requested an insecure element '${url}'. This request was not upgraded to HTTPS because it is a local network request.`,
    );
    expect(texts(lines).filter((text) => text.startsWith("Mixed Content"))).toHaveLength(1);
  });

  it.each<[NonNullable<PageOptions["sandboxed"]>, number]>([
    ["sandbox allow-scripts allow-same-origin", 1],
    ["sandbox allow-same-origin\tallow-forms ALLOW-SCRIPTS; default-src *", 1],
    ["sandbox allow-scripts", 0],
    ["sandbox allow-same-origin; allow-scripts", 0],
    [true, 0],
  ])("hears Chromium warn of a sandbox that can be left: %s", async (sandboxed, times) => {
    const lines = await consoleOf("chromium", {}, async (browser, onConsole) => {
      browser.open(APP, { sandboxed, onConsole });
    });
    expect(texts(lines)).toEqual(
      Array.from({ length: times }, () => expect.stringMatching(/ can escape its sandboxing\.$/)),
    );
  });

  it.each([
    [APP, 1],
    ["https://other.example/", 0],
  ])("hears Chromium warn of what is framed from the page's own origin: %s", async (url, times) => {
    const sandboxed = "sandbox allow-scripts allow-same-origin";
    const lines = await consoleOf("chromium", {}, async (browser, onConsole) => {
      browser.open(url, { parent: browser.open(APP), sandboxed, onConsole });
    });
    expect(lines).toHaveLength(times);
  });

  it.each<[string, NonNullable<PageOptions["sandboxed"]> | undefined, number]>([
    [APP, undefined, 2],
    ["about:srcdoc", undefined, 2],
    ["https://other.example/", undefined, 1],
    [APP, "sandbox allow-scripts allow-same-origin", 2],
    [APP, "sandbox allow-scripts", 1],
    [APP, "sandbox allow-same-origin", 1],
  ])(
    "hears Chromium warn once more of what is in a sandbox that can be left: %s, %s",
    async (url, sandboxed, times) => {
      const lines = await consoleOf("chromium", {}, async (browser, onConsole) => {
        const own = "sandbox allow-scripts allow-same-origin";
        const parent = browser.open(APP, { sandboxed: own, onConsole });
        browser.open(url, { parent, ...(sandboxed === undefined ? {} : { sandboxed }) });
      });
      expect(lines).toHaveLength(times);
    },
  );

  it("hears the frames of the page, unless they have listeners of their own", async () => {
    const own: string[] = [];
    const lines = await consoleOf("chromium", {}, async (browser, onConsole) => {
      const parent = browser.open(APP, { onConsole });
      await browser
        .open("https://frame.example/", { parent })
        .fetch(API)
        .catch(() => undefined);
      await browser
        .open("https://other.example/", { parent, onConsole: ({ text }) => own.push(text) })
        .fetch(API);
    });
    expect(texts(lines)[0]).toMatch(/ from origin 'https:\/\/frame\.example' /);
    expect(lines).toHaveLength(2);
    expect(own[0]).toMatch(/ from origin 'https:\/\/other\.example' /);
  });

  it("hears of a body that breaks off, once a script reads it", async () => {
    const lines: string[] = [];
    const cut = {
      async *[Symbol.asyncIterator]() {
        yield new Uint8Array(1);
        throw Object.assign(new Error("gone"), { code: "ECONNRESET" });
      },
    };
    const headers: [string, string][] = [["Access-Control-Allow-Origin", "*"]];
    const transport = {
      send: () => Promise.resolve({ status: 200, statusText: "", headers, body: cut }),
    };
    const page = new Browser({ engine: "chromium", transport }).open(APP, {
      onConsole: ({ text }) => lines.push(text),
    });
    const response = await page.fetch(API);
    expect(lines).toEqual([]);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(lines).toEqual(["Failed to load resource: net::ERR_CONNECTION_RESET"]);
  });
});

describe("a document without an address of its own", () => {
  it.each([
    ["about:srcdoc", "about:srcdoc"],
    ["about:blank", "about:blank"],
    [`${APP}frame`, `${APP}frame`],
  ])("%s is told of by that, in Chromium", async (address, name) => {
    const lines = await consoleOf("chromium", {}, (browser, onConsole) =>
      browser.open(address, { parent: browser.open(APP), onConsole }).load("svg-use", `${API}#x`),
    );
    expect(texts(lines)).toEqual([
      `Unsafe attempt to load URL ${API} from frame with URL ${name}. Domains, protocols and ports must match.\n`,
    ]);
  });
});

describe("an error that an XMLHttpRequest gives up", () => {
  const answered = async (type: string, sent: number): Promise<string[]> => {
    const lines: string[] = [];
    const body = {
      async *[Symbol.asyncIterator]() {
        yield new Uint8Array(sent).fill(120);
        await new Promise(() => undefined);
      },
    };
    const headers: [string, string][] = [["Content-Type", type]];
    const transport = {
      send: () => Promise.resolve({ status: 404, statusText: "", headers, body }),
    };
    const page = new Browser({ engine: "chromium", transport }).open(APP, {
      onConsole: ({ text }) => void lines.push(text),
    });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", APP);
    xhr.timeout = 20;
    const over = new Promise((resolve) => {
      xhr.onloadend = resolve;
    });
    xhr.send();
    await over;
    return lines;
  };

  it("is told of once its type is known", async () => {
    const line = "Failed to load resource: the server responded with a status of 404 ()";
    expect(await answered("text/plain", 2)).toEqual([]);
    expect(await answered("text/plain", 1200)).toEqual([line]);
    expect(await answered("text/html", 2)).toEqual([line]);
  });
});
