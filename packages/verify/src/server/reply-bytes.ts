import type { Reply } from "./reply.ts";
import { assets } from "./assets.ts";

/** What goes out at once of bytes whose body pauses, and what goes out later. */
export function pausedBytes(
  bytes: Buffer,
  { pause }: Reply,
): { bytes: Buffer; later?: { bytes: Buffer; delay: number } } {
  if (pause === undefined) return { bytes };
  const split = bytes.indexOf("\r\n\r\n") + 4 + pause.after;
  return {
    bytes: bytes.subarray(0, split),
    later: { bytes: bytes.subarray(split), delay: pause.delay },
  };
}

/** The bytes that answer a request: what the case says, and nothing of the server's own but framing. */
export function replyBytes(
  reply: Reply,
  method: string,
  substitute: (text: string) => string,
): Buffer {
  if (reply.raw !== undefined) return Buffer.from(substitute(reply.raw), "latin1");
  const body =
    reply.asset === undefined ? Buffer.from(reply.body ?? "", "latin1") : assets[reply.asset]!;
  const lines = (reply.headers ?? []).map(substitute);
  const framed = lines.some((line) => /^(?:content-length|transfer-encoding)\s*:/i.test(line));
  const bodiless = reply.status < 200 || reply.status === 204 || reply.status === 304;
  if (!framed && !bodiless) lines.push(`Content-Length: ${body.length}`);
  if (reply.hangUp === true) lines.push("Connection: close");
  const head = `HTTP/1.1 ${reply.status} ${reasons.get(reply.status) ?? "X"}\r\n${lines.join("\r\n")}\r\n\r\n`;
  const empty = bodiless || method === "HEAD";
  return Buffer.concat([
    Buffer.from(head.replace("\r\n\r\n\r\n", "\r\n\r\n"), "latin1"),
    empty ? Buffer.alloc(0) : body,
  ]);
}

const reasons = new Map([
  [200, "OK"],
  [204, "No Content"],
  [301, "Moved Permanently"],
  [302, "Found"],
  [303, "See Other"],
  [307, "Temporary Redirect"],
  [308, "Permanent Redirect"],
  [404, "Not Found"],
]);
