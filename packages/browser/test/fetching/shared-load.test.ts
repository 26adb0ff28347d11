import { getEventListeners } from "node:events";
import { Browser, type CookieStore, type Page, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { API, APP, grant } from "../recording-server.ts";

/** Answers with headers at once, or when told, and with a body that goes on until it is told to end. */
class SlowServer implements Transport {
  asked = 0;
  readonly ends: (() => void)[] = [];
  /** How a request is taken back: by its signal, or by who reads its body. */
  readonly givenUp: string[] = [];
  #answering: Promise<void> = Promise.resolve();

  /** What comes from now on is answered once the function returned is called. */
  hold(): () => void {
    let answer = (): void => undefined;
    this.#answering = new Promise((resolve) => {
      answer = resolve;
    });
    return answer;
  }

  async send(_: unknown, signal: AbortSignal | null): ReturnType<Transport["send"]> {
    const number = ++this.asked;
    signal?.addEventListener("abort", () => this.givenUp.push(`signal of ${number}`));
    await this.#answering;
    const rest = new Promise<void>((resolve) => this.ends.push(resolve));
    return {
      status: 200,
      statusText: "OK",
      headers: [grant(), ["Cache-Control", "max-age=600"]],
      body: {
        async *[Symbol.asyncIterator]() {
          yield new TextEncoder().encode(`${number}a`);
          await rest;
          yield new TextEncoder().encode(`${number}z`);
        },
        cancel: () => void this.givenUp.push(`body of ${number}`),
      },
    };
  }
}

function open(): { readonly server: SlowServer; readonly page: Page } {
  const server = new SlowServer();
  return { server, page: new Browser({ engine: "webkit", transport: server }).open(APP) };
}

/** An XMLHttpRequest, whose load others may share; resolves once its headers are there. */
function xhr(page: Page) {
  const request = new page.XMLHttpRequest();
  request.open("GET", API);
  const headers = new Promise<void>((resolve) =>
    request.addEventListener("readystatechange", () => {
      if (request.readyState === 2) resolve();
    }),
  );
  const text = new Promise<string>((resolve) =>
    request.addEventListener("loadend", () => resolve(request.responseText)),
  );
  request.send();
  return { request, headers, text };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("a load that several requests of a page share in webkit", () => {
  it("goes on for who joined after its headers when who began it aborts", async () => {
    const { page, server } = open();
    const first = xhr(page);
    await first.headers;
    const second = await page.fetch(API);
    first.request.abort();
    server.ends[0]!();
    expect(await second.text()).toBe("1a1z");
    expect([server.asked, server.givenUp]).toEqual([1, []]);
  });

  it("breaks off for who aborts while others read on", async () => {
    const { page, server } = open();
    const first = xhr(page);
    await first.headers;
    const controller = new AbortController();
    const second = await page.fetch(API, { signal: controller.signal });
    const reading = second.text();
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    server.ends[0]!();
    expect(await first.text).toBe("1a1z");
  });

  it("ends once all have aborted, whether their headers had come or not", async () => {
    for (const isHeld of [true, false]) {
      const { page, server } = open();
      const answer = server.hold();
      const first = xhr(page);
      const controller = new AbortController();
      const second = page.fetch(API, { signal: controller.signal });
      await turn();
      if (!isHeld) {
        answer();
        await first.headers;
      }
      first.request.abort();
      expect(server.givenUp).toEqual([]);
      controller.abort();
      expect(server.givenUp).toContain("signal of 1");
      await second.catch(() => undefined);
      expect(server.asked).toBe(1);
    }
  });

  it("is made anew after one that was given up", async () => {
    const { page, server } = open();
    const first = xhr(page);
    await first.headers;
    first.request.abort();
    const second = await page.fetch(API);
    server.ends[1]!();
    expect(await second.text()).toBe("2a2z");
  });

  it("is forgotten where it couldn't even begin", async () => {
    let isBroken = true;
    const cookies: CookieStore = {
      isEmpty: false,
      get: () => (isBroken ? Promise.reject(new Error("no disk")) : Promise.resolve(null)),
      set: () => Promise.resolve(),
    };
    const server = new SlowServer();
    const page = new Browser({ engine: "webkit", transport: server, cookies }).open(APP);
    // What integrity is checked of is shared.
    const integrity = "sha256-AAAA";
    const init = { integrity, credentials: "include" } as const;
    await expect(page.fetch(`${APP}/1`, init)).rejects.toMatchObject({
      cause: { code: "TransportFailed", cause: { message: "no disk" } },
    });
    isBroken = false;
    await page.fetch(`${APP}/1`, { credentials: "include" });
    expect(server.asked).toBe(1);
  });

  it("ends where the one whom it is for turned away while it began", async () => {
    const controller = new AbortController();
    let isGivenUp: (() => boolean) | null = null;
    const transport: Transport = {
      send(_, signal) {
        controller.abort();
        isGivenUp = () => signal!.aborted;
        return new Promise(() => undefined);
      },
    };
    const page = new Browser({ engine: "webkit", transport }).open(APP);
    const init = { integrity: "sha256-AAAA", signal: controller.signal } as const;
    await expect(page.fetch(API, init)).rejects.toMatchObject({ name: "AbortError" });
    expect(isGivenUp!()).toBe(true);
  });

  it("leaves no listener on a signal that outlives it", async () => {
    const { page, server } = open();
    const { signal } = new AbortController();
    const first = xhr(page);
    const response = await page.fetch(API, { signal });
    server.ends[0]!();
    await response.text();
    expect(await first.text).toBe("1a1z");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
