import { Browser, type EngineName } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, APP, grant, RecordingServer } from "../recording-server.ts";

const answer: Answer = {
  headers: [
    grant(),
    ["Access-Control-Expose-Headers", "x-a"],
    ["X-A", "1"],
    ["X-B", "2"],
    ["Set-Cookie", "a=1"],
  ],
};

/** What the headers say once a request has been aborted as it came to some state. */
async function left(engine: EngineName, url: string, state: number, isOpenedAnew = false) {
  const page = new Browser({ engine, transport: new RecordingServer(() => answer) }).open(
    `${APP}/`,
  );
  const xhr = new page.XMLHttpRequest();
  await new Promise<void>((resolve) => {
    xhr.addEventListener("readystatechange", () => {
      if (xhr.readyState === state) xhr.abort();
    });
    xhr.addEventListener("loadend", () => resolve());
    xhr.open("GET", url);
    xhr.send();
  });
  if (isOpenedAnew) xhr.open("GET", url);
  expect([xhr.status, xhr.getAllResponseHeaders()]).toEqual([0, ""]);
  return ["X-A", "X-B", "Set-Cookie"].map((name) => xhr.getResponseHeader(name));
}

describe("the headers of a request that was aborted, by name", () => {
  it.each([2, 3, 4])("are told in Firefox of the own origin, from state %i on", async (state) => {
    expect(await left("firefox", `${APP}/own`, state)).toEqual(["1", "2", null]);
  });

  it.each([
    [2, null],
    [3, null],
    [4, "1"],
  ])("are told of another origin once it was over: in state %i %j", async (state, value) => {
    expect(await left("firefox", "https://api.test/", state)).toEqual([value, null, null]);
  });

  it("are gone once it is opened anew", async () => {
    expect(await left("firefox", `${APP}/own`, 4, true)).toEqual([null, null, null]);
  });

  it.each(["standard", "chromium", "webkit"] as const)("are not told in %s", async (engine) => {
    expect(await left(engine, `${APP}/own`, 3)).toEqual([null, null, null]);
  });
});
