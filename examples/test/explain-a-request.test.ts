import { expect, test } from "vitest";
import { whyBlocked } from "../src/explain-a-request.ts";

test("a preflight that has to log in is explained, and its answer written", async () => {
  expect(await whyBlocked()).toEqual([
    "The preflight is refused with 401 before CORS is looked at.",
    "Answer preflights (`OPTIONS` with `Origin` and `Access-Control-Request-Method`) before authentication, in the outermost layer that can.",
    "HTTP 204",
    "Access-Control-Allow-Origin: https://app.example",
    "Access-Control-Allow-Methods: PUT",
    "Access-Control-Allow-Headers: Authorization",
    "Access-Control-Max-Age: 600",
    "Vary: Origin",
  ]);
});
