import type { EngineName, ResponseBody, TransportResponse } from "@crosswalk/browser";

/**
 * Reads a response's bytes as the network stacks of browsers do, garbage included. What they do
 * differently with garbage is told apart by engine.
 */
export function parseResponse(
  bytes: Buffer,
  method: string,
  engine: EngineName,
): TransportResponse {
  let text = bytes.toString("latin1");
  for (;;) {
    const head = readHead(text, engine);
    // Interim answers are passed over.
    if (head.status >= 100 && head.status < 200 && head.status !== 101) {
      text = text.slice(head.end);
      continue;
    }
    const { status, statusText, headers } = head;
    return { status, statusText, headers, body: bodyOf(head, text.slice(head.end), method) };
  }
}

interface Head {
  readonly version: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: (readonly [string, string])[];
  readonly end: number;
}

function readHead(text: string, engine: EngineName): Head {
  const start = /^(?:\r?\n)*/.exec(text)![0].length;
  const match = /\r?\n\r?\n/.exec(text.slice(start));
  const end = match === null ? text.length : start + match.index + match[0].length;
  const [first = "", ...lines] = text
    .slice(start, match === null ? undefined : start + match.index)
    .split(/\r?\n/);
  if (text === "") throw new Error("empty response");
  const statusLine = /^HTTP\/(\d+\.\d+)[ \t]+(\d{3})(?:[ \t]+(.*))?$/i.exec(first);
  if (statusLine === null) throw new Error(`no status line: ${first.slice(0, 40)}`);
  return {
    version: statusLine[1]!,
    status: Number(statusLine[2]),
    statusText: (statusLine[3] ?? "").trim(),
    headers: readHeaders(lines, engine),
    end,
  };
}

function readHeaders(lines: readonly string[], engine: EngineName): (readonly [string, string])[] {
  const headers: [string, string][] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) last[1] = `${last[1]} ${trim(line)}`.trim();
      continue;
    }
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    // Space before the colon is trimmed by Chromium and makes others drop the line.
    const name =
      engine === "chromium" ? line.slice(0, colon).replace(/[ \t]+$/, "") : line.slice(0, colon);
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) continue;
    headers.push([name, trim(line.slice(colon + 1))]);
  }
  return headers;
}

const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, "");

function bodyOf(head: Head, rest: string, method: string): ResponseBody | null {
  const { status, headers } = head;
  if (method === "HEAD" || status === 204 || status === 304 || status < 200) return null;
  const all = (name: string): string[] =>
    headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  if (all("transfer-encoding").some((value) => /chunked/i.test(value))) return chunked(rest);
  const lengths = all("content-length");
  const length = lengths.length === 0 ? null : Number.parseInt(lengths[0]!, 10);
  if (length === null || Number.isNaN(length) || length < 0) return whole(rest);
  return rest.length < length ? broken(rest) : whole(rest.slice(0, length));
}

function chunked(rest: string): ResponseBody {
  let body = "";
  let text = rest;
  for (;;) {
    const line = /^([0-9a-f]+)[^\r\n]*\r\n/i.exec(text);
    if (line === null) return broken(body);
    const size = Number.parseInt(line[1]!, 16);
    if (size === 0) return whole(body);
    text = text.slice(line[0].length);
    body += text.slice(0, size);
    if (text.length < size + 2) return broken(body);
    text = text.slice(size + 2);
  }
}

function whole(text: string): ResponseBody {
  return {
    async *[Symbol.asyncIterator]() {
      if (text !== "") yield Buffer.from(text, "latin1");
    },
  };
}

function broken(text: string): ResponseBody {
  return {
    async *[Symbol.asyncIterator]() {
      if (text !== "") yield Buffer.from(text, "latin1");
      throw new Error("the connection ended within the body");
    },
  };
}
