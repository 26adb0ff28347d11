import { describe, expect, it } from "vitest";
import { explain } from "../../src/explain.ts";

const because = async (
  page: string,
  url: string,
  setCookie: string,
  from = url,
): Promise<{ why: string; engines: readonly string[] } | undefined> => {
  const { origin } = new URL(page);
  const { findings } = await explain({
    page: { url: page },
    request: { api: "fetch", url, credentials: "include" },
    answers: [
      {
        when: {},
        answer: {
          status: 200,
          headers: [
            ["Access-Control-Allow-Origin", origin],
            ["Access-Control-Allow-Credentials", "true"],
          ],
        },
      },
    ],
    cookies: [{ url: from, setCookie }],
  });
  return findings.find(({ cause }) => cause === "cookies-not-sent");
};

const ONE = "https://app.hen.example/";
const API = "https://api.hen.example/orders";

describe("a cookie that isn't sent", () => {
  it("between ports of localhost is held back by those who take no Secure one over http", async () => {
    const found = await because(
      "http://localhost:3000/",
      "http://localhost:8080/orders",
      "id=1; Path=/; Secure; SameSite=None",
    );
    expect(found!.engines).toEqual(["webkit"]);
    expect(found!.why).toContain("WebKit");
    expect(found!.why).not.toContain("no browser");
  });

  it.each([
    ["another path that begins alike", "id=1; Path=/ord; Secure", API, /`Path=\/ord`/],
    [
      "the directory of the URL that set it",
      "id=1; Secure",
      "https://api.hen.example/login/now",
      /path `\/login` of the URL that set it/,
    ],
    [
      "that directory, where its Path begins with no slash",
      "id=1; Path=api; Secure",
      "https://api.hen.example/login/now",
      /path `\/login` of the URL that set it/,
    ],
    ["no time at all", "id=1; Path=/; Secure; Max-Age=0", API, /expired/],
    [
      "a time that is over",
      "id=1; Path=/; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      API,
      /expired/,
    ],
  ])("of a page on the same site, is for %s", async (_, setCookie, from, why) => {
    const found = await because(ONE, API, setCookie, from);
    expect(found!.why).toMatch(why);
    expect(found!.why).not.toContain("another site");
  });

  it("between an http page and an https server of one domain, is of another site", async () => {
    const found = await because(
      "http://app.hen.example/",
      "https://api.hen.example/orders",
      "id=1; Path=/; SameSite=Lax; Secure",
    );
    expect(found!.why).toContain("another site");
  });
});
