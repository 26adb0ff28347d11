import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, APP, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do.

const fresh = ["Cache-Control", "max-age=600"] as const;

/** What is asked about on which condition, where a part of what came first is asked for and answered otherwise. */
async function asked(first: Answer, second: Answer): Promise<(string | undefined)[]> {
  const answers = [first, second];
  const server = new RecordingServer(({ url }) =>
    url.pathname === "/end" ? { headers: [], body: "end" } : (answers.shift() ?? second),
  );
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  for (const headers of [{}, { Range: "bytes=0-0" }, {}])
    await (await page.fetch("/orders", { headers })).text();
  return server.sent
    .filter(([line]) => line.includes("/orders"))
    .map(([, headers]) => headers["if-none-match"]);
}

it("what tells of no part of what is stored leaves it there", async () => {
  const stale: Answer = {
    headers: [
      ["Cache-Control", "max-age=0"],
      ["ETag", '"1"'],
    ],
    body: "12345",
  };
  const missing: Answer = { status: 404, headers: [fresh], body: "none" };
  expect(await asked(stale, missing)).toEqual([undefined, '"1"', '"1"']);
  expect(await asked(stale, { headers: [fresh], body: "67890" })).toEqual([
    undefined,
    '"1"',
    undefined,
  ]);
});

it("nothing is kept of a part of what was a redirect", async () => {
  const led: Answer = {
    status: 302,
    headers: [
      ["Cache-Control", "must-revalidate"],
      ["Location", "/end"],
    ],
  };
  expect(await asked(led, { headers: [fresh], body: "12345" })).toHaveLength(3);
});

it("what is unchanged, though nobody asked that, has no part beyond what is stored", async () => {
  const answers: Answer[] = [
    { headers: [], body: "12345" },
    { status: 304, headers: [] },
  ];
  const server = new RecordingServer(() => answers.shift()!);
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  await (await page.fetch("/orders")).text();
  const part = await page.fetch("/orders", { headers: { Range: "bytes=20-" } });
  expect([part.status, part.statusText]).toEqual([416, "Requested Range Not Satisfiable"]);
  expect(part.headers.get("Content-Range")).toBe("bytes 0-0/0");
  expect(server.sent[1]![1]["if-none-match"]).toBeUndefined();
});

it("the last bytes of what is stored without any are asked for as what a part lacks", async () => {
  const answers: Answer[] = [
    {
      headers: [
        ["Cache-Control", "max-age=0"],
        ["ETag", '"1"'],
      ],
      body: "",
    },
    { status: 304, headers: [fresh] },
  ];
  const server = new RecordingServer(() => answers.shift()!);
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  await (await page.fetch("/orders")).text();
  const part = await page.fetch("/orders", { headers: { Range: "bytes=-2" } });
  expect(part.status).toBe(304);
  expect(server.sent[1]![1]).toMatchObject({ "if-range": '"1"' });
  expect(server.sent[1]![1]["if-none-match"]).toBeUndefined();
  // What that 304 says is not kept.
  const whole = await page.fetch("/orders", { cache: "force-cache" });
  expect([whole.status, whole.headers.get("Cache-Control")]).toEqual([200, "max-age=0"]);
  expect(server.sent).toHaveLength(2);
});

it("a 304 to a part that nobody asks about leaves nothing stored", async () => {
  const answers: Answer[] = [
    { headers: [], body: "12345" },
    { status: 304, headers: [fresh] },
    { headers: [], body: "67890" },
  ];
  const server = new RecordingServer(() => answers.shift()!);
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  await (await page.fetch("/orders")).text();
  await page.fetch("/orders", { headers: { Range: "bytes=0-1" } });
  expect(await (await page.fetch("/orders", { cache: "force-cache" })).text()).toBe("67890");
});
