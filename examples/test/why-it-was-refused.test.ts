import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

test("why a browser refuses what my API answers", async () => {
  const api = handlerTransport(
    () => new Response("", { headers: { "Access-Control-Allow-Origin": "*" } }),
  );
  const page = new Browser({ transport: api }).open("https://app.example/");

  const { result, events } = await page.traced((traced) =>
    traced
      .fetch("https://api.example/orders/7", { method: "PUT" })
      .then((response) => response.text())
      .catch(() => "refused"),
  );
  expect(result).toBe("refused");
  expect(events.slice(-2)).toMatchObject([
    {
      kind: "step",
      algorithm: "#cors-preflight-fetch",
      step: "7.5",
      decision: "preflight-refused",
      reason: "MethodDisallowedByPreflightResponse",
    },
    {
      kind: "failed",
      failure: {
        code: "MethodDisallowedByPreflightResponse",
        parameter: "PUT",
        anchor: "#cors-preflight-fetch",
        step: "7.5",
        cors: true,
        url: "https://api.example/orders/7",
      },
    },
  ]);
});
