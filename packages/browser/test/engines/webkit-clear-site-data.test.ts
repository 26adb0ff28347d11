import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver.

const HOST = "https://a.localhost";
const SUBDOMAIN = "https://s.a.localhost";

/** A page with cookies, and what is left of them for each host. */
async function loggedIn(top: string) {
  let sent: string | null = null;
  const transport = handlerTransport((request) => {
    const { searchParams } = new URL(request.url);
    sent = request.headers.get("cookie");
    const headers = new Headers({
      "Access-Control-Allow-Origin":
        searchParams.get("allow") ?? request.headers.get("origin") ?? "*",
      "Access-Control-Allow-Credentials": "true",
    });
    for (const line of searchParams.getAll("set")) headers.append("Set-Cookie", line);
    const clear = searchParams.get("clear");
    if (clear !== null) headers.set("Clear-Site-Data", clear);
    const location = searchParams.get("to");
    if (location !== null) headers.set("Location", location);
    return new Response(null, { status: location === null ? 200 : 302, headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open(`${top}/`);
  const ask = async (url: string, init: RequestInit = {}): Promise<string | null> => {
    await page.fetch(url, { credentials: "include", ...init }).catch(() => undefined);
    return sent;
  };
  await ask(`${top}/?set=host=1&set=domain=1;Domain=a.localhost`);
  return { ask };
}

const CLEAR = '?clear="cookies"';

test.each<[string, RequestInit, string | null]>([
  [`${HOST}/${CLEAR}`, {}, null],
  [`${HOST}/?clear="*"`, {}, null],
  [`${HOST}/${CLEAR}&set=new=1`, {}, null],
  [`${HOST}/${CLEAR}`, { credentials: "omit" }, null],
  [`${HOST}:8443/${CLEAR}`, { mode: "no-cors" }, null],
  // What goes to the host that clears, whose own ever it is.
  [`${SUBDOMAIN}/${CLEAR}`, {}, "host=1"],
  [`${HOST}/?clear=cookies`, {}, "domain=1; host=1"],
  [`${HOST}/?clear="cache"`, {}, "domain=1; host=1"],
  [`${HOST}/${CLEAR}&to=/`, {}, "domain=1; host=1"],
  [`${SUBDOMAIN}/${CLEAR}&allow=x`, {}, "domain=1; host=1"],
])("after %s with %j the page's host is sent %s", async (url, init, left) => {
  const { ask } = await loggedIn(HOST);
  await ask(url, init);
  expect(await ask(`${HOST}/`)).toBe(left);
});

test("over plain http it clears nothing but on loopback", async () => {
  const { ask } = await loggedIn("http://shop.example");
  await ask(`http://shop.example/${CLEAR}`);
  expect(await ask("http://shop.example/")).toBe("host=1");
});
