import type { HeaderList } from "@crosswalk/cors/protocol";
import { type CacheControl, readCacheControl, secondsOf } from "./cache-control.ts";
import type { HttpCacheRules } from "./http-cache-rules.ts";
import { parseHttpDate } from "./http-date.ts";
import { parseLooseDate } from "./loose-date.ts";
import { parseMailDate } from "./mail-date.ts";
import type { StoredResponse } from "./stored-response.ts";

/** In seconds. */
export interface Freshness {
  readonly age: number;
  /** How long it is fresh, from when it was made. */
  readonly lifetime: number;
  /** Until which age it still serves while it is validated. */
  readonly usable: number;
}

/** What of a response says how long it lasts. */
type FreshnessFacts = Pick<
  StoredResponse,
  "headerList" | "hadEmptyExpires" | "status" | "requestTime" | "responseTime"
>;

// RFC 9111, section 4.2.2: "A typical setting of this fraction might be 10%."
const HEURISTIC_FRACTION = 0.1;

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.2 */
export function freshnessOf(stored: FreshnessFacts, now: number, rules: HttpCacheRules): Freshness {
  if (!tellsOfFreshness(stored)) return freshnessOfSilent(stored, now, rules);
  const directives = readCacheControl(
    stored.headerList.get("Cache-Control") ?? "",
    rules.cacheControl,
  );
  const lifetime = lifetimeOf(stored, directives, rules);
  const mayBeStale =
    !directives.has("no-cache") &&
    (rules.staleDespiteMustRevalidate || !directives.has("must-revalidate"));
  const grace = mayBeStale ? (secondsOf(directives, "stale-while-revalidate") ?? 0) : 0;
  const from = rules.staleFromArrival ? ageOf(stored, stored.responseTime, rules) : 0;
  return { age: ageOf(stored, now, rules), lifetime, usable: Math.max(lifetime, from) + grace };
}

/** Of a response that says nothing of it, as most of what scripts ask for: each look at its headers would be in vain. */
function freshnessOfSilent(
  { status, requestTime, responseTime }: FreshnessFacts,
  now: number,
  { statuses, staleFromArrival }: HttpCacheRules,
): Freshness {
  const onItsWay = Math.max(0, responseTime - requestTime) / 1000;
  const lifetime = statuses.reuses(status) && statuses.lasts(status) ? Infinity : 0;
  return {
    age: onItsWay + (now - responseTime) / 1000,
    lifetime,
    usable: Math.max(lifetime, staleFromArrival ? onItsWay : 0),
  };
}

const tellingNames = ["Age", "Cache-Control", "Date", "Expires", "Last-Modified", "Pragma"];

const tellsOfFreshness = ({ headerList, hadEmptyExpires }: FreshnessFacts): boolean =>
  hadEmptyExpires === true || tellingNames.some((name) => headerList.contains(name));

/** Whether a response says itself how long it lasts. */
export function isDated(headerList: HeaderList, directives: CacheControl): boolean {
  return secondsOf(directives, "max-age") !== null || headerList.contains("Expires");
}

/** Whether it has a `max-age` above zero or any `Expires`, and no `no-cache`. */
export function saysThatItLasts(headerList: HeaderList, directives: CacheControl): boolean {
  if (directives.has("no-cache")) return false;
  return (secondsOf(directives, "max-age") ?? 0) > 0 || headerList.contains("Expires");
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.2.3 */
function ageOf(stored: FreshnessFacts, now: number, rules: HttpCacheRules): number {
  const { requestTime, responseTime, headerList } = stored;
  const header = headerList.get("Age");
  if (header !== null && rules.negativeAgeIsStale && /^-\d+$/.test(header)) return Infinity;
  const ageValue = header !== null && /^\d+$/.test(header) ? Number(header) : 0;
  const apparentAge = Math.max(0, responseTime - dateOf(stored, rules)) / 1000;
  const correctedAgeValue = ageValue + (responseTime - requestTime) / 1000;
  return Math.max(apparentAge, correctedAgeValue) + (now - responseTime) / 1000;
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1 */
function lifetimeOf(
  stored: FreshnessFacts,
  directives: CacheControl,
  rules: HttpCacheRules,
): number {
  const { headerList, status } = stored;
  const pragma = headerList.get("Pragma");
  const isPragma = pragma !== null && /(?:^|,)\s*no-cache\s*(?:,|$)/i.test(pragma);
  if (directives.has("no-cache") || isPragma || !rules.statuses.reuses(status)) return 0;
  const maxAge = secondsOf(directives, "max-age");
  if (maxAge !== null) return maxAge;
  const expires = expiresOf(stored, rules);
  const date = dateOf(stored, rules);
  const until = expires === undefined ? null : parseDate(expires, stored.responseTime, rules);
  if (until !== null || (expires !== undefined && isPast(expires, rules)))
    return Math.max(0, (until ?? 0) - date) / 1000;
  const mayEstimate = rules.estimatesWithMustRevalidate || !directives.has("must-revalidate");
  const modified = headerList.get("Last-Modified");
  const lastModified = modified === null ? null : parseDate(modified, stored.responseTime, rules);
  if (lastModified !== null && rules.statuses.estimates(status) && mayEstimate) {
    return (Math.max(0, date - lastModified) / 1000) * HEURISTIC_FRACTION;
  }
  return rules.statuses.lasts(status) ? Infinity : 0;
}

function expiresOf(
  { headerList, hadEmptyExpires }: FreshnessFacts,
  { severalExpires }: HttpCacheRules,
): string | undefined {
  if (hadEmptyExpires) return "";
  return severalExpires === "first"
    ? headerList.getAll("Expires")[0]
    : (headerList.get("Expires") ?? undefined);
}

/** Of what is no date. */
const isPast = (expires: string, { noDateIsPast }: HttpCacheRules): boolean =>
  noDateIsPast === "always" || (noDateIsPast === "zero" && expires.trim() === "0");

/** "A recipient with a clock that receives a response message without a Date header field MUST record the time it was received." */
function dateOf({ headerList, responseTime }: FreshnessFacts, rules: HttpCacheRules): number {
  const date = headerList.get("Date");
  return (date === null ? null : parseDate(date, responseTime, rules)) ?? responseTime;
}

function parseDate(value: string, now: number, { dates }: HttpCacheRules): number | null {
  switch (dates) {
    case "http":
      return parseHttpDate(value, now);
    case "mail":
      return parseMailDate(value);
    case "loose":
      return parseLooseDate(value, true);
    case "loose-in-32-bits": {
      const date = parseLooseDate(value, false);
      return date === null ? null : (Math.floor(date / 1000) >>> 0) * 1000;
    }
  }
}
