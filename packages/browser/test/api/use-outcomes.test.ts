import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const engines = ["standard", "chromium", "firefox", "webkit"] as const;

const DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'><rect id='x' width='9' height='9'/></svg>";

interface Answer {
  readonly url?: string;
  readonly type?: string;
  readonly body?: string;
  readonly status?: number;
}

/** What a page of each engine is told, and whether anything is drawn. */
async function told({
  url = "/drawing#x",
  type = "image/svg+xml",
  body = DRAWING,
  status = 200,
}: Answer) {
  const one = async (engine: EngineName): Promise<string> => {
    const headers = { "Content-Type": type, "Access-Control-Allow-Origin": "*" };
    const transport = handlerTransport(() => new Response(body, { status, headers }));
    const page = new Browser({ engine, transport }).open("https://app.example/");
    const { result, access } = await page.load("svg-use", url);
    return access === null ? result : `${result}, drawn`;
  };
  return Promise.all(engines.map(one));
}

// Recorded in recordings/drawn: node conformance/lab/main.mjs show '^uses-' --drawn
describe("a <use>", () => {
  it.each<[string, Answer, string[]]>([
    ["of a drawing", {}, ["silent, drawn", "load, drawn", "silent, drawn", "load, drawn"]],
    [
      "of text/xml",
      { type: "text/xml" },
      ["silent, drawn", "load, drawn", "silent, drawn", "load, drawn"],
    ],
    ["of another XML", { type: "x/y+xml" }, ["silent, drawn", "error", "silent", "load, drawn"]],
    ["of text/html", { type: "text/html" }, ["silent", "error", "silent", "load, drawn"]],
    ["of no drawing", { body: "CHICKEN" }, ["silent", "load", "silent", "load"]],
    ["of nothing", { body: "" }, ["silent", "error", "silent", "load"]],
    ["of another element", { url: "/drawing#y" }, ["silent", "load", "silent", "load"]],
    [
      "of half a drawing",
      { body: DRAWING.slice(0, -6) },
      ["silent", "load, drawn", "silent", "load, drawn"],
    ],
    ["of an error", { status: 404 }, ["silent", "error", "silent", "error"]],
    [
      "of another origin",
      { url: "https://other.example/#x" },
      ["silent", "error", "silent", "silent"],
    ],
    [
      "of a data: URL",
      { url: `data:image/svg+xml,${DRAWING}#x` },
      ["silent", "error", "silent", "silent"],
    ],
  ])("%s", async (_, answer, expected) => {
    expect(await told(answer)).toEqual(expected);
  });
});
