import type { Decision } from "../policy/decision.ts";
import { mergeVary } from "../policy/vary.ts";
import { applyToHeaders, applyToResponse, removeAccessControl } from "./apply-to-response.ts";

/** `event.res` of h3 2: headers that h3 adds to what a handler returns, and those that it adds to errors. */
export interface H3EventResponse {
  readonly headers: Headers;
  readonly errHeaders: Headers;
}

/**
 * Sets the decision's headers on what h3 2 will make the response of. h3 sets `prepared` over the headers of the result: of a name that
 * is in both, the prepared value goes out.
 *
 * @returns what to return to h3 instead of the result
 */
export function applyToResult(
  decision: Decision,
  result: unknown,
  prepared: H3EventResponse,
  request: object,
): unknown {
  // Not found: h3 makes an error of it.
  if (typeof result === "symbol" || result instanceof Error) {
    applyToError(decision, result, prepared);
    return result;
  }
  if (result instanceof Response) {
    for (const headers of [prepared.headers, prepared.errHeaders]) applyUnder(decision, headers);
    return applyToResponse(decision, result, request);
  }
  applyOver(decision, prepared.headers, headersOf(result));
  return result;
}

/** Sets the decision's headers on what h3 2 will make of an error: its own response, or one of `config.onError`'s result. */
export function applyToError(decision: Decision, error: unknown, prepared: H3EventResponse): void {
  applyOver(decision, prepared.headers, null);
  applyOver(decision, prepared.errHeaders, headersOf(error) ?? headersGivenTo(error));
}

/** For headers that go out over others which have the decision's: they must not undo it. */
function applyUnder(decision: Decision, prepared: Headers): void {
  const vary = prepared.get("Vary");
  removeAccessControl(prepared);
  for (const [name] of decision.headers) prepared.delete(name);
  if (vary !== null && decision.vary.length > 0)
    prepared.set("Vary", mergeVary(vary, decision.vary));
}

/** For headers that go out over the application's own: all is set here, and what the others have of it is taken away. */
function applyOver(decision: Decision, prepared: Headers, own: Headers | null): void {
  const vary = prepared.get("Vary") ?? own?.get("Vary") ?? null;
  if (own !== null) removeAccessControl(own);
  if (vary !== null) prepared.set("Vary", vary);
  applyToHeaders(decision, prepared);
}

/** The headers of an `HTTPResponse` or `HTTPError`. */
function headersOf(value: unknown): Headers | null {
  if (typeof value !== "object" || value === null || !("headers" in value)) return null;
  // h3 gives these their `Headers` when they are made; whatever else has a member of that name is data.
  return value.headers instanceof Headers ? value.headers : null;
}

/** The headers that an error has which is none of h3's: h3 will read them as `Headers` does, and finds these in their place. */
function headersGivenTo(error: unknown): Headers | null {
  if (!(error instanceof Error) || !("headers" in error) || typeof error.headers !== "object")
    return null;
  try {
    const headers = new Headers((error.headers ?? {}) as Record<string, string>);
    return Reflect.set(error, "headers", headers) ? headers : null;
  } catch {
    // They are no headers, and h3 will say so.
    return null;
  }
}
