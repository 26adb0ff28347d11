import { describe, expect, it, test } from "vitest";
import { EventStream } from "../../src/api/elements/event-stream.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

// The examples of https://html.spec.whatwg.org/#event-stream-interpretation
test.each([
  [
    "three lines of data",
    "data: YHOO\ndata: +2\ndata: 10\n\n",
    [{ type: "message", data: "YHOO\n+2\n10" }],
  ],
  [
    "a comment, ids and a space",
    ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
    [
      { type: "message", data: "first event" },
      { type: "message", data: "second event" },
    ],
  ],
  [
    "empty data, and two of them",
    "data\n\ndata\ndata\n\ndata:",
    [
      { type: "message", data: "" },
      { type: "message", data: "\n" },
    ],
  ],
  ["a name", "event: add\ndata: 73857293\n\n", [{ type: "add", data: "73857293" }]],
])("%s", (_, text, expected) => {
  expect(new EventStream().push(bytes(text))).toEqual(expected);
});

describe("an event stream", () => {
  test.each(["\n", "\r\n", "\r"])("ends its lines with %j, wherever it is cut", (end) => {
    const text = `data: a${end}data: ü${end}${end}data: c${end}${end}:${end}`;
    const all = bytes(text);
    for (let cut = 0; cut <= all.length; cut++) {
      const stream = new EventStream();
      const events = [...stream.push(all.subarray(0, cut)), ...stream.push(all.subarray(cut))];
      expect(events.map(({ data }) => data)).toEqual(["a\nü", "c"]);
    }
  });

  it("is not kept for ever when a line has no end", () => {
    const stream = new EventStream();
    const chunk = bytes("x".repeat(1 << 18));
    expect(() => {
      for (let count = 0; count < 8; count++) stream.push(chunk);
    }).toThrow(RangeError);
  });
});
