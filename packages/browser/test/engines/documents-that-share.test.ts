import { Browser, type EngineName, handlerTransport, type Page } from "@crosswalk/browser";
import { expect, test } from "vitest";

// As recorded: node conformance/lab/main.mjs show '^(shared-(preflights|responses)|response-partitions)-' --documents

const API = "https://127.0.0.2:8001/";
const A = "http://127.0.0.1:8001/";
const B = "http://127.0.0.1:8002/";
const C = "http://localhost:8001/";
const SITE = "http://site.localhost:8001/";
const BELOW = "http://below.site.localhost:8001/";
const PNG = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** What the API is asked by documents that come one after the other, each in the ones that follow it. */
async function askedBy(
  engine: EngineName,
  documents: readonly (readonly string[])[],
  method: string,
): Promise<string> {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    asked.push(request.method);
    return new Response("", {
      headers: {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Max-Age": "600",
        "Cache-Control": "max-age=600",
      },
    });
  });
  const browser = new Browser({ engine, transport, session: "persistent" });
  for (const levels of documents) {
    const own = levels.reduceRight<Page | undefined>(
      (parent, url) => browser.open(url, parent === undefined ? {} : { parent }),
      undefined,
    )!;
    await own.fetch(API, { method });
  }
  return asked.join(" ");
}

test.each([
  ["webkit", [[A, B], [A]], "OPTIONS PUT OPTIONS PUT"],
  ["webkit", [[BELOW, SITE], [BELOW]], "OPTIONS PUT OPTIONS PUT"],
  [
    "webkit",
    [
      [A, C],
      [A, C],
    ],
    "OPTIONS PUT PUT",
  ],
  ["chromium", [[A, B], [A]], "OPTIONS PUT PUT"],
  ["firefox", [[A, B], [A]], "OPTIONS PUT PUT"],
] as const)(
  "%s: of documents %j those that share a preflight ask %s",
  async (...[engine, documents, asked]) => {
    expect(await askedBy(engine, documents, "PUT")).toBe(asked);
  },
);

test.each([
  ["webkit", [[A], [C]], "GET"],
  [
    "webkit",
    [
      [C, A],
      [C, "http://[::1]:8001/"],
    ],
    "GET",
  ],
  ["webkit", [[A], [SITE]], "GET"],
  // Seen behind a proxy, where names lead anywhere.
  ["webkit", [["https://app.github.io/"], ["https://other.github.io/"]], "GET"],
  ["webkit", [[SITE], [BELOW.replace("http:", "https:")]], "GET"],
  ["chromium", [[A], [C]], "GET GET"],
  ["chromium", [[A], [C, A]], "GET GET"],
  ["firefox", [[A], [C]], "GET GET"],
  ["firefox", [[A], [C, A]], "GET"],
] as const)(
  "%s: of documents %j those that share a response ask %s",
  async (...[engine, documents, asked]) => {
    expect(await askedBy(engine, documents, "GET")).toBe(asked);
  },
);

test.each([
  ["chromium", [API], "GET GET GET"],
  ["firefox", [API], "GET GET"],
  ["firefox", [A], "GET GET GET"],
  ["firefox", [API, A], "GET GET GET"],
  ["webkit", [A], "GET GET"],
] as const)(
  "%s: where %j has the cache cleared, a page is asked %s in all",
  async (engine, clearing, asked) => {
    const methods: string[] = [];
    const transport = handlerTransport(({ method, url, headers }) => {
      methods.push(method);
      return new Response("", {
        headers: {
          "Access-Control-Allow-Origin": headers.get("origin") ?? "*",
          "Access-Control-Allow-Credentials": "true",
          ...(url.endsWith("clear")
            ? { "Clear-Site-Data": '"cache"' }
            : { "Cache-Control": "max-age=600" }),
        },
      });
    });
    const browser = new Browser({ engine, transport, session: "persistent" });
    const [own, parent] = clearing;
    const page = browser.open(A);
    await (await page.fetch(API)).text();
    const other = browser.open(own, parent === undefined ? {} : { parent: browser.open(parent) });
    await other.fetch(`${API}clear`, { credentials: "include" });
    await page.fetch(API);
    expect(methods.join(" ")).toBe(asked);
  },
);

test.each([
  [
    [A, A],
    [null, "u=5"],
  ],
  [
    [A, C],
    [null, null],
  ],
] as const)(
  "firefox: pages %j ask for a picture with the priorities %j",
  async (pages, priorities) => {
    const asked: (string | null)[] = [];
    const transport = handlerTransport(({ headers }) => {
      asked.push(headers.get("priority"));
      return new Response(PNG, {
        headers: { "Cache-Control": "no-store", "Content-Type": "image/png" },
      });
    });
    const browser = new Browser({ engine: "firefox", transport });
    for (const url of pages) await browser.open(url).load("image", `${API}x.png`);
    expect(asked).toEqual(priorities);
  },
);
