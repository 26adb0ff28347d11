import { expect, it } from "vitest";
import { RequestReader } from "../../src/server/request-reader.ts";

const sized =
  "PUT /x/1?y HTTP/1.1\r\nHost: a\r\nX-A: \t1, \xe9 \r\nx-a:2\r\nContent-Length: 3\r\n\r\nabc";
const chunked =
  "POST /x/2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n";
const bodiless = "CHICKEN /x/3 HTTP/1.1\r\nHost: a\r\n\r\n";

const expected = [
  [
    "PUT",
    "/x/1?y",
    [
      ["Host", "a"],
      ["X-A", "1, \xe9"],
      ["x-a", "2"],
      ["Content-Length", "3"],
    ],
    "abc",
  ],
  ["POST", "/x/2", [["Transfer-Encoding", "chunked"]], "def"],
  ["CHICKEN", "/x/3", [["Host", "a"]], ""],
];

it.each([1, 2, 3, 7, 50, 1000])(
  "reads requests that arrive %i bytes at a time, header lines untouched",
  (size) => {
    const bytes = Buffer.from(sized + chunked + bodiless, "latin1");
    const reader = new RequestReader();
    const read = [];
    for (let start = 0; start < bytes.length; start += size)
      read.push(...reader.push(bytes.subarray(start, start + size)));
    expect(
      read.map(({ method, target, headers, body }) => [method, target, headers, body.toString()]),
    ).toEqual(expected);
  },
);
