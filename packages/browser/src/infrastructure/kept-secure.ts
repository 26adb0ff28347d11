import { type Cookie, type CookieJar, defaultPath, domainMatch, pathMatch } from "tough-cookie";
import type { CookieShelf } from "./cookie-shelf.ts";

/**
 * Which cookies with `Secure` stay where plain http sets one of the same name:
 *
 *     "none"                none
 *     "of-its-place"        that of the same domain and path
 *     "wherever-it-goes"    each that is sent wherever the new one would be, or where its path leads
 */
export type KeptSecure = "none" | "of-its-place" | "wherever-it-goes";

/** Whether a cookie would come to stand where one with `Secure` does, which stays. */
export function isKeptSecure(
  { store }: CookieJar,
  cookie: Cookie,
  { hostname, pathname }: URL,
  kept: KeptSecure,
): boolean {
  const { key, domain } = cookie;
  const shelf = store as CookieShelf;
  const path = cookie.path?.startsWith("/") === true ? cookie.path : defaultPath(pathname);
  const host = domain ?? hostname;
  switch (kept) {
    case "none":
      return false;
    // libsoup/cookies/soup-cookie-jar.c
    case "of-its-place":
      return shelf.find(host, { path, key, hostOnly: domain === null })?.secure === true;
    // netwerk/cookie/CookieStorage.cpp, FindSecureCookie
    case "wherever-it-goes":
      return shelf
        .ofSiteOf(host)
        .some(
          (other) =>
            other.secure &&
            other.key === key &&
            (isSentTo(other, host) || (domain !== null && isSentTo(cookie, other.domain ?? ""))) &&
            pathMatch(path, other.path ?? "/"),
        );
  }
}

const isSentTo = ({ domain, hostOnly }: Cookie, host: string): boolean =>
  domain === host || (hostOnly !== true && domainMatch(host, domain ?? "") === true);
