import {
  byteLowercase,
  corsError,
  failure,
  isCorsNonWildcardRequestHeaderName,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isForbiddenRequestHeaderName,
  isToken,
  parseTokenList,
} from "../protocol/index.ts";
import type { CorsError, HeaderEntries } from "../protocol/index.ts";

import type { CompiledPolicy, Grant } from "./compiled-policy.ts";
import type { DecisionReason } from "./decision.ts";

/**
 * What is read of `Access-Control-Request-Headers`. Node refuses header sections over 16 KiB, and a page that sets more
 * than 128 headers has other troubles; a longer list is refused unread.
 */
const LIMITS = { maxBytes: 16_384, maxElements: 128 } as const;
/** How much of a name that was refused is kept for the log. */
const MAX_PARAMETER = 128;

/** Whether what the preflight asked for is granted, and if not, why. */
interface Asked {
  readonly error: CorsError | null;
  readonly reason: DecisionReason | null;
  /** The names asked for and granted, in lower case, each once. */
  readonly headerNames: readonly string[];
}

/**
 * Answers the preflight of an allowed origin. The answer is the policy's complete lists whatever was asked for: browsers keep one
 * result for a URL, and name the true cause of a refusal on their console. Only where `*` has no meaning on the wire (with
 * credentials) is what was asked for repeated, after it was checked.
 */
export function decidePreflight(
  compiled: CompiledPolicy,
  answer: Grant["preflight"],
  method: string,
  headers: string | null,
): Grant["preflight"] {
  const methodError = checkMethod(compiled, method);
  const asked = checkHeaders(compiled, headers);
  const headersToSend = withEchoes(
    compiled,
    answer.headers,
    methodError === null ? method : null,
    asked.headerNames,
  );
  if (methodError !== null) {
    return { ...answer, headers: headersToSend, error: methodError, reason: "method-not-allowed" };
  }
  if (asked.error !== null || headersToSend !== answer.headers) {
    return { ...answer, headers: headersToSend, error: asked.error, reason: asked.reason };
  }
  return answer;
}

function checkMethod(compiled: CompiledPolicy, method: string): CorsError | null {
  if (isCorsSafelistedMethod(method)) return null;
  const allowed =
    compiled.methods === null
      ? isToken(method) && !isForbiddenMethod(method)
      : compiled.methods.has(method);
  if (allowed) return null;
  return corsError("MethodDisallowedByPreflightResponse", {
    parameter: method.slice(0, MAX_PARAMETER),
  });
}

function checkHeaders(compiled: CompiledPolicy, headers: string | null): Asked {
  if (headers === null) return NOTHING_ASKED;
  const names = parseTokenList(headers, LIMITS);
  if (names === failure) return refused("", []);

  const granted = new Set<string>();
  let firstRefused: string | null = null;
  for (const name of names) {
    const lower = byteLowercase(name);
    if (allowsHeader(compiled, lower)) granted.add(lower);
    else firstRefused ??= lower;
  }
  const headerNames = [...granted];
  return firstRefused === null
    ? { error: null, reason: null, headerNames }
    : refused(firstRefused, headerNames);
}

const NOTHING_ASKED: Asked = { error: null, reason: null, headerNames: [] };

function refused(name: string, headerNames: readonly string[]): Asked {
  const error = corsError("HeaderDisallowedByPreflightResponse", {
    parameter: name.slice(0, MAX_PARAMETER),
  });
  return { error, reason: "header-not-allowed", headerNames };
}

function allowsHeader(compiled: CompiledPolicy, name: string): boolean {
  if (compiled.headerNames !== null) return compiled.headerNames.has(name);
  if (isCorsNonWildcardRequestHeaderName(name)) return compiled.authorizationAllowed;
  // No browser asks for these; under a `*` that is repeated name by name they are not repeated either.
  return !(compiled.echoesHeaders && isForbiddenRequestHeaderName(name));
}

function withEchoes(
  compiled: CompiledPolicy,
  headers: HeaderEntries,
  method: string | null,
  headerNames: readonly string[],
): HeaderEntries {
  if (!compiled.echoesMethods && !compiled.echoesHeaders) return headers;
  const echoed = [...headers];
  if (compiled.echoesMethods && method !== null)
    echoed.push(["Access-Control-Allow-Methods", method]);
  if (compiled.echoesHeaders && headerNames.length > 0) {
    echoed.push(["Access-Control-Allow-Headers", headerNames.join(", ")]);
  }
  return echoed;
}
