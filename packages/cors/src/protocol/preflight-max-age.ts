import { isAsciiDigit } from "./bytes.ts";
import { failure } from "./failure.ts";
import type { HeaderList } from "./header-list.ts";
import { ACCESS_CONTROL_MAX_AGE } from "./header-names.ts";
import { extractMaxAge } from "./response-headers.ts";
import type { ProtocolRules } from "./rules.ts";

/** "Indicates the number of seconds (5 by default)". */
const DEFAULT_MAX_AGE = 5;

/**
 * For how many seconds a preflight's response may be cached, before a user agent's own limit.
 *
 * https://fetch.spec.whatwg.org/#http-access-control-max-age
 */
export function preflightMaxAge(list: HeaderList, rules: ProtocolRules): number {
  // 7.8. Let max-age be the result of extracting header list values given `Access-Control-Max-Age`
  //      and response's header list.
  const maxAge = extractMaxAge(list);

  // 7.9. If max-age is failure or null, then set max-age to 5.
  if (maxAge === null) return DEFAULT_MAX_AGE;
  if (maxAge !== failure) return maxAge;

  const value = list.get(ACCESS_CONTROL_MAX_AGE) ?? "";
  if (rules.negativeMaxAge === "zero" && isNegativeInteger(value)) return 0;
  // NB: Where an unparsable value stops caching, an empty one still counts as absent.
  return rules.invalidMaxAge === "not-cached" && value !== "" ? 0 : DEFAULT_MAX_AGE;
}

function isNegativeInteger(value: string): boolean {
  if (!value.startsWith("-") || value.length < 2) return false;
  for (let position = 1; position < value.length; position++) {
    if (!isAsciiDigit(value.charCodeAt(position))) return false;
  }
  return true;
}
