import { type Cookie, parseDate } from "tough-cookie";

/**
 * Gives a cookie the last of the times that its line names, as libsoup does, which knows no precedence.
 *
 * libsoup/cookies/soup-cookie.c, parse_one_cookie
 */
export function setLastExpiry(cookie: Cookie, line: string): void {
  for (const attribute of line.split(";").slice(1)) {
    const equals = attribute.indexOf("=");
    if (equals === -1) continue;
    const value = attribute.slice(equals + 1).trim();
    switch (attribute.slice(0, equals).trim().toLowerCase()) {
      case "max-age":
        // As strtol reads it, to which nothing is a zero.
        if (!/^(?:[+-]?\d+)?$/.test(value)) break;
        cookie.setMaxAge(Number(value));
        cookie.expires = "Infinity";
        break;
      case "expires": {
        // What is no date takes back what was said before.
        const date = value.startsWith('"') ? undefined : dateOf(value);
        cookie.maxAge = null;
        cookie.expires = date ?? "Infinity";
        break;
      }
    }
  }
}

/** What lies before all calendars is over, and the year 0 is none. */
function dateOf(value: string): Date | undefined {
  const year = yearOf(value);
  if (year === null || year.length === 2) return parseDate(value);
  if (Number(year) === 0) return undefined;
  return Number(year) < 1601 ? new Date(0) : parseDate(value);
}

/** Of a date with a time. */
function yearOf(value: string): string | null {
  const [, afterMonth, last] =
    /\d[ -][a-z]{3}[a-z]*[ -](\d{1,4}) +\d+:\d+:\d|\d:\d+:\d+ +(\d{1,4})$/i.exec(value) ?? [];
  return afterMonth ?? last ?? null;
}
