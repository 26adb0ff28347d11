import { expect, test } from "vitest";

import { putOrderFrom } from "../src/test-your-api.ts";

test("a page of the allowed origin may put orders with cookies", async () => {
  expect(await putOrderFrom("https://app.example/")).toBe('{"saved":true}');
});

test("a page of another origin may not", async () => {
  expect(await putOrderFrom("https://evil.example/")).toBe("PreflightMissingAllowOriginHeader");
});
