import { Browser, type LoadKind, type Page } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, API, APP, RecordingServer } from "../recording-server.ts";

// What Firefox ESR 153 was seen to do in cases that others have thought of.

const OPEN: NonNullable<Answer["headers"]> = [["Access-Control-Allow-Origin", "*"]];

function open(answer: Answer = { headers: OPEN }, url: string = APP) {
  const server = new RecordingServer(() => answer);
  const browser = new Browser({ engine: "firefox", transport: server });
  return { server, browser, page: browser.open(url) };
}

type Told = readonly [type: string, state: number, status: number, loaded: number];

type PageXhr = InstanceType<Page["XMLHttpRequest"]>;

/** What is told until the last event, or for as long as nothing more comes. */
function told(xhr: PageXhr, send: () => void): Promise<readonly Told[]> {
  const events: Told[] = [];
  return new Promise((resolve) => {
    for (const type of ["readystatechange", "progress", "load", "abort", "loadend"])
      xhr.addEventListener(type, (event) => {
        const { loaded = 0 } = event as Partial<ProgressEvent>;
        events.push([type, xhr.readyState, xhr.status, loaded]);
        if (type === "loadend") setTimeout(() => resolve(events), 0);
      });
    send();
  });
}

it.each([
  ["GET", "hi"],
  ["HEAD", ""],
])("events of %s tell nothing of what a data: URL holds", async (method, text) => {
  const xhr = new (open().page.XMLHttpRequest)();
  const events = await told(xhr, () => {
    xhr.open(method, "data:text/plain,hi");
    xhr.send();
  });
  expect(events.slice(1)).toEqual([
    ["readystatechange", 2, 200, 0],
    ["readystatechange", 3, 200, 0],
    ["progress", 3, 200, 0],
    ["progress", 3, 200, 0],
    ["readystatechange", 4, 200, 0],
    ["load", 4, 200, 0],
    ["loadend", 4, 200, 0],
  ]);
  expect(xhr.responseText).toBe(text);
});

it.each<[string, readonly number[], number]>([
  ["that is empty", [0], 0],
  ["of two bytes", [2], 2],
])("a body %s fires one progress event", async (_, progress, loaded) => {
  const { page } = open({ headers: OPEN, body: "x".repeat(loaded) });
  const xhr = new page.XMLHttpRequest();
  const events = await told(xhr, () => {
    xhr.open("GET", API);
    xhr.send();
  });
  const of = (name: string): number[] =>
    events.filter(([type]) => type === name).map(([, , , bytes]) => bytes);
  expect(of("progress")).toEqual(progress);
  expect(of("load")).toEqual([loaded]);
});

it("a Blob's bytes are told once all are there", async () => {
  const { page } = open();
  const url = page.URL.createObjectURL(new Blob(["hi"]));
  const xhr = new page.XMLHttpRequest();
  const events = await told(xhr, () => {
    xhr.open("GET", url);
    xhr.send();
  });
  expect(events.slice(3)).toEqual([
    ["progress", 3, 200, 0],
    ["readystatechange", 4, 200, 0],
    ["load", 4, 200, 2],
    ["loadend", 4, 200, 2],
  ]);
});

it.each([
  ["the page's own origin", `${APP}/1`, 200],
  ["another origin", API, 0],
])(
  "what is sent to %s after an abort of nothing is aborted once it is answered",
  async (_, url, status) => {
    const { page, server } = open();
    const xhr = new page.XMLHttpRequest();
    const events = await told(xhr, () => {
      xhr.open("GET", url);
      xhr.abort();
      xhr.send();
    });
    expect(events.slice(1)).toEqual([
      ["readystatechange", 4, status, 0],
      ["abort", 4, status, 0],
      ["loadend", 4, status, 0],
    ]);
    expect([xhr.readyState, xhr.status]).toEqual([0, 0]);
    expect(server.lines).toEqual([`GET ${new URL(url).href}`]);
  },
);

it("opening it anew forgets the abort", async () => {
  const { page } = open();
  const xhr = new page.XMLHttpRequest();
  const events = await told(xhr, () => {
    xhr.open("GET", API);
    xhr.abort();
    xhr.open("GET", API);
    xhr.send();
  });
  expect(events.map(([type]) => type)).toContain("load");
});

it("what its script ends at once is not sent", async () => {
  const { page, server } = open();
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", API);
  xhr.send();
  xhr.abort();
  await page.fetch(API);
  expect(server.lines).toHaveLength(1);
});

const DIGEST = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ";

it.each([
  ["=", true],
  ["", true],
  ["==", false],
])("a digest that ends in %j matches: %s", async (padding, matches) => {
  const { page } = open({ headers: OPEN, body: "hello" });
  const integrity = `sha256-${DIGEST}${padding}`;
  const reading = page.fetch(API, { integrity }).then(
    () => true,
    () => false,
  );
  expect(await reading).toBe(matches);
});

it.each(["http://localhost:6000/", "https://localhost:22/"])(
  "a beacon to %s is refused",
  async (url) => {
    const { result } = await open().page.load("beacon", url);
    expect(result).toBe("refused");
  },
);

it.each<[LoadKind, LoadKind, number]>([
  ["mask", "mask", 1],
  ["mask", "shape", 1],
  ["mask", "image", 1],
  ["shape", "mask", 1],
  ["image", "mask", 1],
])(
  "a %s and then a %s of one address, which CORS lets the page read, is asked for %i time(s)",
  async (first, second, times) => {
    const body = "<svg/>";
    const headers: Answer["headers"] = [...OPEN, ["Content-Type", "image/svg+xml"]];
    const { page, server } = open({ headers, body });
    await page.load(first, API, { crossorigin: "" });
    await page.load(second, API, { crossorigin: "" });
    expect(server.lines).toHaveLength(times);
  },
);

it("a mask that failed is no picture", async () => {
  const { page, server } = open({ headers: [["Content-Type", "image/svg+xml"]], body: "<svg/>" });
  await page.load("mask", API);
  await page.load("image", API, { crossorigin: "" });
  expect(server.lines).toHaveLength(2);
});

it.each([
  ["no-referrer", "null"],
  ["origin", new URL(API).origin],
] as const)(
  "a picture in another site's frame of the policy %s names its origin as %s",
  async (referrerPolicy, origin) => {
    const { browser, page, server } = open();
    const frame = browser.open(`${API}/`, { parent: page, referrerPolicy });
    await frame.load("image", `${APP}/1`);
    const [, headers] = server.sent[0]!;
    expect(headers["origin"]).toBe(origin);
  },
);

it.each([
  ["data:text/plain;base64,a G%20k", "data:text/plain;base64,aG%20k"],
  ["data:text/plain; base64 ,a b?c d#e f", "data:text/plain;base64,ab?cd#ef"],
  ["DATA:;BASE64,a b", "data:;BASE64,ab"],
  ["data:text/plain;base64%20,a b", "data:text/plain;base64%20,a b"],
  ["data:image/png,a b", "data:image/png,a b"],
  ["data:,;base64,a b", "data:,;base64,a b"],
])("%j is %s", (text, url) => {
  expect(new (open().page.Request)(text).url).toBe(url);
});

it.each([
  ["Content-Type", "text/plain", "text/plain", "text/plain"],
  ["Content-Type", "text/plain", "multipart/form-data", "text/plain"],
  ["Accept", "a", "b", "b"],
  ["Accept", "a".repeat(100), "b".repeat(100), "a".repeat(100)],
])("without CORS, a %s of %j that is set to %j is %j", (name, before, value, after) => {
  const { Request } = open().page;
  const { headers } = new Request(API, { mode: "no-cors", headers: { [name]: before } });
  headers.set(name, value);
  expect(headers.get(name)).toBe(after);
});
