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

  it("leaves nothing to wait for once it has ended, though progress may not be told again yet", async () => {
    const { page, clock } = webkit();
    const waiting = new Set<() => void>();
    const schedule = clock.schedule.bind(clock);
    clock.schedule = (callback, milliseconds) => {
      const stop = schedule(() => {
        waiting.delete(callback);
        callback();
      }, milliseconds);
      waiting.add(callback);
      return () => {
        waiting.delete(callback);
        stop();
      };
    };
    const xhr = new page.XMLHttpRequest();
    const events = watch(xhr);
    xhr.open("GET", GRANTED);
    xhr.send();
    await turn();
    expect(events.at(-1)).toBe("loadend in 4: 5/0");
    expect(waiting).toEqual(new Set());
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

describe("an XMLHttpRequest of WebKit's that a script uses again as it hears of late progress", () => {
  /** What it hears from the late progress on of a body that ends so, in time, and how it is left. */
  async function late(
    end: "abort" | "error" | "load" | "timeout",
    act: (xhr: PageXmlHttpRequest) => void,
  ): Promise<{ heard: string[]; state: number; url: string; paths: string[] }> {
    const rest = { error: [5, new Error("lost")], load: [5] } as const;
    const chunks = ["a", 20, "b", ...(end in rest ? rest[end as "error" | "load"] : [300])];
    const { page, clock, requests } = open(
      ({ url }) => ({ chunks: url.pathname === "/second" ? [10, "second"] : chunks }),
      "webkit",
    );
    const xhr = new page.XMLHttpRequest();
    const events = watch(xhr);
    let isLate = false;
    xhr.addEventListener("progress", () => {
      if (isLate || xhr.readyState !== xhr.DONE) return;
      isLate = true;
      act(xhr);
    });
    xhr.open("GET", GRANTED);
    if (end === "timeout") xhr.timeout = 30;
    xhr.send();
    await turn();
    clock.advance(20);
    await turn();
    if (end === "abort") xhr.abort();
    for (let passed = 0; passed < 100; passed += 10) {
      clock.advance(10);
      await turn();
    }
    expect(events.slice(0, 6)).toEqual([
      "1",
      "2",
      "3",
      "progress in 3: 1/0",
      "3",
      "progress in 4: 2/0",
    ]);
    const paths = requests.map(({ url }) => url.pathname);
    return { heard: events.slice(6), state: xhr.readyState, url: xhr.responseURL, paths };
  }

  const sent = ["2", "3", "progress in 3: 6/0", "4", "load in 4: 6/0", "loadend in 4: 6/0"];
  const ask = (xhr: PageXmlHttpRequest): void => {
    xhr.timeout = 0;
    xhr.open("GET", `${API}/second`);
    xhr.send();
  };

  it.each([
    ["abort", "abort in 1: 0/0"],
    ["timeout", "timeout in 1: 0/0"],
    ["load", "load in 1: 0/0"],
  ] as const)("to send anew hears the end of one by %s and all of the other", async (end, told) => {
    const { heard, state, url } = await late(end, ask);
    expect(heard).toEqual(["1", "1", told, "loadend in 1: 0/0", ...sent]);
    expect({ state, url }).toEqual({ state: 4, url: `${API}/second` });
  });

  it("to send anew never hears of that after a failure, though it is under way", async () => {
    const { heard, state, paths } = await late("error", ask);
    expect(heard).toEqual(["1", "1", "error in 1: 0/0", "loadend in 1: 0/0"]);
    expect({ state, paths }).toEqual({ state: 1, paths: ["/granted", "/second"] });
  });

  it.each([
    ["abort", "0/0"],
    ["timeout", "0/0"],
    ["error", "0/0"],
    ["load", "2/0"],
  ] as const)("to open it stays opened, whatever is told of the end by %s", async (end, amount) => {
    const { heard, state, url } = await late(end, (xhr) => xhr.open("GET", `${API}/second`));
    expect(heard).toEqual(["1", "1", `${end} in 1: ${amount}`, `loadend in 1: ${amount}`]);
    expect({ state, url }).toEqual({ state: 1, url: "" });
  });

  it.each([
    ["abort", "0/0"],
    ["timeout", "0/0"],
    ["error", "0/0"],
    ["load", "2/0"],
  ] as const)(
    "to abort it stays unsent, whatever is told of the end by %s",
    async (end, amount) => {
      const { heard, state } = await late(end, (xhr) => xhr.abort());
      expect(heard).toEqual(["0", `${end} in 0: ${amount}`, `loadend in 0: ${amount}`]);
      expect(state).toBe(0);
    },
  );
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
