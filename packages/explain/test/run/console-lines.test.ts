import type { EngineName } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { situations } from "../../src/situations/situations.ts";

const linesOf = async (title: string, engine: EngineName): Promise<readonly string[]> => {
  const found = situations.find((situation) => situation.title === title);
  return (await run(found!.scenario, engine)).console;
};

// The sentences are the browsers' own.
describe("the console", () => {
  it.each([
    [
      "From one foreign origin to another, which allows the page",
      "chromium",
      "Access to fetch at 'https://cdn.example/orders' (redirected from 'https://api.example/orders') from origin 'https://app.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://app.example' that is not equal to the supplied origin. Have the server send the header with a valid value.",
    ],
    [
      "From one foreign origin to another, which allows the page",
      "webkit",
      "Origin null is not allowed by Access-Control-Allow-Origin. Status code: 200",
    ],
    ["The server is down", "chromium", "Failed to load resource: net::ERR_CONNECTION_REFUSED"],
    [
      "The server is down",
      "firefox",
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/orders. (Reason: CORS request did not succeed). Status code: (null).",
    ],
    ["A port that browsers block", "chromium", "Failed to load resource: net::ERR_UNSAFE_PORT"],
    [
      "The page's embedder policy wants a header of everything",
      "chromium",
      "Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
    ],
    [
      "The user doesn't let the page into the local network",
      "chromium",
      "Access to fetch at 'https://192.168.0.7/status' from origin 'https://app.example' has been blocked by CORS policy: Permission was denied for this request to access the `local` address space.",
    ],
    [
      "The page's own policy doesn't list the API",
      "chromium",
      "Connecting to 'https://api.example/orders' violates the following Content Security Policy directive: \"connect-src 'self'\". The action has been blocked.",
    ],
  ] as const)('of "%s" in %s says so', async (title, engine, line) => {
    expect(await linesOf(title, engine)).toContain(line);
  });

  it("has keywords of X-Frame-Options in capitals, and a URL as it is", async () => {
    const lineOf = async (value: string): Promise<string | undefined> => {
      const { console: lines } = await run(
        {
          page: { url: "https://app.example/" },
          request: { api: "fetch", url: "https://shop.example/" },
          answers: [{ when: {}, answer: { status: 200, headers: [["X-Frame-Options", value]] } }],
          told: "frame-refused",
        },
        "firefox",
      );
      return lines[0];
    };
    expect(await lineOf("sameorigin")).toContain("“SAMEORIGIN“");
    expect(await lineOf("ALLOW-FROM https://coop.example/")).toContain(
      "“ALLOW-FROM https://coop.example/“",
    );
  });

  it("says what the page's service worker did, in Chromium and Firefox", async () => {
    const title = "A service worker hands over an opaque response";
    expect((await linesOf(title, "firefox"))[0]).toContain("passed an opaque Response");
    expect(await linesOf(title, "webkit")).toEqual([]);
    expect((await linesOf(title, "chromium"))[0]).toContain('an "opaque" response was used');
  });

  it("is no concern of the standard's", async () => {
    for (const { scenario } of situations)
      expect((await run(scenario, "standard")).console).toEqual([]);
  });
});
