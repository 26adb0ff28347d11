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
        const date = value.startsWith('"') ? undefined : parseDate(value);
        cookie.maxAge = null;
        cookie.expires = date ?? "Infinity";
        break;
      }
    }
  }
}
