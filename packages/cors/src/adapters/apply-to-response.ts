import type { Decision } from "../policy/decision.ts";
import { mergeVary } from "../policy/vary.ts";
import { isAccessControl } from "./committed-headers.ts";

type Preflight = Extract<Decision, { kind: "preflight" }>;

/** The whole answer to a preflight. */
export function preflightResponse(decision: Preflight): Response {
  const headers = new Headers();
  applyToHeaders(decision, headers);
  // RFC 9110 section 8.6 forbids the length with 204, and wants to see it with 403.
  if (decision.status === 403) headers.set("Content-Length", "0");
  return new Response(null, { status: decision.status, headers });
}

/** Which request a response was given the headers of. */
const requestOf = new WeakMap<object, object>();

/**
 * The response with the decision's headers: itself where its headers can be changed, otherwise one made from it.
 *
 * @param response what the application answered
 * @param request stands for the request, whatever object that is
 */
export function applyToResponse(decision: Decision, response: Response, request: object): Response {
  if (!isOrdinary(response)) return response;

  // An application may keep a response without a body and answer several requests with it, some of which
  // may not have gone out yet.
  const before = requestOf.get(response);
  if (before === undefined || before === request) {
    try {
      applyToHeaders(decision, response.headers);
      requestOf.set(response, request);
      return response;
    } catch (error) {
      // Those of `Response.redirect()` and of what `fetch` returned can't be changed, and there is no way to ask.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  const rebuilt = new Response(response.body, response);
  applyToHeaders(decision, rebuilt.headers);
  requestOf.set(rebuilt, request);
  return rebuilt;
}

/**
 * Whether this is a response that goes out with headers. `Response.error()` (status 0) has none; an upgrade to WebSocket (101) can't be
 * made again, and CORS knows nothing of it; and Bun's handlers return nothing after an upgrade.
 */
function isOrdinary(response: unknown): response is Response {
  return typeof response === "object" && response !== null && (response as Response).status >= 200;
}

/** Sets the decision's headers, and removes whatever else of CORS the application set. */
export function applyToHeaders(decision: Decision, headers: Headers): void {
  removeAccessControl(headers);
  for (const [name, value] of decision.headers) headers.set(name, value);
  if (decision.vary.length > 0) headers.set("Vary", mergeVary(headers.get("Vary"), decision.vary));
}

/** Removes every `Access-Control-*` header. */
export function removeAccessControl(headers: Headers): void {
  const names: string[] = [];
  // NB: Removing while iterating would skip names.
  for (const name of headers.keys()) if (isAccessControl(name)) names.push(name);
  for (const name of names) headers.delete(name);
}
