import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

test("my page may measure my API, and another's may not", async () => {
  const headers = {
    "Access-Control-Allow-Origin": "*",
    "Timing-Allow-Origin": "https://app.example",
  };
  const browser = new Browser({
    engine: "firefox",
    transport: handlerTransport(() => new Response("apples", { headers })),
  });
  const tellsTimes = async (origin: string): Promise<boolean[]> => {
    const page = browser.open(origin);
    const response = await page.fetch("https://api.example/orders");
    // A browser measures a request to its end.
    await response.text();
    return page.performance
      .getEntriesByName("https://api.example/orders")
      .map((entry) => entry.tellsTimes);
  };
  expect(await tellsTimes("https://app.example/")).toEqual([true]);
  expect(await tellsTimes("https://evil.example/")).toEqual([false]);
});
