import { trimBytes } from "@crosswalk/cors/protocol";
import type { StatusLine } from "./reading.ts";
import { isBlankOrReturn, trimEnd } from "./trim.ts";

const isSpace = (byte: number): boolean => byte === 0x20;

/**
 * Chromium reads a status line wherever there is something like one; whatever doesn't say otherwise is
 * a 200.
 *
 * net/http/http_response_headers.cc, ParseStatusLine
 */
export function lenientStatusLine(line: string): StatusLine {
  const match = /^http\/(\d)[^.]*\.(\d)/i.exec(line);
  const number = match === null ? 0 : Number(match[1]) * 10 + Number(match[2]);
  const version = number === 20 ? "2" : number >= 11 ? "1.1" : "1.0";
  const space = line.indexOf(" ");
  if (space === -1) return { version, status: 200, statusText: "OK" };
  const rest = line.slice(space).replace(/^ +/, "");
  const digits = /^\d+/.exec(rest)?.[0];
  if (digits === undefined) return { version, status: 200, statusText: "" };
  // A number that is too large for 32 bits is the largest of those.
  const status = Math.min(Number(digits), 2 ** 31 - 1);
  return { version, status, statusText: trimBytes(rest.slice(digits.length), isSpace) };
}

/**
 * Firefox takes up to three digits. What it doesn't know for a version makes the line one of HTTP/0.9,
 * after all of its neighbours were taken for HTTP/1.
 *
 * netwerk/protocol/http/nsHttpResponseHead.cpp, ParseStatusLine and ParseVersion
 */
export function upToThreeDigitsStatusLine(line: string): StatusLine | null {
  const version = firefoxVersion(line);
  const space = line.indexOf(" ");
  if (version === "0.9" || space === -1) return { version, status: 200, statusText: "OK" };
  const match = /^[ \t\r\n]*(\d{1,3})(?:[ \t\r\n]+([^]*))?$/.exec(line.slice(space + 1));
  if (match === null) return null;
  // HTTP/2 has no reason phrase, so none is shown of it.
  const statusText = version === "2" ? "" : (match[2] ?? "");
  return { version, status: Number(match[1]), statusText };
}

function firefoxVersion(line: string): StatusLine["version"] {
  if (/^icy /i.test(line)) return "1.0";
  if (!/^HTTP(?![A-Za-z0-9_])/.test(line)) return "0.9";
  const match = /^HTTP\/(\d+)(?:\.(\d+))?/.exec(line);
  if (match?.[1] === "3") return "3";
  if (match?.[1] === "2") return "2";
  return match?.[1] === "1" && Number(match[2] ?? 0) >= 1 ? "1.1" : "1.0";
}

/**
 * libsoup, under WebKit: HTTP/1.0 or 1.1 and three digits, 100 to 999.
 *
 * libsoup/soup-headers.c, soup_headers_parse_status_line
 */
export function exactStatusLine(line: string): StatusLine | null {
  const match = /^(?:HTTP\/0*1\.0*([01])|ICY)[ \t]*([1-9]\d{2})(?!\d)[ \t]*([^]*)$/.exec(line);
  if (match === null) return null;
  return {
    version: match[1] === "1" ? "1.1" : "1.0",
    status: Number(match[2]),
    statusText: trimEnd(match[3]!, isBlankOrReturn),
  };
}
