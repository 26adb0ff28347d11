import { Browser, ManualClock, type Page, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { APP } from "../recording-server.ts";

// What Chromium 156 was seen to make of servers that give other parts than were asked for. Of 8192 bytes all is
// zeros but for the digits at the beginning.

const WHOLE = "0123456789abcdef".padEnd(8192, "0");
const URL_OF_PARTS = "https://parts.test/file";

interface Odd {
  readonly status?: number;
  readonly place?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string | AsyncIterable<Uint8Array>;
  readonly fails?: Error;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* chunksOf(body: string): AsyncGenerator<Uint8Array> {
  if (body !== "") yield bytesOf(body);
}

/** A server of parts, which does something else at its n-th request. */
class PartServer implements Transport {
  readonly sent: string[] = [];
  readonly #odd: (count: number, part: string) => Odd | undefined;

  constructor(odd: (count: number, part: string) => Odd | undefined) {
    this.#odd = odd;
  }

  async send({ headers, method }: Parameters<Transport["send"]>[0]): ReturnType<Transport["send"]> {
    const grant = ["Access-Control-Allow-Origin", "*"] as const;
    if (method === "OPTIONS")
      return {
        status: 204,
        statusText: "",
        headers: [grant, ["Access-Control-Allow-Headers", "range"]],
        body: null,
      };
    const sent = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const range = sent.get("range")?.replace("bytes=", "");
    const told = [range, sent.get("if-range"), sent.get("if-none-match")];
    this.sent.push(told.filter((value) => value !== undefined).join(" "));
    const [start, end] = (range ?? "0-")
      .split("-")
      .map((text) => (text === "" ? 8191 : Number(text)));
    const part = WHOLE.slice(start, end! + 1);
    const odd = this.#odd(this.sent.length, part) ?? {};
    if (odd.fails !== undefined) throw odd.fails;
    const status = odd.status ?? (range === undefined ? 200 : 206);
    const place = ["Content-Range", odd.place ?? `bytes ${start}-${end}/8192`] as const;
    const body = odd.body ?? part;
    return {
      status,
      statusText: "",
      headers: [
        ...(odd.headers ?? [grant, ["Cache-Control", "max-age=60"]]),
        ["ETag", '"v"'],
        ["Access-Control-Expose-Headers", "*"],
        ...(status === 206 ? [place] : []),
      ],
      body: typeof body === "string" ? chunksOf(body) : body,
    };
  }
}

const open = (server: PartServer): Page =>
  new Browser({ engine: "chromium", transport: server }).open(APP);

const get = (page: Page, range: string, init: RequestInit = {}): Promise<Response> =>
  page.fetch(URL_OF_PARTS, { ...init, headers: { Range: `bytes=${range}` } });

/** What a script reads for each range in turn, and what goes out. */
async function exchange(
  ranges: readonly string[],
  odd: (count: number, part: string) => Odd | undefined,
): Promise<{ readonly read: readonly string[]; readonly sent: readonly string[] }> {
  const server = new PartServer(odd);
  const page = open(server);
  const read: string[] = [];
  for (const range of ranges) {
    const response = await get(page, range);
    const text = await response.text().catch(() => "broken off");
    read.push(`${response.status} ${text}`);
  }
  return { read, sent: server.sent };
}

/** What the transport, or whoever reads for the cache, threw. */
const rootOf = (error: unknown): unknown => (error as { cause: { cause: unknown } }).cause.cause;

/** A body without end, of so many bytes at a time. */
class Endless implements AsyncIterable<Uint8Array> {
  chunks = 0;
  isClosed = false;

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        this.chunks++;
        yield new Uint8Array(3);
      }
    } finally {
      this.isClosed = true;
    }
  }
}

/** A body of one byte, and then of nothing for ever. */
class Stalled implements AsyncIterable<Uint8Array> {
  isCancelled = false;

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    yield bytesOf("4");
    await new Promise(() => undefined);
  }

  cancel(): void {
    this.isCancelled = true;
  }
}

describe("a part longer than its Content-Range", () => {
  it("breaks off where its place ends, and no more of it is read or kept", async () => {
    const body = new Endless();
    const { read, sent } = await exchange(["0-3", "0-7"], (count) => (count === 1 ? { body } : {}));
    expect(read).toEqual(["206 broken off", "206 \0\0\x0034567"]);
    expect(sent).toEqual(["0-3", '3-7 "v"']);
    expect(body).toMatchObject({ chunks: 2, isClosed: true });
  });

  it("takes what was there before with it for nobody", async () => {
    const { read, sent } = await exchange(["0-3", "0-7", "0-3"], (count, part) =>
      count === 2 ? { body: `${part}more` } : {},
    );
    expect(read).toEqual(["206 0123", "206 broken off", "206 0123"]);
    expect(sent).toEqual(["0-3", '4-7 "v"']);
  });
});

describe("a part shorter than its Content-Range", () => {
  const around = ["0-3", "4096-4099", "0-4099"];

  it("is asked for on from where it ended", async () => {
    const { read, sent } = await exchange(around, (count, part) =>
      count === 3 ? { body: part.slice(0, 2) } : {},
    );
    expect(read[2]).toBe(`206 ${WHOLE.slice(0, 4100)}`);
    expect(sent).toEqual(["0-3", "4096-4099", '4-4095 "v"', '6-4095 "v"'].map(withTag));
  });

  it("is given up where nothing ever comes", async () => {
    const { read, sent } = await exchange(around, (count) => (count > 2 ? { body: "" } : {}));
    expect(read[2]).toBe("206 broken off");
    expect(sent.length).toBeLessThan(200);
  });

  it("is the end where it is the last", async () => {
    const { read, sent } = await exchange(["0-3", "0-7", "0-5"], (count) =>
      count === 2 ? { body: "45" } : {},
    );
    expect(read).toEqual(["206 0123", "206 012345", "206 012345"]);
    expect(sent).toEqual(["0-3", '4-7 "v"']);
  });

  it("is kept as far as it came where it is the first", async () => {
    expect(await exchange(["0-3", "0-3"], (count) => (count === 1 ? { body: "0" } : {}))).toEqual({
      read: ["206 0", "206 0123"],
      sent: ["0-3", '1-3 "v"'],
    });
  });
});

const withTag = (line: string, at: number): string => (at === 1 ? `${line} "v"` : line);

describe("a rest that is no part of the same", () => {
  const after = (odd: Odd): ReturnType<typeof exchange> =>
    exchange(["0-3", "0-7", "0-3"], (count) => (count === 2 ? odd : undefined));
  const read = ["206 0123", "206 0123", "206 0123"];

  it.each([{ status: 500 }, { status: 304, body: "" }])(
    "leaves what is there: $status",
    async (odd) => {
      expect(await after(odd)).toEqual({ read, sent: ["0-3", '4-7 "v"'] });
    },
  );

  it.each([
    { status: 200 },
    { status: 416 },
    { place: "bytes 4-4/8192" },
    { place: "bytes 4-7/8193" },
  ])("is newer than what is there: %j", async (odd) => {
    expect(await after(odd)).toEqual({ read, sent: ["0-3", '4-7 "v"', "0-3"] });
  });

  it("is not kept once it must not be stored", async () => {
    const { sent } = await after({
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Cache-Control", "no-store"],
      ],
    });
    expect(sent).toEqual(["0-3", '4-7 "v"', "0-3"]);
  });

  // NB: What grants, and the tag that comes with a later part, are not looked at.
  it("is joined whatever its headers grant", async () => {
    const { read: texts, sent } = await after({ headers: [["Cache-Control", "max-age=60"]] });
    expect(texts).toEqual(["206 0123", "206 01234567", "206 0123"]);
    expect(sent).toEqual(["0-3", '4-7 "v"']);
  });
});

describe("a rest that does not come", () => {
  it("leaves the head, and breaks the body off by its own cause", async () => {
    const down = new Error("db down");
    const page = open(new PartServer((count) => (count === 1 ? {} : { fails: down })));
    await (await get(page, "0-3")).text();
    const response = await get(page, "0-7");
    const error = await response.text().catch((reason: unknown) => reason);
    expect(rootOf(error)).toBe(down);
    expect(await (await get(page, "0-3")).text()).toBe("0123");
  });

  it("is waited for by who reads alone, and let go with the body", async () => {
    const body = new Stalled();
    const page = open(new PartServer((count) => (count === 1 ? {} : { body })));
    await (await get(page, "0-3")).text();
    const reader = (await get(page, "0-7")).body!.getReader();
    const texts = [await reader.read(), await reader.read()].map(({ value }) =>
      new TextDecoder().decode(value),
    );
    expect(texts).toEqual(["0123", "4"]);
    const next = reader.read();
    await reader.cancel();
    expect((await next).done).toBe(true);
    expect(body.isCancelled).toBe(true);
  });

  it("ends with an abort", async () => {
    const page = open(new PartServer((count) => (count === 1 ? {} : { body: new Stalled() })));
    await (await get(page, "0-3")).text();
    const controller = new AbortController();
    const response = await get(page, "0-7", { signal: controller.signal });
    const text = response.text();
    controller.abort();
    await expect(text).rejects.toHaveProperty("name", "AbortError");
  });
});

describe("a first part that is not kept", () => {
  const sentAfter = async (odd: Odd, first = "0-3"): Promise<readonly string[]> =>
    (await exchange([first, "0-3"], (count) => (count === 1 ? odd : undefined))).sent;

  it.each([
    ["is another", { place: "bytes 4-7/8192" }],
    ["is longer", { place: "bytes 0-9/8192", body: "0123456789" }],
    ["is of more than is kept", { place: "bytes 0-3/99999999999" }],
    ["is of more than a number tells exactly", { place: "bytes 0-3/9007199254740993" }],
    ["is of more than 64 bits", { place: "bytes 0-3/18446744073709551617" }],
    ["is of more than any number", { place: `bytes 0-3/${"9".repeat(400)}` }],
    ["ends nowhere", { place: `bytes 0-${"9".repeat(400)}/${"9".repeat(401)}` }],
  ] as const)("%s", async (_, odd) => {
    expect(await sentAfter(odd)).toEqual(["0-3", "0-3"]);
  });

  it("has a Content-Length that does not fit", async () => {
    const headers = [
      ["Access-Control-Allow-Origin", "*"],
      ["Cache-Control", "max-age=60"],
      ["Content-Length", "3"],
    ] as const;
    expect(await sentAfter({ headers })).toEqual(["0-3", "0-3"]);
  });

  it("ends where the whole does, whatever was asked for", async () => {
    const { sent } = await exchange(["8190-9223372036854775807", "8190-8191"], (count) =>
      count === 1 ? { place: "bytes 8190-8191/8192", body: "00" } : {},
    );
    expect(sent).toEqual(["8190-9223372036854775807"]);
  });
});

describe("a range of which parts are kept", () => {
  it("beyond the end is told so by a server to whom nothing has changed", async () => {
    const { read, sent } = await exchange(["0-3", "9000-9003", "0-3"], (count) =>
      count === 2 ? { status: 304, body: "" } : {},
    );
    expect(read).toEqual(["206 0123", "416 ", "206 0123"]);
    expect(sent).toEqual(["0-3", '9000-9003 "v"']);
  });

  it("has its length told as it is put together", async () => {
    const page = open(new PartServer(() => undefined));
    const first = await get(page, "0-3");
    expect(first.headers.get("Content-Length")).toBe("4");
    await first.text();
    const second = await get(page, "0-7");
    expect(second.headers.get("Content-Range")).toBe("bytes 0-7/8192");
    expect(second.headers.get("Content-Length")).toBe("8");
  });

  it("is not given to who wants nothing of the network", async () => {
    const server = new PartServer(() => undefined);
    const page = new Browser({ engine: "chromium", transport: server }).open("https://parts.test/");
    await (await get(page, "0-3")).text();
    for (const range of ["0-3", "0-7"])
      await expect(
        get(page, range, { cache: "only-if-cached", mode: "same-origin" }),
      ).rejects.toThrow("Failed to fetch");
    expect(server.sent).toEqual(["0-3"]);
  });

  it("is as old as what vouched for it last", async () => {
    const clock = new ManualClock();
    const server = new PartServer((count) => (count === 2 ? { status: 304, body: "" } : {}));
    const page = new Browser({ engine: "chromium", transport: server, clock }).open(APP);
    for (const passed of [0, 61_000, 1000]) {
      clock.advance(passed);
      expect(await (await get(page, "0-3")).text()).toBe("0123");
    }
    expect(server.sent).toEqual(["0-3", '0-3 "v"']);
  });

  it("asks for no rest where its beginning is refused", async () => {
    const server = new PartServer(() => ({ headers: [["Cache-Control", "max-age=60"]] }));
    const browser = new Browser({ engine: "chromium", transport: server });
    await (await get(browser.open("https://parts.test/"), "0-3")).text();
    await expect(get(browser.open("https://www.parts.test/"), "0-7")).rejects.toThrow(
      "Failed to fetch",
    );
    expect(server.sent).toEqual(["0-3"]);
  });

  it("is not put back over what was cleared meanwhile", async () => {
    let answer = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (answer = resolve));
    let goOn = (): void => undefined;
    const waited = new Promise<void>((resolve) => (goOn = resolve));
    const server = new PartServer(() => undefined);
    const transport: Transport = {
      async send(request) {
        const response = await server.send(request);
        if (server.sent.length === 2) {
          answer();
          await waited;
        }
        return response;
      },
    };
    const browser = new Browser({ engine: "chromium", transport });
    const page = browser.open(APP);
    await (await get(page, "4-7")).text();
    const second = get(page, "2-7");
    await isAsked;
    browser.httpCache.reset();
    goOn();
    await (await second).text();
    await (await get(page, "2-7")).text();
    expect(server.sent).toEqual(["4-7", '2-3 "v"', '4-7 "v"', "2-7"]);
  });
});
