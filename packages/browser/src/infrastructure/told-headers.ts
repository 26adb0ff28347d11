import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { includesCredentials, parseUrl, withoutCredentials } from "./url.ts";
import { toldUrl, withoutPassword } from "./told-failure.ts";

/** Headers whose value is an address. */
const addresses: ReadonlySet<string> = new Set(["content-location", "location"]);

/** What was sent or received as a trace has it: its addresses have lost their passwords, and all else is as it came. */
export function toldHeaders(headers: HeaderEntries, url: URL): HeaderEntries {
  const isAddress = ([name, value]: readonly [string, string]): boolean =>
    value.includes("@") && addresses.has(name.toLowerCase());
  return headers.some(isAddress)
    ? headers.map((header) => {
        const [name, value] = header;
        return isAddress(header) ? ([name, toldAddress(value, url)] as const) : header;
      })
    : headers;
}

/** As it was written, if no password is in it. */
function toldAddress(value: string, base: URL): string {
  // NB: What the base has would be in whatever is relative to it.
  const url = parseUrl(value, includesCredentials(base) ? withoutCredentials(base) : base);
  if (url === null) return withoutPassword(value);
  return includesCredentials(url) ? toldUrl(url) : value;
}
