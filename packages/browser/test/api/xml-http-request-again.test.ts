import type { PageXmlHttpRequest } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { API, open, turn } from "./xml-http-request-kit.ts";

// What WebKitGTK 2.50.6 did, of an XMLHttpRequest that is used again, and of bodies that come in parts.

const REFUSED = `${API}/refused`;
const GRANTED = `${API}/granted`;

/** A page of WebKit, and a server that names nobody in its answers under `/refused`. */
function webkit(chunks: readonly (string | number)[] = ["hello"], delay = 0) {
  const granted = delay === 0 ? { chunks } : { chunks, delay };
  return open(({ url }) => (url.pathname === "/refused" ? { headers: [] } : granted), "webkit");
}

/** Its events from now on, each with the state it comes in. */
function watch(xhr: PageXmlHttpRequest): string[] {
  const events: string[] = [];
  xhr.addEventListener("readystatechange", () => void events.push(String(xhr.readyState)));
  for (const type of ["progress", "abort", "error", "load", "timeout", "loadend"])
    xhr.addEventListener(type, (event) => {
      const { loaded, total } = event as ProgressEvent;
      events.push(`${type} in ${xhr.readyState}: ${loaded}/${total}`);
    });
  return events;
}

/** Asks for `url`, and once, when `type` comes in the last state, again for what is granted. */
function askAgain(xhr: PageXmlHttpRequest, url: string, type: string): void {
  let isAgain = false;
  xhr.addEventListener(type, () => {
    if (isAgain || xhr.readyState !== xhr.DONE) return;
    isAgain = true;
    xhr.open("GET", GRANTED);
    xhr.send();
  });
  xhr.open("GET", url);
  xhr.send();
}

describe("an XMLHttpRequest of WebKit's that a script uses again", () => {
  it.each([
    ["readystatechange", ["1", "4", "1", "error in 1: 0/0", "loadend in 1: 0/0"]],
    ["error", ["1", "4", "error in 4: 0/0", "1", "loadend in 1: 0/0"]],
    ["loadend", ["1", "4", "error in 4: 0/0", "loadend in 4: 0/0", "1"]],
  ])("as it hears of a failure by %s never hears of what it sends", async (type, heard) => {
    const { page, requests } = webkit();
    const xhr = new page.XMLHttpRequest();
    const events = watch(xhr);
    askAgain(xhr, REFUSED, type);
    await turn();
    expect(events).toEqual(heard);
    expect(requests.map(({ url }) => url.pathname)).toEqual(["/refused", "/granted"]);
    expect(() => xhr.setRequestHeader("X-A", "1")).toThrow("The object is in an invalid state.");
  });

  it("in a task of its own after a failure hears of all", async () => {
    const { page } = webkit();
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", REFUSED);
    xhr.send();
    await turn();
    const events = watch(xhr);
    xhr.open("GET", GRANTED);
    xhr.send();
    await turn();
    expect(events.at(-1)).toBe("loadend in 4: 5/0");
  });

  it("within 50 ms of the last progress is told of progress once all is done", async () => {
    const { page, clock } = webkit();
    const xhr = new page.XMLHttpRequest();
    const events = watch(xhr);
    askAgain(xhr, GRANTED, "loadend");
    await turn();
    const first = ["1", "2", "3", "progress in 3: 5/0", "4", "load in 4: 5/0", "loadend in 4: 5/0"];
    const again = first.map((event) => event.replace("progress in 3", "progress in 4"));
    expect(events).toEqual([...first, ...again]);
    clock.advance(100);
    xhr.open("GET", GRANTED);
    xhr.send();
    await turn();
    expect(events.slice(-first.length)).toEqual(first);
  });

  it("as it hears that all is done is told that nothing has come, of what it sends", async () => {
    const { page, clock } = webkit(["hello"], 100);
    const xhr = new page.XMLHttpRequest();
    const events = watch(xhr);
    askAgain(xhr, GRANTED, "readystatechange");
    await turn();
    clock.advance(100);
    await turn();
    expect(events.slice(4)).toEqual(["4", "1", "load in 1: 0/0", "loadend in 1: 0/0"]);
    clock.advance(100);
    await turn();
    expect(events.at(-1)).toBe("loadend in 4: 5/0");
  });
});

describe("a body that comes in parts", () => {
  it("fires readystatechange with each of them in WebKit, and progress each 50 ms", async () => {
    const { page, clock } = webkit(["a", 20, "b", 20, "c", 20, "d", 5]);
    const xhr = new page.XMLHttpRequest();
    const events = watch(xhr);
    xhr.open("GET", GRANTED);
    xhr.send();
    for (let passed = 0; passed < 65; passed += 5) {
      await turn();
      clock.advance(5);
    }
    await turn();
    expect(events).toEqual([
      "1",
      "2",
      "3",
      "progress in 3: 1/0",
      "3",
      "3",
      "progress in 3: 3/0",
      "3",
      "progress in 4: 4/0",
      "4",
      "load in 4: 4/0",
      "loadend in 4: 4/0",
    ]);
  });

  it("is told of in WebKit before it is that the request is aborted", async () => {
    const { page, clock } = webkit(["a", 20, "b", 300, "c"]);
    const xhr = new page.XMLHttpRequest();
    const events = watch(xhr);
    xhr.open("GET", GRANTED);
    xhr.send();
    await turn();
    clock.advance(20);
    await turn();
    expect(events).toEqual(["1", "2", "3", "progress in 3: 1/0", "3"]);
    xhr.abort();
    expect(events.slice(5)).toEqual([
      "progress in 4: 2/0",
      "4",
      "abort in 4: 0/0",
      "loadend in 4: 0/0",
    ]);
  });
});

describe("a text without a type", () => {
  it.each([
    ["hello", " x", "", ""],
    ["hello,y", "x", "", "hello,yx"],
    ["hello, you", " x", "hello, you", "hello, you"],
    ["\ufeffhel", "x", "hel", "helx"],
    ["<?xml version='1.0'", " x", "", ""],
    ["<?xml version='1.0'?>", " x", "<?xml version='1.0'?>", "<?xml version='1.0'?>"],
  ])("of %j and %j shows as %j and %j in WebKit while it comes", async (one, two, ...shown) => {
    const { page, clock } = webkit([one, 100, two, 100]);
    const xhr = new page.XMLHttpRequest();
    const seen: string[] = [];
    xhr.addEventListener("progress", () => void seen.push(xhr.responseText));
    xhr.open("GET", GRANTED);
    xhr.send();
    for (let count = 0; count < 3; count++) {
      await turn();
      clock.advance(100);
    }
    expect(seen).toEqual(shown);
    expect(xhr.responseText).toBe(`${one}${two}`.replace("\ufeff", ""));
  });
});
