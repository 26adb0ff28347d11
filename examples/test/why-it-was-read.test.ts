import { Browser, recordedTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

test("what was answered in production, and what a browser makes of it", async () => {
  const url = "https://api.example/orders";
  const headers: [string, string][] = [
    ["Access-Control-Allow-Origin", "https://app.example"],
    ["Access-Control-Allow-Methods", "PUT"],
  ];
  const transport = recordedTransport([
    { method: "OPTIONS", url, status: 204, headers },
    { method: "PUT", url, status: 200, headers, body: "saved" },
  ]);
  const page = new Browser({ engine: "firefox", transport }).open("https://app.example/");

  const { result, events } = await page.traced(async (traced) =>
    (await traced.fetch(url, { method: "PUT" })).text(),
  );
  expect(result).toBe("saved");
  expect(events.map((event) => (event.kind === "step" ? event.decision : event.kind))).toEqual([
    "cors-with-preflight", // reason: the method PUT is not safelisted
    "preflight", // reason: no earlier preflight covers PUT
    "credentials-omitted",
    "sent",
    "received",
    "preflight-passed", // reason: to be kept for 5 s
    "credentials-omitted",
    "sent",
    "received",
    "cors-check-passed", // reason: Access-Control-Allow-Origin is https://app.example
    "timing-withheld",
    "filtered", // reason: as cors
  ]);
});
