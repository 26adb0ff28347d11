import type { CorsGuard, GuardFacts } from "../policy/cors-guard.ts";
import type { Decision } from "../policy/decision.ts";
import { GuardConflictError } from "./guard-conflict-error.ts";

type Pending = Decision | Promise<Decision>;

/** The guards that are acting on a request at this moment, and what they decided. */
const actingOn = new WeakMap<object, Map<CorsGuard, Pending>>();

/**
 * Lets a guard act on a request that is given as an object, once: a guard that meets the request again further in acts on the
 * decision that was made. A guard that only reports is in nobody's way, and nothing waits for it.
 *
 * The request is forgotten afterwards, because the same object may be handled again: that is another request.
 *
 * @param act what to do with the decision; not called where the guard only reports
 * @param pass what to do where it does
 * @throws GuardConflictError (as a rejection) where another guard acts on the request
 */
export async function withGuard<Result>(
  guard: CorsGuard,
  request: object,
  factsOf: () => GuardFacts,
  act: (decision: Decision) => Result | Promise<Result>,
  pass: () => Result | Promise<Result>,
): Promise<Result> {
  const guards = actingOn.get(request) ?? new Map<CorsGuard, Pending>();
  const made = guards.get(guard);
  if (made !== undefined) return guard.mode === "report-only" ? pass() : act(await made);
  if (guard.mode === "enforce" && [...guards.keys()].some(({ mode }) => mode === "enforce")) {
    throw new GuardConflictError();
  }

  const decision = guard.decide(factsOf());
  guards.set(guard, decision);
  actingOn.set(request, guards);
  try {
    if (guard.mode === "report-only") return await pass();
    return await act(decision instanceof Promise ? await decision : decision);
  } finally {
    guards.delete(guard);
  }
}
