import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

/** A server that links to something else with each answer, as middleware does that adds it to all of them. */
const linksOf = (count: number, answer: number): string =>
  Array.from(
    { length: count },
    (_, index) => `</${answer}-${index}.css>; rel=preload; as=style`,
  ).join(", ");

test.each([
  [1, 3],
  [200, 64],
])(
  "a handler that links to %i new addresses with each answer is asked for %i",
  async (count, loaded) => {
    let asked = 0;
    const transport = handlerTransport(() => {
      asked++;
      return new Response("", { headers: { Link: linksOf(count, asked) } });
    });
    const page = new Browser({ engine: "webkit", transport }).open(PAGE);
    await page.fetch("/");
    // However long a busy machine takes over them; what comes after them must not.
    await expect.poll(() => asked, { timeout: 10_000 }).toBe(1 + loaded);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked).toBe(1 + loaded);
  },
);

test("a server that links to a new address with each answer is asked for three", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.setHeader("Link", linksOf(1, asked));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const page = new Browser({ engine: "webkit" }).open(url);
    await (await page.fetch("/api")).text();
    await expect.poll(() => asked, { timeout: 10_000 }).toBe(4);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked).toBe(4);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("what every answer links to is loaded once", async () => {
  const asked: string[] = [];
  const transport = handlerTransport(({ url }) => {
    const { pathname } = new URL(url);
    asked.push(pathname);
    return new Response("", {
      headers: {
        Link: "</app.css>; rel=preload; as=style, </font>; rel=preload; as=font; crossorigin",
      },
    });
  });
  const page = new Browser({ engine: "webkit", transport }).open(PAGE);
  await page.fetch("/api");
  expect(asked).toEqual(["/api", "/app.css", "/font"]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toHaveLength(3);
});
