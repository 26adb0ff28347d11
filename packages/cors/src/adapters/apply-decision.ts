import type { CorsGuard } from "../policy/cors-guard.ts";
import type { Decision } from "../policy/decision.ts";
import { mergeVary } from "../policy/vary.ts";
import { committedHeaders, isAccessControl, textOf } from "./committed-headers.ts";
import type { GivenHeaders } from "./committed-headers.ts";
import type { GuardConflictError } from "./guard-conflict-error.ts";
import { meet } from "./guard-mark.ts";
import { nodeFacts } from "./node-facts.ts";
import type { NodeRequest } from "./node-facts.ts";

/** What is used of a `ServerResponse` or `Http2ServerResponse`. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  getHeaderNames(): string[];
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): void;
  writeHead(statusCode: number, headers?: Record<string, string>): unknown;
  end(): unknown;
}

/** What the adapter does next: run the application, nothing more, or report the error. */
export type Outcome = "continue" | "answered" | GuardConflictError;

const chargeKey: unique symbol = Symbol("crosswalk.cors charge");

/**
 * A decision in charge of a response's headers. It may still be unmade when the headers go out; null lets them go out as the
 * application made them.
 */
interface Charge {
  decision: Decision | (() => Decision) | null;
  /** The `writeHead` that stood there before: Node's, or that of another middleware. */
  readonly writeHead: (...given: unknown[]) => unknown;
}

interface GuardedResponse extends NodeResponse {
  [chargeKey]?: Charge;
}

/**
 * What stands on a response that goes out before its origin was resolved, a time-out for one: no permission. Only policies that
 * name origins have a `resolveOrigin`, so it varies on `Origin`.
 */
export const undecided: Decision = Object.freeze({
  kind: "actual",
  headers: Object.freeze([]),
  vary: Object.freeze(["Origin"]),
  error: null,
  reason: null,
});

/**
 * Lets a guard act on a request: the whole of an adapter for frameworks that give Node's own request and response.
 *
 * @param url the request target as it came, where the framework keeps it elsewhere than in the request
 */
export function guardExchange(
  guard: CorsGuard,
  request: NodeRequest,
  response: NodeResponse,
  url?: string,
): Outcome | Promise<Outcome> {
  const met = meet(guard, response);
  if (met !== "first") return met === "again" ? "continue" : met;

  const decision = guard.decide(nodeFacts(request, url));
  // Nothing waits for a guard that only reports.
  if (guard.mode === "report-only") return "continue";
  if (!(decision instanceof Promise)) return act(decision, response);
  takeCharge(response, undecided);
  return decision.then((late) => act(late, response));
}

function act(decision: Decision, response: NodeResponse): Outcome {
  if (decision.kind !== "preflight") {
    takeCharge(response, decision);
    return "continue";
  }
  // Someone further out may have answered while the origin was being resolved.
  if (!response.headersSent) answerPreflight(response, decision);
  return "answered";
}

/** Answers a preflight. Nothing else may run. */
function answerPreflight(
  response: NodeResponse,
  decision: Extract<Decision, { kind: "preflight" }>,
): void {
  const { status } = decision;
  const charge = (response as GuardedResponse)[chargeKey];
  if (charge === undefined && standsAlone(response, response.writeHead)) {
    const headers = asObject(decision);
    if (status === 403) headers["Content-Length"] = "0";
    response.writeHead(status, headers);
  } else {
    if (charge === undefined) setHeaders(response, decision);
    else charge.decision = decision;
    response.statusCode = status;
    // RFC 9110 section 8.6 forbids the length with 204, and wants to see it with 403.
    if (status === 403) response.setHeader("Content-Length", "0");
  }
  response.end();
}

/**
 * Whether nothing was set and nobody else waits for `writeHead`. Then the headers go to it as one object, because three times
 * `setHeader` costs three times as much; whoever stands further out may know only of headers that were set.
 */
function standsAlone(response: NodeResponse, writeHead: unknown): boolean {
  return (
    response.getHeaderNames().length === 0 &&
    writeHead === (Object.getPrototypeOf(response) as NodeResponse).writeHead
  );
}

/**
 * Puts a decision in charge of a response's headers; one that is there already gives way.
 *
 * The headers are set when they go out and not before, because everything set before can be lost on the way: handlers overwrite
 * it, error handlers clear it, `writeHead` replaces it. Every way to send headers passes through `writeHead`.
 */
export function takeCharge(response: NodeResponse, decision: Decision | (() => Decision)): void {
  const guarded = response as GuardedResponse;
  const charge = guarded[chargeKey];
  if (charge !== undefined) {
    charge.decision = decision;
    return;
  }
  guarded[chargeKey] = { decision, writeHead: guarded.writeHead as Charge["writeHead"] };
  guarded.writeHead = writeHead;
}

/** Lets the headers go out as the application makes them, whoever was in charge. */
export function dismissCharge(response: NodeResponse): void {
  const charge = (response as GuardedResponse)[chargeKey];
  if (charge !== undefined) charge.decision = null;
}

/** https://nodejs.org/api/http.html#responsewriteheadstatuscode-statusmessage-headers */
function writeHead(
  this: GuardedResponse,
  statusCode: unknown,
  reason?: unknown,
  headers?: unknown,
): unknown {
  const charge = this[chargeKey] as Charge;
  // Too late (and Node will say so), or none of ours.
  if (this.headersSent || charge.decision === null)
    return charge.writeHead.call(this, statusCode, reason, headers);

  const decision =
    typeof charge.decision === "function" ? (charge.decision = charge.decision()) : charge.decision;
  const given = typeof reason === "string" ? headers : (headers ?? reason);
  const send = charge.writeHead;
  if (typeof given !== "object" || given === null) {
    const alone = standsAlone(this, send);
    if (!alone) setHeaders(this, decision);
    const ours = alone ? asObject(decision) : undefined;
    return typeof reason === "string"
      ? send.call(this, statusCode, reason, ours)
      : send.call(this, statusCode, ours);
  }

  // NB: It is tempting to set ours and pass the rest on. Node would then treat the rest as additions to ours, in which a name
  // can't stand twice, and of several `Set-Cookie` in an array the last would remain.
  const vary = removeAccessControl(this);
  const committed = committedHeaders(given as GivenHeaders, decision, vary);
  return typeof reason === "string"
    ? send.call(this, statusCode, reason, committed)
    : send.call(this, statusCode, committed);
}

/** The headers of a decision where the application has none. */
function asObject(decision: Decision): Record<string, string> {
  const { headers, vary } = decision;
  const object: Record<string, string> = {};
  // The names are ours.
  for (let index = 0; index < headers.length; index++) {
    const entry = headers[index] as (typeof headers)[number];
    object[entry[0]] = entry[1];
  }
  if (vary.length > 0) object["Vary"] = varyOf(null, vary);
  return object;
}

/** Sets the headers of a decision beside what the application has set. */
function setHeaders(response: NodeResponse, decision: Decision): void {
  const written = removeAccessControl(response);
  const { headers, vary } = decision;
  for (let index = 0; index < headers.length; index++) {
    const entry = headers[index] as (typeof headers)[number];
    response.setHeader(entry[0], entry[1]);
  }
  if (vary.length > 0) response.setHeader("Vary", varyOf(written, vary));
}

/** Removes what the application has set of CORS, and returns its `Vary`. */
function removeAccessControl(response: NodeResponse): string | null {
  let vary: string | null = null;
  for (const name of response.getHeaderNames()) {
    if (name === "vary") vary = textOf(response.getHeader(name));
    else if (isAccessControl(name)) response.removeHeader(name);
  }
  return vary;
}

function varyOf(written: string | null, names: Decision["vary"]): string {
  // Nearly every response: nothing was written, and there is one name.
  if (written === null && names.length === 1) return names[0] as string;
  return mergeVary(written, names);
}
