import {
  type HeaderList,
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isHeaderName,
  isHeaderValue,
  isNoCorsSafelistedRequestHeader,
  normalizeHeaderValue,
  type ProtocolRules,
  standardRules,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { MisuseMessages } from "../messages/misuse/misuse.ts";
import { standardMisuse } from "../messages/misuse/standard.ts";

/** https://fetch.spec.whatwg.org/#headers-guard */
export type HeadersGuard = "none" | "immutable" | "request" | "request-no-cors" | "response";

/** What engines say and judge of headers in their own ways. */
export interface HeaderJudges {
  readonly misuse: MisuseMessages;
  readonly rules: ProtocolRules;
  /** What requests are not given, beside the standard's forbidden request-headers. */
  readonly forbidden: ReadonlySet<string>;
  /** Whether what is set without CORS is judged as what is appended. */
  readonly setJudgesAll: boolean;
  /** Whether what is set anew is spelled as it was set last. */
  readonly setRespells: boolean;
}

/** Those of an engine. */
export const judgesOf = ({ messages, rules, headers }: EngineProfile): HeaderJudges => ({
  misuse: messages.misuse,
  rules,
  forbidden: headers.forbidden,
  setJudgesAll: headers.setJudgesAll,
  setRespells: headers.setRespells,
});

export const standardJudges: HeaderJudges = {
  misuse: standardMisuse,
  rules: standardRules,
  forbidden: new Set(),
  setJudgesAll: false,
  setRespells: false,
};

/** https://fetch.spec.whatwg.org/#concept-headers-append */
export function appendHeader(
  list: HeaderList,
  guard: HeadersGuard,
  name: string,
  value: string,
  judges: HeaderJudges,
): void {
  // 1. Normalize value.
  const normalized = normalizeHeaderValue(value);

  // 2. If validating (name, value) for headers returns false, then return.
  if (!validateHeader(guard, name, normalized, judges)) return;

  // 3. If headers's guard is "request-no-cors", then:
  if (guard === "request-no-cors") {
    // 1. Let temporaryValue be the result of getting name from headers's header list.
    const temporary = list.get(name);
    // 2. If temporaryValue is null, then set temporaryValue to value.
    // 3. Otherwise, set temporaryValue to temporaryValue, followed by 0x2C 0x20, followed by value.
    const combined = temporary === null ? normalized : `${temporary}, ${normalized}`;
    // 4. If (name, temporaryValue) is not a no-CORS-safelisted request-header, then return.
    if (!isNoCorsSafelistedRequestHeader(name, combined, judges.rules)) return;
  }

  // 4. Append (name, value) to headers's header list.
  list.append(name, normalized);

  // 5. If headers's guard is "request-no-cors", then remove privileged no-CORS request-headers from
  //    headers.
  if (guard === "request-no-cors") list.delete("Range");
}

/** https://fetch.spec.whatwg.org/#headers-validate */
export function validateHeader(
  guard: HeadersGuard,
  name: string,
  value: string,
  { misuse, forbidden }: HeaderJudges,
): boolean {
  // 1. If name is not a header name or value is not a header value, then throw a TypeError.
  checkedName(name, misuse);
  if (!isHeaderValue(value)) throw new TypeError(misuse.invalidHeaderValue(name, value));

  // 2. If headers's guard is "immutable", then throw a TypeError.
  if (guard === "immutable") throw new TypeError(misuse.immutableHeaders());

  // 3. If headers's guard is "request" and (name, value) is a forbidden request-header, then return
  //    false.
  if (
    (guard === "request" || guard === "request-no-cors") &&
    (isForbiddenRequestHeader(name, value) || forbidden.has(name.toLowerCase()))
  ) {
    return false;
  }

  // 4. If headers's guard is "response" and name is a forbidden response-header name, then return
  //    false.
  if (guard === "response" && isForbiddenResponseHeaderName(name)) return false;

  // 5. Return true.
  return true;
}

/** The name, if it is one. */
export function checkedName(name: string, misuse: MisuseMessages): string {
  if (!isHeaderName(name)) throw new TypeError(misuse.invalidHeaderName(name));
  return name;
}
