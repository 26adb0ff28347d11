import { Browser, bytesTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 told, twice each, of bodies that had gone out before their server broke off or answered what
// nobody can read (`conformance/lab`: PUT, POST and DELETE, to the page's own origin and another one).

const encoder = new TextEncoder();
const granted =
  "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: *\r\nContent-Length: 0\r\n\r\n";

/** What `upload` and the request itself tell, where so many redirects lead to such bytes. */
async function eventsOf(
  bytes: string,
  { hops = 0, method = "PUT", url = "https://api.example/0", reused = false } = {},
): Promise<string[]> {
  let sent = 0;
  const transport = bytesTransport(({ method: own, url: { pathname } }) => {
    if (own === "OPTIONS")
      return { bytes: encoder.encode(`HTTP/1.1 204 No Content\r\n${granted}`), connection: "new" };
    const hop = Number(pathname.slice(1));
    const text = hop < hops ? `HTTP/1.1 307 Moved\r\nLocation: /${hop + 1}\r\n${granted}` : bytes;
    return { bytes: encoder.encode(text), connection: reused && ++sent === 1 ? "reused" : "new" };
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const xhr = new page.XMLHttpRequest();
  const events: string[] = [];
  for (const type of ["progress", "load", "error"])
    xhr.upload.addEventListener(type, () => events.push(`upload.${type}`));
  xhr.addEventListener("error", () => events.push("error"));
  const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  xhr.open(method, url);
  xhr.send("chicken");
  await end;
  return events;
}

const gone = ["upload.progress", "upload.load"];
const unreadable = "HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\nab";

test.each(["", "garbage\r\n\r\n", unreadable])(
  "a body that is answered with %j has gone out all the same",
  async (bytes) => {
    expect(await eventsOf(bytes)).toEqual([...gone, "error"]);
    expect(await eventsOf(bytes, { method: "POST" })).toEqual([...gone, "error"]);
  },
);

test("it makes progress at each hop", async () => {
  expect(await eventsOf("", { hops: 2 })).toEqual([
    ...gone,
    "upload.progress",
    "upload.progress",
    "error",
  ]);
});

test("and each time that it is sent again", async () => {
  const events = await eventsOf("", { method: "DELETE", url: "/0", reused: true });
  expect(events).toEqual([...gone, "upload.progress", "error"]);
});

test("what never found a connection has not gone out", async () => {
  const transport = { send: () => Promise.reject(new Error("nothing listens there")) };
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const xhr = new page.XMLHttpRequest();
  const events: string[] = [];
  for (const type of ["progress", "load", "error"])
    xhr.upload.addEventListener(type, () => events.push(type));
  const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  xhr.open("POST", "https://app.example/0");
  xhr.send("chicken");
  await end;
  expect(events).toEqual(["error"]);
});
