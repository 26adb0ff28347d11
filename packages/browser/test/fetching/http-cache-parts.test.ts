import { Browser, ManualClock, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { APP, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to ask for of ten bytes whose server gives parts.

const WHOLE = "0123456789";

type HeaderLines = readonly (readonly [string, string])[];

const strong: HeaderLines = [["ETag", '"v"']];

/** What goes out for each range in turn, null for all of it, and what a script reads. */
async function exchange(
  ranges: readonly (string | null)[],
  headers: HeaderLines,
  engine: "chromium" | "standard" = "chromium",
): Promise<{ readonly sent: readonly string[]; readonly read: readonly string[] }> {
  const server = new RecordingServer((_, header) => {
    const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(header("range") ?? "") ?? [];
    if (start === undefined || Number(start) >= WHOLE.length) return { headers, body: WHOLE };
    const last = end === "" ? 9 : Math.min(Number(end), 9);
    const place = ["Content-Range", `bytes ${start}-${last}/10`] as const;
    const body = WHOLE.slice(Number(start), last + 1);
    return { status: 206, headers: [...headers, place], body };
  });
  const clock = new ManualClock();
  const page = new Browser({ engine, transport: server, clock }).open(`${APP}/page`);
  const read: string[] = [];
  for (const range of ranges) {
    const init = range === null ? {} : { headers: { Range: `bytes=${range}` } };
    const response = await page.fetch("/ten", init);
    read.push(`${response.status} ${await response.text()}`);
  }
  const told = ["range", "if-range", "if-none-match"];
  const sent = server.sent.map(([, lines]) =>
    told
      .flatMap((name) => lines[name] ?? [])
      .join(" ")
      .replace("bytes=", ""),
  );
  return { sent, read };
}

const fresh: HeaderLines = [...strong, ["Cache-Control", "max-age=60"]];
const stale: HeaderLines = [...strong, ["Cache-Control", "no-cache"]];

describe("a range of which a part is kept", () => {
  it("is given of what is there, and asks for the rest", async () => {
    expect(await exchange(["0-3", "0-"], fresh)).toEqual({
      sent: ["0-3", '4-9 "v"'],
      read: ["206 0123", "206 0123456789"],
    });
  });

  it("is not asked for where all of it is there", async () => {
    expect(await exchange(["2-5", "3-4", "2-5"], fresh)).toEqual({
      sent: ["2-5"],
      read: ["206 2345", "206 34", "206 2345"],
    });
  });

  it("is asked for up to what is there, which is gone once something is written in front of it", async () => {
    expect((await exchange(["4-", "2-5"], fresh)).sent).toEqual(["4-", '2-3 "v"', '4-5 "v"']);
    expect((await exchange(["2-3", "6-7", "0-9"], fresh)).sent).toEqual([
      "2-3",
      '6-7 "v"',
      '0-5 "v"',
      '6-9 "v"',
    ]);
  });

  it("of the last bytes is asked for by their places", async () => {
    expect(await exchange(["2-5", "-3"], fresh)).toEqual({
      sent: ["2-5", '7-9 "v"'],
      read: ["206 2345", "206 789"],
    });
  });

  it("is asked about once it is stale, and for anew where the server gives it again", async () => {
    expect(await exchange(["2-5", "3-4"], stale)).toEqual({
      sent: ["2-5", '3-4 "v"'],
      read: ["206 2345", "206 34"],
    });
    expect((await exchange(["0-3", "0-"], stale)).sent).toEqual(["0-3", '0-3 "v"', "0-9"]);
  });

  it("beyond the end is asked for as it is", async () => {
    expect(await exchange(["2-5", "20-30"], fresh)).toEqual({
      sent: ["2-5", '20-30 "v"'],
      read: ["206 2345", "200 0123456789"],
    });
  });
});

describe("the whole, of which parts are kept", () => {
  it("is put together of them", async () => {
    expect(await exchange(["0-3", "4-9", null], fresh)).toEqual({
      sent: ["0-3", '4-9 "v"'],
      read: ["206 0123", "206 456789", "200 0123456789"],
    });
    expect((await exchange(["2-5", null], fresh)).sent).toEqual(["2-5", '0-1 "v"', '2-9 "v"']);
  });

  it("has its beginning vouched for before it is given", async () => {
    expect(await exchange(["0-3", null], fresh)).toEqual({
      sent: ["0-3", '0-3 "v"', ""],
      read: ["206 0123", "200 0123456789"],
    });
  });
});

it("a part is kept by what tells one version for certain from another", async () => {
  const modified = ["Last-Modified", "Wed, 01 Jan 2020 00:00:00 GMT"] as const;
  const now = new Date(new ManualClock().date()).toUTCString();
  const lasting = ["Cache-Control", "max-age=60"] as const;
  const sentOf = async (headers: HeaderLines): Promise<number> =>
    (await exchange(["2-5", "2-5"], headers)).sent.length;
  expect(await sentOf([lasting, ["ETag", 'W/"v"']])).toBe(2);
  expect(await sentOf([lasting, modified])).toBe(2);
  expect(await sentOf([lasting, modified, ["Date", now]])).toBe(1);
  expect(await sentOf([...strong, ["Cache-Control", "max-age=60, no-store"]])).toBe(2);
});

it("nothing of it is kept in the standard's profile", async () => {
  expect((await exchange(["2-5", "2-5"], fresh, "standard")).sent).toEqual(["2-5", "2-5"]);
});

it("a part that is kept has the status text of the server, and what it makes a whole of has none but OK", async () => {
  let asked = 0;
  const transport: Transport = {
    send: () => {
      asked++;
      return Promise.resolve({
        status: 206,
        statusText: "A Part",
        headers: [...fresh, ["Content-Range", "bytes 0-9/10"]],
        body: {
          async *[Symbol.asyncIterator]() {
            yield new TextEncoder().encode(WHOLE);
          },
        },
      });
    },
  };
  const page = new Browser({ engine: "chromium", transport }).open(`${APP}/page`);
  const textOf = async (headers: Record<string, string>): Promise<string> => {
    const response = await page.fetch("/ten", { headers });
    await response.text();
    return `${response.status} ${response.statusText}`;
  };
  expect(await textOf({ Range: "bytes=0-9" })).toBe("206 A Part");
  expect(await textOf({ Range: "bytes=2-5" })).toBe("206 A Part");
  expect(await textOf({})).toBe("200 OK");
  expect(asked).toBe(1);
});
