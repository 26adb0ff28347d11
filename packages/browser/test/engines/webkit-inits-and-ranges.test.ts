import { Browser, handlerTransport, type EngineName } from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";

// What WebKitGTK 2.50.6 did, twice each, in `conformance/lab`.

function open(engine: EngineName) {
  const asked: string[] = [];
  const transport = handlerTransport(({ method }) => {
    asked.push(method);
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };
    return new Response(null, { status: 204, headers });
  });
  return { asked, page: new Browser({ engine, transport }).open("https://app.example/") };
}

/** Of a request with a referrer and a policy, what another one that is made of it has. */
function copied(init: RequestInit, engine: EngineName = "webkit"): readonly [string, string] {
  const { page } = open(engine);
  const request = new page.Request("https://api.example/", {
    referrer: "/chicken",
    referrerPolicy: "unsafe-url",
  });
  const { referrer, referrerPolicy } = new page.Request(request, init);
  return [referrer, referrerPolicy];
}

describe("an init that says nothing", () => {
  const own = "https://app.example/chicken";

  it.each<RequestInit>([
    {},
    { integrity: "" },
    { body: null },
    { priority: "high" },
    { duplex: "half" } as RequestInit,
  ])("as %j leaves referrer and policy", (init) => {
    expect(copied(init)).toEqual([own, "unsafe-url"]);
  });

  it("takes the referrer away where that is empty, and leaves the policy", () => {
    expect(copied({ referrer: "" })).toEqual(["", "unsafe-url"]);
  });

  it.each<RequestInit>([
    { keepalive: false },
    { headers: {} },
    { referrerPolicy: "" },
    { signal: null },
    { window: null },
    { integrity: "", mode: "cors" },
  ])("is none as %j", (init) => {
    expect(copied(init)).toEqual(["about:client", ""]);
  });

  it("is one without members in the standard", () => {
    expect(copied({ integrity: "" }, "standard")).toEqual(["about:client", ""]);
  });
});

test.each([
  ["bytes=\f0-5", 1],
  ["bytes=0\v-5", 1],
  ["bytes=0-\f\f+5", 1],
  ["bytes=\v+0-5", 1],
  ["bytes=0-", 1],
  ["bytes=0-\f", 2],
  ["bytes=+\f0-5", 2],
  ["bytes\f=0-5", 2],
  ["bytes=\t0-5", 2],
  ["bytes= 0-5", 2],
])("the range %j takes %i requests", async (range, count) => {
  const { page, asked } = open("webkit");
  await page.fetch("https://api.example/", { headers: { Range: range } });
  expect(asked).toHaveLength(count);
});
