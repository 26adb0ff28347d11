// The matrix judges adapters; this judges the matrix. Without a guard it must find fault, and say which.
import { createServer } from "node:http";

import { expect, test } from "vitest";

import { closing, listening } from "./listening.ts";
import { violations, wireRequest } from "./matrix.ts";
import { situations } from "./matrix-situations.ts";
import { nodeRoutes } from "./node-app.ts";
import { rawRequest } from "./raw-request.ts";
import type { WireResponse } from "./raw-request.ts";

test.each(situations.filter(({ setup }) => setup !== "report-only"))(
  "an application without a guard fails the matrix from an allowed origin: $name",
  async (situation) => {
    const server = createServer((request, response) => {
      if (!nodeRoutes(request, response)) response.writeHead(404).end();
    });
    const port = await listening(server);
    try {
      const response = await rawRequest(port, wireRequest(situation, "allowed"));
      expect(violations(response, situation.expected.allowed)).not.toEqual([]);
    } finally {
      await closing(server);
    }
  },
);

const expected = {
  status: 200,
  accessControl: { "access-control-allow-origin": "*" },
  vary: ["origin"],
  headers: { "set-cookie": ["a=1", "b=2"] },
  body: "ok",
};
const right: WireResponse = {
  status: 200,
  headers: [
    ["Access-Control-Allow-Origin", "*"],
    ["Vary", "Origin"],
    ["Set-Cookie", "a=1"],
    ["Set-Cookie", "b=2"],
  ],
  body: "ok",
};

test("a response that is right has no violation", () => {
  expect(violations(right, expected)).toEqual([]);
});

test.each<[string, WireResponse]>([
  ["another status", { ...right, status: 500 }],
  [
    "a header twice",
    { ...right, headers: [...right.headers, ["access-control-allow-origin", "*"]] },
  ],
  ["a header too many", { ...right, headers: [...right.headers, ["Access-Control-Max-Age", "1"]] }],
  ["a header too few", { ...right, headers: right.headers.slice(1) }],
  ["a name in Vary twice", { ...right, headers: [...right.headers, ["vary", "origin"]] }],
  ["no Vary", { ...right, headers: right.headers.filter(([name]) => name !== "Vary") }],
  ["a cookie lost", { ...right, headers: right.headers.slice(0, 3) }],
  ["another body", { ...right, body: "" }],
])("a response with %s has a violation", (_, response) => {
  expect(violations(response, expected)).toHaveLength(1);
});
