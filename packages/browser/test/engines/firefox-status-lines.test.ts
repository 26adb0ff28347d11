import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Http1Fault, UnreadableResponse } from "../../src/http1/unreadable.ts";
import { API, APP, RecordingServer } from "../recording-server.ts";
import { granting } from "./firefox-kit.ts";

// Recorded with conformance/lab: `status-lines-*`.

/** A page whose requests get what can't be read, but for preflights if they are granted. */
function open(fault: Http1Fault, isGranted = true) {
  const server = new RecordingServer(({ method }) => {
    if (method === "OPTIONS" && isGranted) return granting();
    throw new UnreadableResponse(fault, "it can't be read");
  });
  const lines: string[] = [];
  const page = new Browser({ engine: "firefox", transport: server }).open(`${APP}/`, {
    onConsole: ({ text }) => void lines.push(...text.split("\n")),
  });
  return { page, lines };
}

const INVALID = "The status line of the HTTP response is invalid";

it("tells of a status line that can't be read, and then of CORS", async () => {
  const { page, lines } = open("invalid-status-line");
  await expect(page.fetch(API)).rejects.toThrow(TypeError);
  expect(lines[0]).toBe(INVALID);
  expect(lines[1]).toContain("CORS request did not succeed");
  await expect(page.fetch(API, { method: "PUT" })).rejects.toThrow(TypeError);
  expect(lines.filter((line) => line === INVALID)).toHaveLength(2);
});

it.each<[string, RequestInit, boolean, Http1Fault]>([
  ["a preflight's", { method: "PUT" }, false, "invalid-status-line"],
  ["that of what is kept alive", { keepalive: true }, true, "invalid-status-line"],
  ["any other fault", {}, true, "zero-byte"],
])("doesn't tell of %s", async (_, init, isGranted, fault) => {
  const { page, lines } = open(fault, isGranted);
  await expect(page.fetch(API, init)).rejects.toThrow(TypeError);
  expect(lines).not.toContain(INVALID);
});

it.each<[Http1Fault, number]>([
  ["invalid-status-line", 2],
  ["zero-byte", 2],
  ["conflicting-headers", 2],
  ["closed", 0],
])("closes an event source of its own where what came is %s: %d", async (fault, readyState) => {
  const { page } = open(fault);
  expect(await page.load("event-source", `${APP}/events`)).toMatchObject({ readyState });
});
