import { fontFile } from "../font-file.ts";
import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// Recorded with conformance/lab: `other-fonts-*`.

const FONT: Answer = { headers: [grant("*")], body: fontFile };

function open(answer: Answer) {
  const server = new RecordingServer(({ url }) => (url.pathname === "/font" ? answer : FONT));
  const lines: string[] = [];
  const page = new Browser({ engine: "firefox", transport: server }).open(`${APP}/`, {
    onConsole: ({ text }) => void lines.push(text),
  });
  return { page, lines, sent: server.sent };
}

const FROM = `${new URL(API).origin}/font`;

it("asks for a font again by another name, whose letters' case counts", async () => {
  const { page, sent } = open(FONT);
  const counts = [];
  for (const family of ["f", "f", "F", "f", "F"]) {
    await page.load("font", FROM, { family });
    counts.push(sent.length);
  }
  expect(counts).toEqual([1, 1, 2, 2, 2]);
});

it("takes no name for one and the same", async () => {
  const { page, sent } = open(FONT);
  await page.load("font", FROM);
  await page.load("font", FROM, { family: "" });
  expect(sent).toHaveLength(1);
});

it.each<[string, Answer, string]>([
  ["of an error status", { ...FONT, status: 404 }, "download failed (…): status=2147746065"],
  ["that is none", { ...FONT, body: "x" }, "rejected by sanitizer (…)"],
  [
    "that may not be read",
    { body: fontFile },
    "download failed (…): bad URI or cross-site access not allowed",
  ],
])("tells of a font %s", async (_, answer, reason) => {
  const { page, lines } = open(answer);
  const { result } = await page.load("font", FROM, { family: "Fira Sans" });
  expect(result).toBe("rejected");
  const of = `font-family: "Fira Sans" style:normal weight:400 stretch:100 src index:0`;
  expect(lines.at(-1)).toBe(`downloadable font: ${reason.replace("…", of)} source: ${FROM}`);
});

it.each([
  ["data:,x", "font load failed (…)"],
  ["about:x", "failed to start download (…): status=2152398858"],
  ["blob:x", "failed to start download (…): bad URI or cross-site access not allowed"],
  ["https://app.example:6000/", "failed to start download (…): status=2152398867"],
  ["https://u:p@app.example:6000/", "failed to start download (…): status=2152398867"],
  ["http://api.test/", "failed to start download (…): content blocked"],
  ["http://u:p@api.test/", "failed to start download (…): content blocked"],
])("tells of a font at %s", async (url, reason) => {
  const { page, lines } = open(FONT);
  await page.load("font", url);
  const of = `font-family: "" style:normal weight:400 stretch:100 src index:0`;
  expect(lines.at(-1)).toBe(`downloadable font: ${reason.replace("…", of)} source: ${url}`);
});

it("tells of a preload's failure once, and of the font each time", async () => {
  const { page, lines } = open({});
  await page.load("preload", FROM, { as: "font", crossorigin: "" });
  expect(lines).toHaveLength(1);
  await page.load("font", FROM);
  expect(lines).toHaveLength(2);
  await page.load("font", FROM);
  expect(lines).toHaveLength(4);
});
