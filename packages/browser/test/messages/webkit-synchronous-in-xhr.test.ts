import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { APP, RecordingServer } from "../recording-server.ts";

// As recorded of WebKitGTK 2.50.6: xhr-waited-42 to -45.

const members = [
  ["timeout", 50],
  ["responseType", "json"],
] as const;

/** What the console says of a member that is set after `open`, and before it, each time beside an exception. */
function linesOf(engine: EngineName): readonly string[] {
  const lines: string[] = [];
  const page = new Browser({ engine, transport: new RecordingServer(() => ({})) }).open(APP, {
    onConsole: ({ text }) => void lines.push(text),
  });
  for (const [member, value] of members) {
    const opened = new page.XMLHttpRequest();
    opened.open("GET", "/orders", false);
    expect(() => Reflect.set(opened, member, value)).toThrow(DOMException);
    const unopened = new page.XMLHttpRequest();
    Reflect.set(unopened, member, value);
    expect(() => unopened.open("GET", "/orders", false)).toThrow(DOMException);
  }
  return lines;
}

it("WebKit's console says what a synchronous request has none of", () => {
  expect(linesOf("webkit")).toEqual([
    "XMLHttpRequest.timeout cannot be set for synchronous HTTP(S) requests made from the window context.",
    "Synchronous XMLHttpRequests must not have a timeout value set.",
    "XMLHttpRequest.responseType cannot be changed for synchronous HTTP(S) requests made from the window context.",
    "Synchronous HTTP(S) requests made from the window context cannot have XMLHttpRequest.responseType set.",
  ]);
});

it.each(["standard", "chromium", "firefox"] as const)("%s leaves it at the exception", (engine) => {
  expect(linesOf(engine)).toEqual([]);
});
