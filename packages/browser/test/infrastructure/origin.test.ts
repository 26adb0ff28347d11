import { describe, expect, it } from "vitest";
import { Browser, type EngineName, handlerTransport } from "../../src/index.ts";

describe.each(["standard", "chromium", "firefox", "webkit"] satisfies EngineName[])(
  "a page of an application in %s",
  (engine) => {
    const asked: (string | null)[] = [];
    const browser = new Browser({
      engine,
      transport: handlerTransport((request) => {
        const origin = request.headers.get("Origin");
        asked.push(origin);
        return new Response("hen", {
          headers: { "Access-Control-Allow-Origin": origin ?? "none" },
        });
      }),
    });

    it.each([
      ["capacitor://localhost/index.html", "capacitor://localhost"],
      ["chrome-extension://abcdefghijklmnop/popup.html", "chrome-extension://abcdefghijklmnop"],
      ["app://-/index.html", "app://-"],
    ])("%s asks under its own origin", async (url, origin) => {
      const page = browser.open(url);
      expect(page.origin).toBe(origin);
      const response = await page.fetch("https://api.example/");
      expect(await response.text()).toBe("hen");
      expect(asked.at(-1)).toBe(origin);
    });

    it("and under none in a sandbox", async () => {
      const page = browser.open("capacitor://localhost/", { sandboxed: true });
      await page.fetch("https://api.example/");
      expect(asked.at(-1)).toBe("null");
    });
  },
);
