import type { Scenario } from "@crosswalk/explain";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Driver } from "../../src/drivers/driver.ts";
import { StageBrowser } from "../../src/staging/stage-browser.ts";

const driver = vi.hoisted(() => ({ current: null as Driver | null }));
vi.mock("../../src/drivers/chromium.ts", () => ({
  startChromium: () => Promise.resolve(driver.current),
}));

/** A browser that does what it is asked to, but for `broken`, and remembers what it holds. */
function browserThat(broken: "evaluate" | "takeDiagnostics") {
  const holds = new Set<"extension" | "worker">();
  let questions = 0;
  driver.current = {
    version: "1",
    navigate: async () => {},
    async evaluate(expression) {
      if (expression.includes("serviceWorker.register(")) holds.add("worker");
      else if (expression.includes(".unregister()")) holds.delete("worker");
      else if (broken === "evaluate") throw new Error("the page is gone");
      else return JSON.stringify({ result: "fulfilled" });
      return "";
    },
    forget: async () => {},
    forgetCookies: async () => {},
    async installExtension() {
      holds.add("extension");
      return async () => void holds.delete("extension");
    },
    async takeDiagnostics() {
      questions += 1;
      // The second is what was said of the request.
      if (broken === "takeDiagnostics" && questions === 2) throw new Error("the page is gone");
      expect([...holds].toSorted()).toEqual(["extension", "worker"]);
      return [];
    },
    close: async () => {},
  };
  return holds;
}

const scenario: Scenario = {
  page: { url: "https://app.example/", serviceWorker: true },
  request: { api: "fetch", url: "https://api.example/orders" },
  answers: [{ when: {}, answer: { failure: "blocked-by-client" } }],
};

describe("a performance that ends before its time", () => {
  let browser: StageBrowser | null = null;
  afterEach(() => browser?.close());

  it.each(["evaluate", "takeDiagnostics"] as const)(
    "in %s leaves the next one no extension and no service worker",
    async (broken) => {
      const holds = browserThat(broken);
      browser = await StageBrowser.start("chromium", { command: "none" });
      await expect(browser.perform(scenario, [scenario])).rejects.toThrow("the page is gone");
      expect([...holds]).toEqual([]);
    },
  );
});
