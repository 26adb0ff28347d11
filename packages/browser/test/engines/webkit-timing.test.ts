import { Browser, handlerTransport, type LoadKind } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

// What WebKitGTK 2.50.6 did; recorded as webkit-timing.

const A = "http://127.0.0.1:8001/";
const B = "http://127.0.0.1:8002/";

const granted = {
  "Access-Control-Allow-Origin": A.slice(0, -1),
  "Access-Control-Allow-Credentials": "true",
};

/** A page of A, before which each address leads to the next, and the last allows its timing to an origin. */
function pageOf(way: readonly string[], allowed: string, status = 200) {
  const transport = handlerTransport(({ url }) => {
    const next = way[way.indexOf(url) + 1];
    const isLed = next !== undefined;
    return new Response(isLed ? null : "x", {
      status: isLed ? 302 : status,
      headers: {
        ...granted,
        "Timing-Allow-Origin": isLed ? "*" : allowed,
        ...(isLed ? { Location: next } : {}),
      },
    });
  });
  return new Browser({ engine: "webkit", transport }).open(A);
}

type Opened = ReturnType<typeof pageOf>;

const timesOf = (page: Opened, url: string) =>
  page.performance.getEntriesByName(url).map(({ tellsTimes }) => tellsTimes);
const sizesOf = (page: Opened, url: string) =>
  page.performance.getEntriesByName(url).map((entry) => entry.tellsTransferSize);

describe("resource timing in WebKit", () => {
  it.each([
    [A.slice(0, -1), true],
    ["null", false],
  ])(
    "of a picture that came over two origins must be allowed to the page's: %s",
    async (allowed, told) => {
      const way = [`${B}1`, `${A}2`];
      const page = pageOf(way, allowed);
      await page.load("image", way[0]!);
      expect(timesOf(page, way[0]!)).toEqual([told]);
    },
  );

  it.each([
    ["same-origin", true],
    ["include", false],
    ["omit", false],
  ] as const)(
    "has a size behind another origin with credentials %s: %s",
    async (credentials, told) => {
      const way = [`${A}1`, `${B}2`];
      const page = pageOf(way, "*");
      await page.fetch(way[0]!, { credentials }).then((response) => response.text());
      expect(sizesOf(page, way[0]!)).toEqual([told]);
    },
  );

  it.each<readonly [LoadKind, readonly boolean[]]>([
    ["image", [true]],
    ["script", [false]],
    ["audio", []],
  ])("has of an %s that is not found the sizes %j", async (kind, told) => {
    const page = pageOf([`${A}1`], "*", 404);
    await page.load(kind, `${A}1`);
    expect(sizesOf(page, `${A}1`)).toEqual(told);
  });
});
