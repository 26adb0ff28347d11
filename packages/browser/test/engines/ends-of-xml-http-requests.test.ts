import type { EngineName, PageXmlHttpRequest } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { API, APP, GRANT, open, turn } from "../api/xml-http-request-kit.ts";

// As recorded: xhr-endings and xhr-reuse of conformance/lab/generate/scripts.

const length = [GRANT, ["Content-Length", "7"]] as const;

function hear(xhr: PageXmlHttpRequest, types: readonly string[], upload = false): string[] {
  const heard: string[] = [];
  for (const type of types)
    (upload ? xhr.upload : xhr).addEventListener(type, (event) => {
      const { loaded, total } = event as ProgressEvent;
      heard.push(`${type} ${loaded}/${total}`);
    });
  return heard;
}

describe("a script that opens another request as it hears of the end", () => {
  it.each<[EngineName, string[], string[]]>([
    ["standard", ["load 7/7", "loadend 7/7"], ["load 7/7", "loadend 7/7"]],
    ["chromium", [], ["load 7/7", "loadend 0/0"]],
    ["firefox", ["load 0/7", "loadend 0/7"], ["load 7/7", "loadend 7/7"]],
    ["webkit", ["load 7/7", "loadend 7/7"], ["load 7/7", "loadend 7/7"]],
  ])("is told by %s of what its browser finds", async (engine, inDone, inLoad) => {
    for (const [type, expected] of [
      ["readystatechange", inDone],
      ["load", inLoad],
    ] as const) {
      const { page } = open(() => ({ headers: length }), engine);
      const xhr = new page.XMLHttpRequest();
      const heard = hear(xhr, ["load", "loadend"]);
      xhr.addEventListener(type, () => {
        if (xhr.readyState === 4) xhr.open("GET", `${API}/2`);
      });
      xhr.open("GET", `${API}/1`);
      xhr.send();
      await turn();
      expect(heard).toEqual(expected);
    }
  });
});

it.each<[EngineName, string]>([
  ["chromium", "timeout 0/0"],
  ["firefox", "timeout 0/0"],
  ["webkit", "load 7/7"],
])("a time limit behind an answer ends in %s by %s", async (engine, expected) => {
  const { page, clock } = open(
    ({ url }) => ({ headers: length, ...(url.pathname === "/2" ? { delay: 200 } : {}) }),
    engine,
  );
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", `${API}/1`);
  xhr.send();
  await turn();
  const heard = hear(xhr, ["timeout", "load"]);
  xhr.open("GET", `${API}/2`);
  xhr.timeout = 60;
  xhr.send();
  for (let passed = 0; passed < 300; passed += 20) {
    await turn();
    clock.advance(20);
  }
  await turn();
  expect(heard).toEqual([expected]);
});

it.each<[EngineName, string]>([
  ["chromium", "abort 4/4"],
  ["firefox", "abort 0/0"],
  ["webkit", "abort 0/0"],
])("an upload that is aborted at once behind another one tells in %s: %s", async (engine, told) => {
  const { page } = open(() => ({}), engine);
  const xhr = new page.XMLHttpRequest();
  const heard = hear(xhr, ["abort"], true);
  xhr.open("POST", `${APP}/1`);
  xhr.send("four");
  await turn();
  xhr.open("POST", `${APP}/2`);
  xhr.send("xy");
  xhr.abort();
  expect(heard).toEqual([told]);
});
