import { Browser, type EngineName, handlerTransport, ManualClock } from "@crosswalk/browser";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, vi } from "vitest";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

it.each(engines)(
  "a body that had no room beside others goes once they are through (%s)",
  async (engine) => {
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const transport = handlerTransport(async (request) => {
      await request.arrayBuffer();
      if (request.url.endsWith("/first")) await held;
      return new Response("ok");
    });
    const page = new Browser({ engine, transport }).open("https://app.example/");
    const init = { method: "POST", body: "x".repeat(40 * 1024), keepalive: true };
    const first = page.fetch("/first", init);
    const request = new page.Request("/second", init);
    const refused: unknown = await page
      .fetch(request.clone(), { keepalive: true })
      .catch((error: unknown) => error);
    expect((refused as TypeError).cause).toMatchObject({ code: "KeepaliveTooLarge" });
    release();
    expect(await (await first).text()).toBe("ok");
    expect(await (await page.fetch(request.clone())).text()).toBe("ok");
  },
);

it.each(["standard", "chromium"] as const)(
  "a body counts until the answer is read, or what was read of it is let go (%s)",
  async (engine) => {
    const transport = handlerTransport(() => new Response("ok"));
    const page = new Browser({ engine, transport }).open("https://app.example/");
    const send = (): Promise<Response> =>
      page.fetch("/log", { method: "POST", body: "x".repeat(40_000), keepalive: true });
    const unread = await send();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(send()).rejects.toMatchObject({ cause: { code: "KeepaliveTooLarge" } });
    expect(await unread.text()).toBe("ok");
    const cancelled = await send();
    await cancelled.body!.cancel();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await send()).ok).toBe(true);
  },
);

it.each<[EngineName, string, string]>([
  ["chromium", "KeepaliveTooLarge", "KeepaliveTooLarge"],
  ["firefox", "KeepaliveTooLarge", "ok"],
  ["webkit", "KeepaliveTooLarge", "ok"],
])(
  "%s: what asks at once after an answer that nobody reads, and later",
  async (engine, ...expected) => {
    const transport = handlerTransport(() => new Response("ok"));
    const come: string[] = [];
    for (const wait of [0, 50]) {
      const page = new Browser({ engine, transport }).open("https://app.example/");
      const send = (): Promise<Response> =>
        page.fetch("/log", { method: "POST", body: "x".repeat(40_000), keepalive: true });
      const unread = await send();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      come.push(
        await send().then(
          (response) => response.text(),
          (error: unknown) => (error as { cause: { code: string } }).cause.code,
        ),
      );
      await unread.text();
    }
    expect(come).toEqual(expected);
  },
);

it("an answer that nobody can read any more makes room, one that is let go does so no sooner (chromium)", async () => {
  const transport = handlerTransport(() => new Response("ok"));
  const page = new Browser({ engine: "chromium", transport }).open("https://app.example/");
  const send = (): Promise<Response> =>
    page.fetch("/log", { method: "POST", body: "x".repeat(40_000), keepalive: true });
  await (async () => void (await send()))();
  await vi.waitFor(async () => {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve));
    const { body } = await send();
    await body!.cancel();
  });
  collectGarbage();
  await expect(send()).rejects.toMatchObject({ cause: { code: "KeepaliveTooLarge" } });
});

/** What comes of beacons of 40,000 bytes, one after the other, while the platform's time stands still. */
async function beacons(engine: EngineName, meanwhile: () => void): Promise<string[]> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    const transport = handlerTransport(() => new Response(null, { status: 204 }));
    const browser = new Browser({ engine, transport, clock: new ManualClock() });
    const page = browser.open("https://app.example/");
    const results: string[] = [];
    for (let count = 0; count < 3; count++) {
      if (count > 0) meanwhile();
      const { result } = await page.load("beacon", "/log", { body: "x".repeat(40_000) });
      results.push(result);
    }
    return results;
  } finally {
    vi.useRealTimers();
  }
}

it.each(["standard", "firefox"] as const)(
  "a beacon that was answered leaves room for the next (%s)",
  async (engine) => {
    expect(await beacons(engine, () => {})).toEqual(["sent", "sent", "sent"]);
  },
);

it.each(["chromium", "webkit"] as const)(
  "a beacon in %s counts for what its script does next, by no clock that stands",
  async (engine) => {
    expect(await beacons(engine, () => {})).toEqual(["sent", "refused", "refused"]);
    const aWhile = (): void => void vi.advanceTimersByTime(50);
    expect(await beacons(engine, aWhile)).toEqual(["sent", "sent", "sent"]);
  },
);

// Seen in Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6.
it.each<[EngineName, boolean, string[]]>([
  ["chromium", true, ["OPTIONS /a", "PUT /a", "OPTIONS /b", "PUT /b"]],
  ["webkit", true, ["OPTIONS /a", "PUT /a", "OPTIONS /b", "PUT /b"]],
  ["firefox", true, ["OPTIONS /a"]],
  ["chromium", false, ["OPTIONS /a"]],
  ["webkit", false, ["OPTIONS /a"]],
])("%s, keepalive %s: aborted during its preflight", async (engine, keepalive, expected) => {
  const sent: string[] = [];
  const controller = new AbortController();
  const granted = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "PUT",
  };
  const transport = handlerTransport(async ({ method, url }) => {
    sent.push(`${method} ${new URL(url).pathname}`);
    if (sent.length === 1) controller.abort();
    await new Promise((resolve) => setTimeout(resolve, 1));
    return url.endsWith("/a") && method === "PUT"
      ? new Response(null, { status: 307, headers: { ...granted, Location: "/b" } })
      : new Response("ok", { headers: granted });
  });
  const page = new Browser({ engine, transport }).open("https://app.example/");
  const init = { method: "PUT", keepalive, signal: controller.signal };
  await expect(page.fetch("https://api.example/a", init)).rejects.toThrow(/abort/i);
  await vi.waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(expected.length));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sent).toEqual(expected);
});
