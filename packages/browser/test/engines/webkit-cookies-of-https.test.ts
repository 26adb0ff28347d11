import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 did, twice each, in `conformance/lab`, where http and https are two ports of one host.

/** Of a host, what https is sent and then http, once each of the lines was set by one of them. */
async function sentAfter(
  ...lines: readonly (readonly [scheme: "http" | "https", line: string])[]
): Promise<(string | null)[]> {
  let line = "";
  let sent: string | null = null;
  const transport = handlerTransport(({ headers }) => {
    sent = headers.get("cookie");
    return new Response(null, { headers: line === "" ? {} : { "Set-Cookie": line } });
  });
  const browser = new Browser({ engine: "webkit", transport });
  const ask = async (scheme: string): Promise<string | null> => {
    await browser.open(`${scheme}://127.0.0.1/`).fetch("/p/x");
    return sent;
  };
  for (const [scheme, given] of lines) {
    line = given;
    await ask(scheme);
  }
  line = "";
  return [await ask("https"), await ask("http")];
}

test.each([
  ["k=1;Secure;Path=/p", "k=2;Path=/p"],
  ["k=1;Secure;SameSite=None;Path=/p", "k=2;SameSite=None;Path=/p"],
  ["k=1;Secure;Path=/p", "k=2;Max-Age=0;Path=/p"],
  ["k=1;Secure", "k=2"],
  ["k=1;Secure;Domain=.127.0.0.1;Path=/p", "k=2;Domain=.127.0.0.1;Path=/p"],
])("http does not replace %j, which https has set, by %j", async (first, second) => {
  expect(await sentAfter(["https", first], ["http", second])).toEqual(["k=1", null]);
});

test.each([
  ["k=1;Path=/p", "k=2;Path=/p", ["k=2", "k=2"]],
  ["k=1;Secure;Path=/p/", "k=2;Path=/p", ["k=1; k=2", "k=2"]],
  ["k=1;Secure;Path=/p", "K=2;Path=/p", ["k=1; K=2", "K=2"]],
  ["k=1;Secure;Domain=.127.0.0.1;Path=/p", "k=2;Path=/p", ["k=1; k=2", "k=2"]],
])("beside %j, which https has set, http has its %j", async (first, second, sent) => {
  expect(await sentAfter(["https", first], ["http", second])).toEqual(sent);
});

test("https replaces its own", async () => {
  expect(await sentAfter(["https", "k=1;Secure"], ["https", "k=2"])).toEqual(["k=2", "k=2"]);
});

test.each([
  ["a=1;Domain=127.0.0.1;Path=/p", "a=2;Path=/p", "a=2"],
  ["a=1;Path=/p", "a=2;Domain=127.0.0.1;Path=/p", "a=2"],
  ["a=1;Domain=127.0.0.2;Domain=127.0.0.1;Path=/p", "a=2;Path=/p", "a=2"],
  ["a=1;Domain= 127.0.0.1 ;Path=/p", "a=2;Path=/p", "a=2"],
  ["a=1;Domain=.127.0.0.1;Path=/p", "a=2;Path=/p", "a=1; a=2"],
])("of %j and %j, an address alone is the host's own domain", async (first, second, sent) => {
  expect(await sentAfter(["http", first], ["http", second])).toEqual([sent, sent]);
});

test("of many cookies each is looked up by its name, not among all of them", async () => {
  const headers = new Headers();
  for (let index = 0; index < 8000; index++) headers.append("Set-Cookie", `k${index}=1`);
  const costOf = async (origin: string): Promise<number> => {
    const transport = handlerTransport(() => new Response("", { headers }));
    const page = new Browser({ engine: "webkit", transport }).open(origin);
    const start = process.cpuUsage();
    await page.fetch(`${origin}x`);
    return process.cpuUsage(start).user;
  };
  // Over https nothing is looked up.
  const least = await costOf("https://a.example/");
  expect(await costOf("http://a.example/")).toBeLessThan(4 * least);
});
