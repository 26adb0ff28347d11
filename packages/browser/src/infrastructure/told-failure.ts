import type { NetworkFailure } from "./network-error.ts";
import { includesCredentials, parseUrl, withoutCredentials } from "./url.ts";

/** Passwords are not for what is kept, as traces and reports of tests are. */
export const toldUrl = (url: URL): string =>
  includesCredentials(url) ? withoutCredentials(url).href : url.href;

/** Failures whose parameter is an address. Of others it is what a header says, told as it came. */
const addressed: ReadonlySet<NetworkFailure["code"]> = new Set([
  "CorsDisabledScheme",
  "InvalidLocation",
  "MixedContent",
  "RedirectContainsCredentials",
  "RedirectDisallowed",
  "RedirectScheme",
]);

/** A failure as whoever looks into it is told of it: Chromium's DevTools protocol has no password of it, either. */
export function toldFailure<Failure extends Pick<NetworkFailure, "code" | "parameter" | "url">>(
  failure: Failure,
): Failure {
  const { code, parameter, url } = failure;
  const told = addressed.has(code) ? withoutPassword(parameter) : parameter;
  const toldAddress = withoutPassword(url);
  return told === parameter && toldAddress === url
    ? failure
    : { ...failure, parameter: told, url: toldAddress };
}

/** What doesn't parse has lost what a password may stand in: in each of its parts all that is before an "@". */
export function withoutPassword(text: string): string {
  if (!text.includes("@")) return text;
  const url = parseUrl(text);
  if (url !== null) return includesCredentials(url) ? toldUrl(url) : text;
  const parts = text.split(/([/\\?#])/);
  return parts.map((part) => part.slice(part.lastIndexOf("@") + 1)).join("");
}
