import { Browser, handlerTransport, ManualClock } from "@crosswalk/browser";
import { expect, test } from "vitest";

test.each([
  ["chromium", 7200],
  ["firefox", 86_400],
  ["webkit", 600],
] as const)("%s keeps a preflight's result for %i seconds at most", async (engine, limit) => {
  let preflights = 0;
  const transport = handlerTransport(({ method }) => {
    if (method === "OPTIONS") preflights++;
    return new Response(null, {
      headers: {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Max-Age": "604800",
      },
    });
  });
  const clock = new ManualClock();
  const page = new Browser({ engine, transport, clock }).open("https://app.example/");
  const put = (): Promise<Response> => page.fetch("https://api.example/", { method: "PUT" });

  await put();
  clock.advance((limit - 1) * 1000);
  await put();
  expect(preflights).toBe(1);
  clock.advance(2000);
  await put();
  expect(preflights).toBe(2);
});
