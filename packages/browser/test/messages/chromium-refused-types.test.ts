import { Browser, type LoadAttributes, type LoadKind } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to print of each kind and type, with and without `nosniff`.

async function linesOf(
  kind: LoadKind,
  attributes: LoadAttributes,
  type: string,
  options: { readonly nosniff?: boolean; readonly status?: number } = {},
): Promise<{ readonly result: string; readonly lines: readonly string[] }> {
  const server = new RecordingServer(({ url }) =>
    url.pathname === "/moved"
      ? { status: 302, headers: [grant(), ["Location", API]] }
      : {
          status: options.status ?? 200,
          headers: [
            grant("*"),
            ...(type === "" ? [] : ([["Content-Type", type]] as const)),
            ...(options.nosniff === true ? ([["X-Content-Type-Options", "nosniff"]] as const) : []),
          ],
        },
  );
  const lines: string[] = [];
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`, {
    onConsole: ({ text }) => void lines.push(text),
  });
  const { result } = await page.load(kind, kind === "script" ? "/moved" : API, attributes);
  return { result, lines: lines.filter((line) => !line.startsWith("Failed to load resource")) };
}

it.each([
  ["image/gif", false, `its MIME type ('image/gif') is not executable.`],
  ["TEXT/CSV; a=b", false, `its MIME type ('text/csv') is not executable.`],
  [
    "text/plain",
    true,
    `its MIME type ('text/plain') is not executable, and strict MIME type checking is enabled.`,
  ],
  ["", true, `its MIME type ('') is not executable, and strict MIME type checking is enabled.`],
])("a script of type %j, nosniff %j, is refused by where it came from", async (type, ...rest) => {
  const [nosniff, reason] = rest;
  const { lines } = await linesOf("script", { crossorigin: "" }, type, { nosniff });
  expect(lines).toEqual([`Refused to execute script from '${API}' because ${reason}`]);
});

it("a script of a type that none need be runs, and nothing is told", async () => {
  expect(await linesOf("script", {}, "text/plain")).toEqual({ result: "load", lines: [] });
});

it.each(["module", "import"] as const)("a %s must be of its type", async (kind) => {
  const { lines } = await linesOf(kind, {}, "text/html");
  expect(lines).toEqual([
    'Failed to load module script: Expected a JavaScript-or-Wasm module script but the server responded with a MIME type of "text/html". Strict MIME type checking is enforced for module scripts per HTML spec.',
  ]);
  expect((await linesOf(kind, {}, "text/html", { status: 404 })).lines).toEqual([]);
});

it.each<[LoadKind, LoadAttributes, boolean, string]>([
  ["stylesheet", {}, true, "error"],
  ["preload", { as: "style" }, true, "error"],
  ["preload", { as: "style", crossorigin: "" }, true, "error"],
  ["preload", { as: "style" }, false, "load"],
])("of a %s with %j, nosniff %j, comes %s", async (kind, attributes, nosniff, result) => {
  const made = await linesOf(kind, attributes, "text/javascript", { nosniff });
  const line = `Refused to apply style from '${API}' because its MIME type ('text/javascript') is not a supported stylesheet MIME type, and strict MIME checking is enabled.`;
  expect(made).toEqual({ result, lines: nosniff ? [line] : [] });
});

it.each([
  ["text/csv", 'MIME type ("text/csv") that is not "text/event-stream"'],
  ["", 'MIME type ("text/plain") that is not "text/event-stream"'],
  ["text/event-stream;charset=latin1", 'charset ("latin1") that is not UTF-8'],
])("an event stream of %j is aborted", async (type, reason) => {
  const { lines } = await linesOf("event-source", {}, type);
  expect(lines).toEqual([`EventSource's response has a ${reason}. Aborting the connection.`]);
  expect((await linesOf("event-source", {}, type, { status: 404 })).lines).toEqual([]);
});

it.each(["import", "module"] as const)(
  "nothing is told of the type of what is no success, by %s",
  async (kind) => {
    for (const status of [300, 304, 404])
      expect((await linesOf(kind, {}, "text/plain", { status })).lines.join()).not.toMatch(/MIME/);
    expect((await linesOf(kind, {}, "text/plain", { status: 203 })).lines.join()).toMatch(/MIME/);
  },
);

describe("a worker's script", () => {
  const own = `${APP}/worker`;
  const linesOfWorker = async (
    attributes: LoadAttributes,
    answer: Answer,
  ): Promise<readonly unknown[]> => {
    const lines: string[] = [];
    const page = new Browser({
      engine: "chromium",
      transport: new RecordingServer(() => answer),
    }).open(`${APP}/page`, { onConsole: ({ text }) => void lines.push(text) });
    const { result } = await page.load("worker", own, attributes);
    return [result, ...lines];
  };
  const typed = (type: string): Answer => ({ headers: [["Content-Type", type]] });

  it("may be of any type that a script may be of", async () => {
    expect(await linesOfWorker({}, typed("text/html"))).toEqual(["message"]);
    expect(await linesOfWorker({}, {})).toEqual(["message"]);
    expect(await linesOfWorker({}, typed("text/csv"))).toEqual([
      "error",
      `Refused to execute script from '${own}' because its MIME type ('text/csv') is not executable.`,
    ]);
  });

  it("is a module by its type alone, and told of in other words than an element's", async () => {
    expect(await linesOfWorker({ type: "module" }, typed("text/plain"))).toEqual([
      "error",
      'Failed to load module script: The server responded with a non-JavaScript MIME type of "text/plain". Strict MIME type checking is enforced for module scripts per HTML spec.',
    ]);
  });

  it("is asked for by the browser itself, and a page hears of no status", async () => {
    expect(await linesOfWorker({}, { status: 404, ...typed("text/csv") })).toEqual(["error"]);
  });
});

describe("a preload", () => {
  it.each([
    ["video", "uses an unsupported `as` value"],
    ["object", "uses an unsupported `as` value"],
    ["json", "must have a valid `as` value"],
    ["", "must have a valid `as` value"],
  ])("for %j %s", async (as, reason) => {
    expect((await linesOf("preload", { as }, "text/plain")).lines).toEqual([
      `<link rel=preload> ${reason}`,
    ]);
  });

  it("of no address has an invalid one", async () => {
    const lines: string[] = [];
    const page = new Browser({
      engine: "chromium",
      transport: new RecordingServer(() => ({})),
    }).open(APP, { onConsole: ({ text }) => void lines.push(text) });
    await page.load("preload", "", { as: "script" });
    await page.load("preload", "http://[", { as: "video" });
    expect(lines).toEqual([
      "<link rel=preload> has an invalid `href` value",
      "<link rel=preload> has an invalid `href` value",
    ]);
  });
});

it.each([
  ["hell, no font", ["OTS parsing error: invalid sfntVersion: 1751477356"]],
  ["hel", ["OTS parsing error: file less than 4 bytes"]],
  ["", []],
])("a font of %j cannot be decoded", async (body, more) => {
  const lines: string[] = [];
  const server = new RecordingServer(() => ({ headers: [grant()], body }));
  const page = new Browser({ engine: "chromium", transport: server }).open(APP, {
    onConsole: ({ text }) => void lines.push(text),
  });
  await page.load("font", API);
  expect(lines).toEqual([`Failed to decode downloaded font: ${API}`, ...more]);
});

it("a document of another origin is an unsafe attempt, with the line's end", async () => {
  const lines: string[] = [];
  const page = new Browser({
    engine: "chromium",
    transport: new RecordingServer(() => ({})),
  }).open(`${APP}/page`, { onConsole: ({ text }) => void lines.push(text) });
  await page.load("svg-use", `${API}#a`);
  expect(lines).toEqual([
    `Unsafe attempt to load URL ${API} from frame with URL ${APP}/page. Domains, protocols and ports must match.\n`,
  ]);
});
