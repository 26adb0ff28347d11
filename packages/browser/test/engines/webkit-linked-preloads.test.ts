import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver.

/** What the server of a page is asked, whose first answer has this `Link`. */
function open(url: string, link: string) {
  const asked: string[] = [];
  const transport = handlerTransport(({ method, url: address, headers }) => {
    asked.push(`${method} ${address} ${headers.get("sec-fetch-dest")} ${headers.get("referer")}`);
    const own = { "Access-Control-Allow-Origin": headers.get("origin") ?? "*" };
    return new Response("chicken", {
      headers: asked.length === 1 ? { ...own, Link: link } : own,
    });
  });
  return { asked, page: new Browser({ engine: "webkit", transport }).open(url) };
}

const PAGE = "https://app.example/shop/page";
const preloaded = (address: string, destination: string): string[] => [
  `GET ${address} ${destination} ${PAGE}`,
];

test.each([
  ["<x>; rel=preload; as=image", preloaded("https://app.example/shop/x", "image")],
  ["</x>;rel=preload;as=script;crossorigin", preloaded("https://app.example/x", "script")],
  ['<x>; rel="next preload"; as="style"', preloaded("https://app.example/shop/x", "style")],
  ["<x>; rel=modulepreload", preloaded("https://app.example/shop/x", "script")],
  [
    "<x>; rel=preload; as=image, <y>; rel=preload; as=fetch",
    [
      ...preloaded("https://app.example/shop/x", "image"),
      ...preloaded("https://app.example/shop/y", "empty"),
    ],
  ],
  ['<x>; rel=preload; as=image; media="(max-width: 1px)"', []],
  ["<x>; rel=preload; as=image; type=text/plain", []],
  ["<x>; rel=preload; as=IMAGE", []],
  ["<x>; rel=preload", []],
  ["<x>; rel=prefetch, <y>; rel=stylesheet", []],
  ["<page>; rel=preload; as=fetch", []],
  ["<http://app.example/x>; rel=preload; as=fetch", []],
])("a fetch whose response links to %s has the page load %j", async (link, loaded) => {
  const { page, asked } = open(PAGE, link);
  await page.fetch("https://api.example/shop/orders/7");
  await new Promise((resolve) => setTimeout(resolve));
  expect(asked.slice(1)).toEqual(loaded);
});

test("who may not read a response has nothing loaded by it", async () => {
  const { page, asked } = open(PAGE, "<x>; rel=preload; as=image");
  const refused = page.fetch("https://api.example/", { headers: { "X-A": "1" } });
  await expect(refused).rejects.toThrow(TypeError);
  expect(asked).toHaveLength(1);
});
