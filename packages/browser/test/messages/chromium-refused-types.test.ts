import { Browser, type LoadAttributes, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

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
