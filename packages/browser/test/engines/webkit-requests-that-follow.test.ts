import {
  Browser,
  bytesTransport,
  type Page,
  PageXmlHttpRequest,
  type TransportRequest,
} from "@crosswalk/browser";
import { expect, it, test } from "vitest";

// What WebKitGTK 2.50.6 sent under WebKitWebDriver, where another laboratory looked.

const granted = "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: *\r\n";

/** A page of a server that answers by path, and what comes there. */
function open(answers: Readonly<Record<string, string>> = {}, referrerPolicy: ReferrerPolicy = "") {
  const asked: TransportRequest[] = [];
  const transport = bytesTransport((request) => {
    asked.push(request);
    const answer = answers[request.url.pathname] ?? "200 OK\r\n";
    const text = `HTTP/1.1 ${answer}${granted}Content-Length: 0\r\n\r\n`;
    return { bytes: new TextEncoder().encode(text), connection: "new" };
  });
  const page = new Browser({ engine: "webkit", transport }).open("http://app.localhost/", {
    referrerPolicy,
  });
  return { page, asked };
}

const valueOf = ({ headers }: TransportRequest, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

/** A transport frames every body that it is given. */
const lengthsIn = (asked: readonly TransportRequest[]): readonly (string | undefined)[] =>
  asked
    .filter(({ method }) => method !== "OPTIONS")
    .map((one) => valueOf(one, "content-length") ?? one.body?.length?.toString());

const sendXhr = (page: Page, method: string, body: Blob | URLSearchParams | string) =>
  new Promise((resolve) => {
    const xhr = new page.XMLHttpRequest();
    xhr.open(method, "http://api.localhost/");
    xhr.addEventListener("loadend", resolve);
    xhr.send(body);
  });

it.each(["DELETE", "PATCH"])("an empty Blob has no length with %s", async (method) => {
  const { page, asked } = open();
  await page.fetch("http://api.localhost/", { method, body: new Blob() });
  await sendXhr(page, method, new Blob());
  await sendXhr(page, method, new URLSearchParams());
  expect(lengthsIn(asked)).toEqual([undefined, undefined, undefined]);
});

it("other empty bodies have one, and all have with POST", async () => {
  const { page, asked } = open();
  await page.fetch("http://api.localhost/", { method: "PATCH", body: new URLSearchParams() });
  await sendXhr(page, "PATCH", "");
  await page.fetch("http://api.localhost/", { method: "POST", body: new Blob() });
  await sendXhr(page, "POST", new URLSearchParams());
  expect(lengthsIn(asked)).toEqual(["0", "0", "0", "0"]);
});

it("a name below localhost with a dot at its end is told nothing of who asks", async () => {
  const { page, asked } = open();
  await page.fetch("http://api.localhost./");
  await page.fetch("http://api.localhost/");
  expect(asked.map((one) => valueOf(one, "sec-fetch-site"))).toEqual([undefined, "cross-site"]);
});

test("a POST without CORS that no-referrer made anonymous names its origin once redirected", async () => {
  const { page, asked } = open(
    { "/first": "307 Temporary Redirect\r\nLocation: http://other.localhost/last\r\n" },
    "no-referrer",
  );
  await page.fetch("/first", { method: "POST", mode: "no-cors" });
  expect(asked.map((one) => valueOf(one, "origin"))).toEqual(["null", "http://app.localhost"]);
});

/** Of an asked request's head, the names of who asks, of what is sent and of who is asked, as they are written. */
const orderOf = ({ head }: TransportRequest): readonly string[] =>
  head!([["Content-Length", "0"]])
    .map(([name]) => name)
    .filter((name) => ["Origin", "Referer", "Content-Length", "Host"].includes(name));

it("the length of an empty Blob is written behind Host, and those of other bodies before", async () => {
  const { page, asked } = open();
  await page.fetch("/", { method: "POST", body: new Blob() });
  await page.fetch("/", { method: "POST", body: new URLSearchParams() });
  await sendXhr(page, "POST", new URLSearchParams());
  expect(asked.map(orderOf)).toEqual([
    ["Referer", "Origin", "Host", "Content-Length"],
    ["Referer", "Origin", "Content-Length", "Host"],
    ["Origin", "Referer", "Host", "Content-Length"],
  ]);
});

it("a synchronous POST names its origin behind the referrer at home, and before it elsewhere", async () => {
  const { page, asked } = open();
  for (const url of ["/", "http://api.localhost/"]) {
    const xhr = new page.XMLHttpRequest();
    xhr.open("POST", url, false);
    await PageXmlHttpRequest.sendSynchronously(xhr, "a");
  }
  expect(asked.map(orderOf)).toEqual([
    ["Referer", "Origin", "Content-Length", "Host"],
    ["Origin", "Referer", "Content-Length", "Host"],
  ]);
});
