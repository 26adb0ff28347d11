import type { EngineName, PageXmlHttpRequest } from "@crosswalk/browser";
import { describe, expect, it, test, vi } from "vitest";
import { API, APP, ended, GRANT, open, record, turn } from "./xml-http-request-kit.ts";

const preflights = async (
  prepare: (xhr: PageXmlHttpRequest) => void,
  {
    engine = "standard",
    method = "POST",
    body = "a",
  }: { engine?: EngineName; method?: string; body?: string | null } = {},
): Promise<number> => {
  const { page, requests } = open(() => ({}), engine);
  const xhr = new page.XMLHttpRequest();
  xhr.open(method, `${API}/`);
  prepare(xhr);
  const end = ended(xhr);
  xhr.send(body);
  await end;
  return requests.filter((request) => request.method === "OPTIONS").length;
};

const nothing = (): void => {};

// https://xhr.spec.whatwg.org/#event-listeners-and-preflight
describe("a listener on upload", () => {
  test.each<[string, number, (xhr: PageXmlHttpRequest) => void]>([
    ["none", 0, nothing],
    ["one", 1, ({ upload }) => upload.addEventListener("progress", nothing)],
    ["an event handler", 1, ({ upload }) => (upload.onload = nothing)],
    [
      "one of an event that never comes",
      1,
      ({ upload }) => upload.addEventListener("chicken", nothing),
    ],
    ["an object", 1, ({ upload }) => upload.addEventListener("load", { handleEvent: nothing })],
    ["null", 0, ({ upload }) => upload.addEventListener("load", null)],
    ["an event handler that is none", 0, ({ upload }) => (upload.onload = 1)],
    [
      "one taken away",
      0,
      ({ upload }) => {
        upload.addEventListener("load", nothing);
        upload.removeEventListener("load", nothing);
      },
    ],
    [
      "one that captures, taken away as one that doesn't",
      1,
      ({ upload }) => {
        upload.addEventListener("load", nothing, true);
        upload.removeEventListener("load", nothing);
      },
    ],
    [
      "one added twice, taken away once",
      0,
      ({ upload }) => {
        upload.addEventListener("load", nothing);
        upload.addEventListener("load", nothing);
        upload.removeEventListener("load", nothing);
      },
    ],
    [
      "an event handler set to null",
      0,
      ({ upload }) => {
        upload.onload = nothing;
        upload.onload = null;
      },
    ],
    [
      "one whose signal is aborted",
      0,
      ({ upload }) => {
        const controller = new AbortController();
        upload.addEventListener("load", nothing, { signal: controller.signal });
        controller.abort();
      },
    ],
    [
      "one that was for once, and was called",
      0,
      ({ upload }) => {
        upload.addEventListener("chicken", nothing, { once: true });
        upload.dispatchEvent(new Event("chicken"));
      },
    ],
    ["on the request itself", 0, (xhr) => xhr.addEventListener("load", nothing)],
  ])("forces a preflight if there is one: %s → %i", async (_, count, prepare) => {
    expect(await preflights(prepare)).toBe(count);
  });

  it("counts when it is there before send", async () => {
    const { page, requests } = open(() => ({}));
    const xhr = new page.XMLHttpRequest();
    const events: string[] = [];
    xhr.open("POST", `${API}/`);
    xhr.onloadstart = () => (xhr.upload.onload = () => events.push("upload.load"));
    xhr.send("a");
    await ended(xhr);
    expect(requests.map(({ method }) => method)).toEqual(["POST"]);
    expect(events).toEqual([]);
  });

  it("forces none on the page's own origin", async () => {
    const { page, requests } = open(() => ({}));
    const xhr = new page.XMLHttpRequest();
    xhr.open("POST", `${APP}/`);
    xhr.upload.onload = nothing;
    xhr.send("a");
    await ended(xhr);
    expect(requests.map(({ method }) => method)).toEqual(["POST"]);
  });

  // Recorded of Chromium 156, Firefox 153 and WebKitGTK 2.50.
  test.each<[EngineName, number]>([
    ["standard", 1],
    ["chromium", 0],
    ["firefox", 1],
    ["webkit", 1],
  ])("forces, in %s, %i preflight of a GET that has no body", async (engine, count) => {
    expect(
      await preflights(({ upload }) => (upload.onload = nothing), {
        engine,
        method: "GET",
        body: null,
      }),
    ).toBe(count);
  });
});

const run = async (
  headers: readonly (readonly [string, string])[],
  body: string | null,
): Promise<string[]> => {
  const { page } = open(({ method }) => ({ headers: method === "OPTIONS" ? [GRANT] : headers }));
  const xhr = new page.XMLHttpRequest();
  xhr.open("POST", `${API}/`);
  const events = record(xhr, "both");
  const end = ended(xhr);
  xhr.send(body);
  await end;
  return events;
};

// https://xhr.spec.whatwg.org/#the-send()-method
describe("upload", () => {
  it("is told of its body before the response is", async () => {
    expect((await run([GRANT], "abc")).slice(0, 6)).toEqual([
      "loadstart 0/0",
      "upload.loadstart 0/3",
      "upload.progress 3/3",
      "upload.load 3/3",
      "upload.loadend 3/3",
      "2",
    ]);
  });

  it("is told nothing where there is no body", async () => {
    const events = await run([GRANT], null);
    expect(events.filter((event) => event.startsWith("upload."))).toEqual([]);
    expect(events.at(-1)).toBe("loadend 7/0");
  });

  it("has its load, though the response may not be read", async () => {
    const events = await run([], "abc");
    expect(events.slice(-7)).toEqual([
      "upload.loadstart 0/3",
      "upload.progress 3/3",
      "upload.load 3/3",
      "upload.loadend 3/3",
      "4",
      "error 0/0",
      "loadend 0/0",
    ]);
  });

  // https://xhr.spec.whatwg.org/#request-error-steps
  it("is told of the error before the request is, when its preflight fails", async () => {
    const { page } = open(() => ({ headers: [] }));
    const xhr = new page.XMLHttpRequest();
    xhr.open("POST", `${API}/`);
    const events = record(xhr, "both");
    const end = ended(xhr);
    xhr.send("abc");
    await end;
    expect(events).toEqual([
      "loadstart 0/0",
      "upload.loadstart 0/3",
      "4",
      "upload.error 0/0",
      "upload.loadend 0/0",
      "error 0/0",
      "loadend 0/0",
    ]);
  });

  it("is told of an abort", () => {
    const xhr = new (open(() => ({ delay: 1000 })).page.XMLHttpRequest)();
    xhr.open("POST", `${API}/`);
    const events = record(xhr, "both");
    xhr.send("abc");
    xhr.abort();
    expect(events.slice(2)).toEqual([
      "4",
      "upload.abort 0/0",
      "upload.loadend 0/0",
      "abort 0/0",
      "loadend 0/0",
    ]);
  });
});

describe("an event handler", () => {
  it("is called as a method of its target, and is what was set", () => {
    const { upload } = new (open(() => ({})).page.XMLHttpRequest)();
    const handler = vi.fn<() => void>();
    upload.onload = handler;
    upload.dispatchEvent(new Event("load"));
    expect(handler.mock.contexts[0]).toBe(upload);
    expect(upload.onload).toBe(handler);
  });

  // https://html.spec.whatwg.org/#event-handler-attributes:event-handlers
  it("keeps its turn when another takes its place", () => {
    const xhr = new (open(() => ({})).page.XMLHttpRequest)();
    const calls: string[] = [];
    xhr.onload = () => calls.push("first");
    xhr.addEventListener("load", () => calls.push("listener"));
    xhr.onload = () => calls.push("second");
    xhr.dispatchEvent(new Event("load"));
    expect(calls).toEqual(["second", "listener"]);
  });
});

// Seen in WebKitGTK 2.50.6 of strings and buffers, on the page's own origin and on others.
it.each([
  ["webkit", 8192, ["8192/8192"]],
  ["webkit", 8193, ["8192/8193", "8193/8193"]],
  ["webkit", 20_000, ["8192/20000", "16384/20000", "20000/20000"]],
  ["chromium", 20_000, ["20000/20000"]],
] as const)("%s tells of an upload of %i bytes in steps", async (engine, size, told) => {
  const { page } = open(() => ({}), engine);
  const xhr = new page.XMLHttpRequest();
  const progress: string[] = [];
  xhr.upload.addEventListener("progress", (event) => {
    const { loaded, total } = event as ProgressEvent;
    progress.push(`${loaded}/${total}`);
  });
  xhr.open("POST", `${APP}/`);
  const end = ended(xhr);
  xhr.send("x".repeat(size));
  await end;
  expect(progress).toEqual(told);
});

describe("a script that listens to an upload's progress in WebKit", () => {
  // Seen in WebKitGTK 2.50.6.
  const LENGTH = 20_000;
  const first = ["1", "loadstart 0/0", `upload.loadstart 0/${LENGTH}`];
  const steps = [8192, 16_384, LENGTH].map((loaded) => `upload.progress ${loaded}/${LENGTH}`);
  const answer = ["2", "3", "progress 7/0", "4", "load 7/0", "loadend 7/0"];

  /** What it hears if it acts on that step. */
  async function heardFrom(
    step: number,
    act: (xhr: PageXmlHttpRequest) => void,
  ): Promise<readonly string[]> {
    const { page } = open(() => ({}), "webkit");
    const xhr = new page.XMLHttpRequest();
    const events = record(xhr, "both");
    let steps = 0;
    xhr.upload.addEventListener("progress", () => {
      if (++steps === step) act(xhr);
    });
    xhr.open("POST", `${APP}/`);
    xhr.send(new Uint8Array(LENGTH));
    await turn();
    return events;
  }

  it.each([1, 2, 3])("and aborts with step %i is told that it is aborted", async (step) => {
    expect(await heardFrom(step, (xhr) => xhr.abort())).toEqual([
      ...first,
      ...steps.slice(0, step),
      "4",
      "upload.abort 0/0",
      "upload.loadend 0/0",
      "abort 0/0",
      "loadend 0/0",
    ]);
  });

  it.each([1, 2, 3])("and opens another with step %i is told nothing more", async (step) => {
    expect(await heardFrom(step, (xhr) => xhr.open("POST", `${APP}/`))).toEqual([
      ...first,
      ...steps.slice(0, step),
    ]);
  });

  const again = ["loadstart 0/0", "upload.loadstart 0/1"];
  const send = (xhr: PageXmlHttpRequest): void => {
    xhr.open("POST", `${APP}/`);
    xhr.send("a");
  };

  it.each([1, 2])("and sends another with step %i is told of that alone", async (step) => {
    expect(await heardFrom(step, send)).toEqual([
      ...first,
      ...steps.slice(0, step),
      ...again,
      "upload.progress 1/1",
      "upload.load 1/1",
      "upload.loadend 1/1",
      ...answer,
    ]);
  });

  it("and sends another with the last has that one's load told by the other", async () => {
    expect(await heardFrom(3, send)).toEqual([
      ...first,
      ...steps,
      ...again,
      `upload.load ${LENGTH}/${LENGTH}`,
      `upload.loadend ${LENGTH}/${LENGTH}`,
      "upload.progress 1/1",
      ...answer,
    ]);
  });
});
