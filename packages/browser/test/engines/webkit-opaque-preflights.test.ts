import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 and Firefox 140 did with two pages of one origin, each with such a frame,
// whose scripts sent two PUTs to another origin that allows them for ten minutes.

const PAGE = "http://127.0.0.1:1/";

const frames: Readonly<Record<string, readonly [url: string, sandboxed: boolean]>> = {
  sandboxed: [PAGE, true],
  "data:": ["data:text/html,", false],
  "sandboxed srcdoc": ["about:srcdoc", true],
  srcdoc: ["about:srcdoc", false],
  "same-origin": [`${PAGE}frame`, false],
};

async function methodsOf(engine: "webkit" | "firefox", first: string, second: string) {
  const asked: string[] = [];
  const transport = handlerTransport(({ method, headers }) => {
    asked.push(method);
    return new Response("", {
      headers: {
        "Access-Control-Allow-Origin": headers.get("origin")!,
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Max-Age": "600",
      },
    });
  });
  const browser = new Browser({ engine, transport });
  for (const kind of [first, second]) {
    const [url, sandboxed] = frames[kind]!;
    const frame = browser.open(url, { parent: browser.open(PAGE), sandboxed });
    for (let time = 0; time < 2; time++)
      await frame.fetch("http://127.0.0.1:2/", { method: "PUT" });
  }
  return asked.join(" ");
}

const opaque = ["sandboxed", "data:", "sandboxed srcdoc"];
const pairs = opaque.flatMap((first) => opaque.map((second) => [first, second] as const));

test.each(pairs)(
  "webkit: what a %s frame was allowed is not allowed to a %s one of another page",
  async (first, second) => {
    expect(await methodsOf("webkit", first, second)).toBe("OPTIONS PUT PUT OPTIONS PUT PUT");
  },
);

test.each([
  ["webkit", "srcdoc", "srcdoc"],
  ["webkit", "srcdoc", "same-origin"],
  ["firefox", "sandboxed", "sandboxed"],
  ["firefox", "sandboxed srcdoc", "data:"],
] as const)(
  "%s: what a %s frame was allowed is allowed to a %s one of another page",
  async (engine, first, second) => {
    expect(await methodsOf(engine, first, second)).toBe("OPTIONS PUT PUT PUT PUT");
  },
);
