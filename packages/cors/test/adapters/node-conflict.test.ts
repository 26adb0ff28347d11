import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";

import { createCors } from "@crosswalk/cors";
import { cors, GuardConflictError } from "@crosswalk/cors/node";
import { expect, test } from "vitest";

import { http2Request } from "./http2-request.ts";
import { closing, listening } from "./listening.ts";
import { rawRequest } from "./raw-request.ts";

const told: unknown[] = [];
const outer = createCors({ allowOrigins: ["https://app.example.com"] });
const inner = createCors(
  { allowOrigins: ["https://app.example.com"] },
  { onError: (error) => told.push(error) },
);
const request = {
  method: "GET",
  path: "/",
  headers: [["Origin", "https://app.example.com"]],
} as const;

test("two guards around a listener are a 500 with the outer guard's headers and an empty body, and the listener doesn't run", async () => {
  let ran = false;
  const server = createServer(cors(outer)(cors(inner)(() => (ran = true))));
  const port = await listening(server);
  const response = await rawRequest(port, request);
  await closing(server);
  expect(response).toMatchObject({ status: 500, body: "" });
  expect(response.headers).toContainEqual([
    "Access-Control-Allow-Origin",
    "https://app.example.com",
  ]);
  expect(ran).toBe(false);
  expect(told.splice(0)).toEqual([expect.any(GuardConflictError)]);
});

test("two guards around a stream listener likewise", async () => {
  let ran = false;
  const server = createHttp2Server();
  server.on("stream", cors(outer).stream(cors(inner).stream(() => (ran = true))));
  const port = await listening(server);
  const response = await http2Request(port, request);
  await closing(server);
  expect(response).toMatchObject({ status: 500, body: "" });
  expect(response.headers).toContainEqual([
    "access-control-allow-origin",
    "https://app.example.com",
  ]);
  expect(ran).toBe(false);
  expect(told.splice(0)).toEqual([expect.any(GuardConflictError)]);
});
