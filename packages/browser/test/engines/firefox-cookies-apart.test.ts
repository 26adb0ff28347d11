import { Browser, handlerTransport, type PageOptions } from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";

// What Firefox ESR 153.7 was seen to send once a response had set or cleared cookies.

const APP = "http://127.0.0.1:8000";
const API = "http://127.0.0.1:8001";
const OTHER = "https://localhost:8443";

/** A page of Firefox that is answered as the query says, and the cookies that were sent last. */
function opened(url = `${APP}/`, options: PageOptions = {}) {
  const sent: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    const { searchParams } = new URL(request.url);
    sent.push(request.headers.get("cookie"));
    const headers = new Headers({
      "Access-Control-Allow-Origin": request.headers.get("origin") ?? "*",
      "Access-Control-Allow-Credentials": "true",
      "Cache-Control": searchParams.get("keep") ?? "no-store",
    });
    for (const line of searchParams.getAll("set")) headers.append("Set-Cookie", line);
    const clear = searchParams.get("clear");
    if (clear !== null) headers.set("Clear-Site-Data", clear);
    return new Response("x", { headers });
  });
  const page = new Browser({ engine: "firefox", transport }).open(url, options);
  const ask = async (address: string, init: RequestInit = {}): Promise<string | null> => {
    await page.fetch(address, { credentials: "include", ...init }).catch(() => undefined);
    return sent.at(-1)!;
  };
  return { page, ask, sent };
}

const partitioned = encodeURIComponent("x=1; Secure; Partitioned");

describe("a cookie that asks for a partition", () => {
  it.each([
    ["stands beside another one of the first party", API, "x=1; x=2"],
    ["is replaced by one of a third party", OTHER, "x=2"],
  ])("%s", async (_, host, expected) => {
    const { ask } = opened();
    await ask(`${host}/?set=${partitioned}&set=x=2`);
    expect(await ask(`${host}/`)).toBe(expected);
  });

  it("stays when the other one is over", async () => {
    const { ask } = opened();
    await ask(`${API}/?set=${partitioned}&set=x=2&set=x=2;Max-Age=0`);
    expect(await ask(`${API}/`)).toBe("x=1");
  });
});

test.each<[string, RequestInit]>([
  ["with credentials", {}],
  ["without credentials", { credentials: "omit" }],
  ["without CORS or credentials", { mode: "no-cors", credentials: "omit" }],
])("a fetch %s clears what it is told to", async (_, init) => {
  const { ask, sent } = opened();
  await ask(`${OTHER}/?set=x=1`);
  await ask(`${OTHER}/?keep=max-age=600`);
  await ask(`${OTHER}/?clear="*"`, init);
  expect(await ask(`${OTHER}/?keep=max-age=600`)).toBeNull();
  expect(sent).toHaveLength(4);
});

test("an XMLHttpRequest clears what is of its page, whoever answers", async () => {
  const { page, ask, sent } = opened();
  for (const host of [APP, OTHER]) await ask(`${host}/?set=x=1`);
  for (const host of [APP, OTHER]) await ask(`${host}/?keep=max-age=600`);
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", `${OTHER}/?clear="*"`);
  const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  xhr.send();
  await end;
  // But for its cookies, of which it would be those of a third party.
  for (const host of [APP, OTHER]) expect(await ask(`${host}/`)).toBe("x=1");
  const count = sent.length;
  for (const host of [APP, OTHER]) await ask(`${host}/?keep=max-age=600`);
  expect(sent).toHaveLength(count + 1);
});

test("one that its own host answers clears its cookies", async () => {
  const { page, ask } = opened();
  await ask(`${APP}/?set=x=1`);
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", `${API}/?clear="*"`);
  const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  xhr.send();
  await end;
  expect(await ask(`${APP}/`)).toBeNull();
});

test("one of a sandboxed page clears nothing", async () => {
  const { page, ask } = opened(`${APP}/`, { sandboxed: true });
  await ask(`${APP}/?set=x=1`);
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", `${APP}/?clear="*"`);
  const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  xhr.send();
  await end;
  expect(await ask(`${APP}/`)).toBe("x=1");
});
