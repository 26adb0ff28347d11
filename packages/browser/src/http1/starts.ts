// As many bytes as the first response's last line ends can be, if they came late. Chromium and Firefox
// look for a status line behind no more of them.
const MOST_JUNK = 4;

/** `http`, in any case, within the first bytes. Chromium: net/http/http_util.cc, LocateStartOfStatusLine. */
export function anyHttpStart(received: string): number | null | "unknown" {
  const start = received.slice(0, MOST_JUNK + 4).search(/http/i);
  if (start !== -1) return start;
  return received.length < MOST_JUNK + 4 ? "unknown" : null;
}

/**
 * `HTTP/1.`, in any case, within the first bytes; behind white space alone also what servers say who
 * mean HTTP/1 by it. Firefox: nsHttpTransaction::LocateHttpStart.
 */
export function http1Start(received: string): number | null | "unknown" {
  const window = received.slice(0, MOST_JUNK + 7);
  const start = window.search(/http\/1\./i);
  if (start !== -1) return start;
  const other = /^\s*(?=http\/[23]|icy )/i.exec(window);
  if (other !== null) return other[0].length;
  if (received.length < 7 && "http/1.".startsWith(received.toLowerCase())) return "unknown";
  return null;
}

/**
 * Whatever comes behind one or two empty lines: a third is taken for the end of a head in which nothing is. libsoup:
 * soup_message_io_data_read_headers, soup_headers_parse_response.
 */
export function startBehindLineEnds(received: string): number | null | "unknown" {
  let position = 0;
  for (;;) {
    const isReturned = received.startsWith("\r\n", position);
    if (!isReturned && !received.startsWith("\n", position)) break;
    const length = isReturned ? 2 : 1;
    // NB: As many bytes as end a line, and one of an end before, make an end of two lines.
    if (position > length) return null;
    position += length;
  }
  const start = received.search(/[^\r\n]/);
  return start === -1 ? "unknown" : start;
}

/** RFC 9112: `HTTP/`, perhaps behind an empty line. */
export function exactStart(received: string): number | null | "unknown" {
  const start = /^(?:\r?\n)?/.exec(received)![0].length;
  const begun = received.slice(start, start + 5);
  if (begun === "HTTP/") return start;
  return "HTTP/".startsWith(begun) || received === "\r" ? "unknown" : null;
}
