import type { CorsGuard } from "../policy/cors-guard.ts";
import type { Decision } from "../policy/decision.ts";
import { undecided } from "./apply-decision.ts";
import type { Outcome } from "./apply-decision.ts";
import { committedHeaders } from "./committed-headers.ts";
import type { GivenHeaders } from "./committed-headers.ts";
import { meet } from "./guard-mark.ts";
import { headerFacts } from "./node-facts.ts";
import type { NodeHeaders } from "./node-facts.ts";

/** What is used of a `ServerHttp2Stream`. */
export interface NodeStream {
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  respond(headers?: Record<string, string | number>, options?: { endStream?: boolean }): void;
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

interface GuardedStream {
  [name: string | symbol]: unknown;
}

/** Lets a guard act on a stream of the core API of `node:http2`. */
export function guardStream(
  guard: CorsGuard,
  stream: NodeStream,
  headers: NodeHeaders,
): Outcome | Promise<Outcome> {
  const met = meet(guard, stream);
  if (met !== "first") return met === "again" ? "continue" : met;

  const facts = headerFacts(pseudo(headers, ":method"), pseudo(headers, ":path"), headers);
  const decision = guard.decide(facts);
  // Nothing waits for a guard that only reports.
  if (guard.mode === "report-only") return "continue";
  const charge = { decision: decision instanceof Promise ? undecided : decision };
  takeCharge(stream as unknown as GuardedStream, charge);
  const act = (made: Decision): Outcome => {
    charge.decision = made;
    if (made.kind !== "preflight") return "continue";
    if (!stream.headersSent && !stream.destroyed) answerPreflight(stream, made);
    return "answered";
  };
  return decision instanceof Promise ? decision.then(act) : act(decision);
}

function pseudo(headers: NodeHeaders, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

function answerPreflight(
  stream: NodeStream,
  decision: Extract<Decision, { kind: "preflight" }>,
): void {
  const length = decision.status === 403 ? { "content-length": "0" } : {};
  stream.respond({ ":status": decision.status, ...length }, { endStream: true });
}

function takeCharge(stream: GuardedStream, charge: { readonly decision: Decision }): void {
  const commit = (given: unknown): GivenHeaders => {
    const headers = typeof given === "object" && given !== null ? (given as GivenHeaders) : {};
    return committedHeaders(headers, charge.decision, null);
  };

  const respond = stream["respond"] as Method;
  const guarded: Method = function (headers, options) {
    return respond.call(this, commit(headers), options);
  };
  stream["respond"] = guarded;
  // A stream that is written to before `respond` responds by itself, through a second name for the same method.
  for (const name of otherNames(stream, respond)) stream[name] = guarded;

  for (const name of ["respondWithFile", "respondWithFD"]) {
    const send = stream[name] as Method;
    stream[name] = function (this: unknown, file: unknown, headers: unknown, options: unknown) {
      return send.call(this, file, commit(headers), checkedOptions(options, commit));
    };
  }
}

/** The symbols under which a method of a prototype is known too. */
function otherNames(stream: object, method: unknown): symbol[] {
  const names: symbol[] = [];
  for (
    let owner = Object.getPrototypeOf(stream);
    owner !== null;
    owner = Object.getPrototypeOf(owner)
  ) {
    for (const name of Object.getOwnPropertySymbols(owner)) {
      if (Object.getOwnPropertyDescriptor(owner, name)?.value === method) names.push(name);
    }
  }
  return names;
}

/** `statCheck` is shown the headers just before they go out, and may change them. */
function checkedOptions(options: unknown, commit: (given: unknown) => GivenHeaders): unknown {
  const statCheck = (options as { readonly statCheck?: unknown } | undefined | null)?.statCheck;
  if (typeof statCheck !== "function") return options;
  const checked = function (
    this: unknown,
    stat: unknown,
    headers: Record<string, unknown>,
    range: unknown,
  ): unknown {
    const result: unknown = statCheck.call(this, stat, headers, range);
    const committed = commit(headers) as Record<string, unknown>;
    for (const name of Object.keys(headers)) delete headers[name];
    for (const name of Object.keys(committed)) headers[name.toLowerCase()] = committed[name];
    return result;
  };
  return { ...(options as object), statCheck: checked };
}
