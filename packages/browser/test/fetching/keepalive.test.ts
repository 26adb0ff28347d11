import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, it } from "vitest";

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
    const refused: unknown = await page.fetch(request.clone()).catch((error: unknown) => error);
    expect((refused as TypeError).cause).toMatchObject({ code: "KeepaliveTooLarge" });
    release();
    expect(await (await first).text()).toBe("ok");
    expect(await (await page.fetch(request.clone())).text()).toBe("ok");
  },
);
