import { expect, test } from "vitest";
import { detectStack, type Scenario } from "../src/index.ts";

const answered = (...headers: (readonly [string, string])[]): Scenario => ({
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/" },
  answers: [{ when: {}, answer: { status: 200, headers } }],
});

test.each([
  ["nginx", [["Server", "nginx/1.22.1"]]],
  ["express", [["X-Powered-By", "Express"]]],
  [
    "express",
    [
      ["server", "nginx"],
      ["x-powered-by", "Express"],
    ],
  ],
  [
    "s3",
    [
      ["Server", "AmazonS3"],
      ["Via", "1.1 x.cloudfront.net (CloudFront)"],
    ],
  ],
  ["cloudfront", [["Via", "1.1 x.cloudfront.net (CloudFront)"]]],
  ["flask", [["Server", "Werkzeug/3.0 Python/3.12"]]],
  ["aspnet", [["Server", "Kestrel"]]],
  [null, [["Server", "mine"]]],
  [null, []],
] as const)("%s is told by %j", (stack, headers) => {
  expect(detectStack(answered(...headers))).toBe(stack);
});
