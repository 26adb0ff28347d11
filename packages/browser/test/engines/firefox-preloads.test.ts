import { fontFile } from "../font-file.ts";
import { Browser, type LoadAttributes, type LoadKind, type Page } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Firefox ESR 153 was seen to take of what a page had preloaded, each with `conformance/lab`.

type How = "loaded" | "404" | "refused";

const files = new Map<string, readonly [type: string, body: string]>([
  ["font", ["font/ttf", fontFile]],
  ["image", ["image/gif", "GIF89a"]],
  ["script", ["text/javascript", ""]],
  ["style", ["text/css", ""]],
  ["fetch", ["text/plain", "ok"]],
]);

function open(as: string, how: How = "loaded"): { server: RecordingServer; page: Page } {
  const [type, body] = files.get(as)!;
  const server = new RecordingServer(() => ({
    status: how === "404" ? 404 : 200,
    headers: [
      ...(how === "refused"
        ? []
        : [grant(), ["Access-Control-Allow-Credentials", "true"] as const]),
      ["Cache-Control", "no-store"],
      ["Content-Type", type],
    ],
    body,
  }));
  const page = new Browser({ engine: "firefox", transport: server }).open(`${APP}/page`);
  return { server, page };
}

const kinds = new Map<string, LoadKind>([
  ["font", "font"],
  ["image", "image"],
  ["script", "script"],
  ["style", "stylesheet"],
]);

/** Loads in turn: P is a preload, E what it is for. */
async function requestsOf(as: string, steps: string, how: How): Promise<number> {
  const { server, page } = open(as, how);
  for (const step of steps) {
    const kind = step === "P" ? "preload" : kinds.get(as);
    if (kind === undefined) await page.fetch(API).catch(() => undefined);
    else await page.load(kind, API, { crossorigin: "", ...(step === "P" ? { as } : {}) });
  }
  return server.lines.length;
}

describe.each<[as: string, how: How, counts: Readonly<Record<string, number>>]>([
  ["script", "loaded", { PE: 1, EP: 1, PEP: 2, PEE: 2, EE: 2, EPE: 2 }],
  ["script", "404", { PE: 2, EP: 1, PEP: 2, PEE: 3 }],
  ["script", "refused", { PE: 2, EP: 1, PEP: 2, PEE: 3 }],
  ["style", "loaded", { PE: 1, EP: 1, PEP: 1, PEE: 1, EE: 1, EPE: 1 }],
  ["style", "404", { PE: 2, EP: 1, PEP: 2, PEE: 3 }],
  ["style", "refused", { PE: 2, EP: 1, PEP: 2, PEE: 3 }],
  ["image", "loaded", { PE: 1, EP: 1, PEP: 1, PEE: 1, EE: 1, EPE: 1 }],
  ["image", "refused", { PE: 1, EP: 2, PEP: 2, PEE: 2 }],
  ["font", "loaded", { PE: 1, EP: 2, PEP: 2, PEE: 1, EE: 1, EPE: 2 }],
  ["font", "404", { PE: 1, EP: 2, PEP: 2, PEE: 2 }],
  ["font", "refused", { PE: 1, EP: 2, PEP: 2, PEE: 2 }],
  ["fetch", "loaded", { PE: 1, EP: 2, PEP: 2, PEE: 2, EE: 2, EPE: 2 }],
  ["fetch", "404", { PE: 1, EP: 2, PEP: 2, PEE: 2 }],
  ["fetch", "refused", { PE: 1, EP: 2, PEP: 2, PEE: 2 }],
])("of %s, %s", (as, how, counts) => {
  it.each(Object.entries(counts))("%s makes %i request(s)", async (steps, count) => {
    expect(await requestsOf(as, steps, how)).toBe(count);
  });
});

it.each<[RequestInit, LoadAttributes["crossorigin"], number]>([
  [{}, "", 1],
  [{ credentials: "omit" }, "", 1],
  [{ credentials: "include" }, "use-credentials", 1],
  [{ mode: "no-cors" }, undefined, 1],
  [{ headers: { Accept: "a/b" } }, "", 1],
  [{ referrerPolicy: "no-referrer" }, "", 1],
  [{}, undefined, 2],
  [{}, "use-credentials", 2],
  [{ cache: "no-store" }, "", 2],
  [{ redirect: "manual" }, "", 2],
  [{ method: "HEAD" }, "", 2],
  [{ keepalive: true }, "", 2],
])(
  "fetch with %j after a preload with crossorigin %j: %i requests",
  async (init, crossorigin, count) => {
    const { server, page } = open("fetch");
    await page.load("preload", API, { as: "fetch", crossorigin });
    await page.fetch(API, init);
    expect(server.lines).toHaveLength(count);
  },
);

it.each<[string, LoadAttributes, LoadKind, LoadAttributes, number]>([
  ["script", {}, "script", {}, 1],
  ["script", {}, "script", { crossorigin: "" }, 2],
  ["script", { crossorigin: "" }, "script", { crossorigin: "use-credentials" }, 2],
  ["script", { crossorigin: "" }, "module", { crossorigin: "" }, 2],
  ["script", {}, "script", { integrity: "sha256-x" }, 2],
  // Fonts are asked for alike whatever their preload says, and found by what it says.
  ["font", {}, "font", {}, 2],
])(
  "a preload as %s with %j, then %s with %j: %i requests",
  async (as, preload, kind, own, count) => {
    const { server, page } = open(as);
    await page.load("preload", API, { as, ...preload });
    await page.load(kind, API, own);
    expect(server.lines).toHaveLength(count);
  },
);

// Of the page's own origin, and of another with CORS.
describe.each([
  ["of its own origin", `${APP}/own`, {}],
  ["with CORS", API, { crossorigin: "" }],
])("a preload %s whose integrity is another's", (_, url, settings) => {
  it.each([
    ["script", "error"],
    ["style", "error"],
    ["fetch", "load"],
    ["font", "load"],
    ["image", "load"],
  ])("as %s tells of %s", async (as, result) => {
    const { page } = open(as);
    const integrity = "sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
    expect((await page.load("preload", url, { as, integrity, ...settings })).result).toBe(result);
  });
});

it("an element gives what is under way as what it has", async () => {
  const { server, page } = open("image");
  const [, outcome] = await Promise.all([
    page.load("preload", API, { as: "image", crossorigin: "" }),
    page.load("image", API, { crossorigin: "" }),
  ]);
  expect(outcome).toMatchObject({ result: "load", access: "readable" });
  expect(server.lines).toHaveLength(1);
});

it("what a preload was refused is told once, and fails who comes for it", async () => {
  const { page } = open("fetch", "refused");
  const outcome = await page.load("preload", API, { as: "fetch", crossorigin: "" });
  expect(outcome.cause?.message).toMatch(/^Cross-Origin Request Blocked/);
  const error = await page.fetch(API).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect((error as { cause: { message: unknown } }).cause.message).toBeNull();
});
