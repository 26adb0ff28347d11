import { Browser, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, APP, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do.

const OTHER = "https://other.example";
const kept = ["Cache-Control", "max-age=600"] as const;
const granted = ["Access-Control-Allow-Origin", "*"] as const;

const json: Answer = {
  headers: [kept, granted, ["Content-Type", "application/json"]],
  body: '{"a":1}',
};

it("what is stored stays there though nobody may see it", async () => {
  const server = new RecordingServer(() => json);
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  await (await page.fetch(`${OTHER}/data`)).text();
  await page.fetch(`${OTHER}/data`, { mode: "no-cors" });
  await page.fetch(`${OTHER}/data`, { mode: "no-cors" });
  expect(server.sent).toHaveLength(1);
});

it("but what is found to be data as it comes is not stored", async () => {
  const server = new RecordingServer(() => json);
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  await page.fetch(`${OTHER}/data`, { mode: "no-cors" });
  await page.fetch(`${OTHER}/data`, { mode: "no-cors" });
  expect(server.sent).toHaveLength(2);
});

/** The paths that a sandboxed page asks for as it loads these. */
async function asked(paths: readonly string[], end: Answer, kind: LoadKind): Promise<string[]> {
  const server = new RecordingServer(({ url }) =>
    url.pathname === "/led" ? { status: 301, headers: [kept, ["Location", "/end"]] } : end,
  );
  const browser = new Browser({ engine: "chromium", transport: server });
  const page = browser.open(APP, { sandboxed: true });
  for (const path of paths) await page.load(kind, `${OTHER}${path}`).catch(() => undefined);
  return server.sent.map(([line]) => new URL(line.split(" ")[1]!, OTHER).pathname);
}

it.each<[LoadKind, string]>([
  ["script", "text/javascript"],
  ["stylesheet", "text/css"],
])("a sandboxed page has a %s that it was led to where it was led from", async (kind, type) => {
  const end: Answer = { headers: [kept, ["Content-Type", type]], body: "" };
  expect(await asked(["/led", "/led"], end, kind)).toEqual(["/led", "/end"]);
  expect(await asked(["/led", "/end"], end, kind)).toEqual(["/led", "/end", "/end"]);
  const missing = { ...end, status: 404 };
  expect(await asked(["/led", "/led"], missing, kind)).toEqual(["/led", "/end", "/led", "/end"]);
});
