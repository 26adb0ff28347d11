import type { CorsGuard, GuardFacts } from "../policy/cors-guard.ts";
import type { Decision } from "../policy/decision.ts";
import { GuardConflictError } from "./guard-conflict-error.ts";

interface Acting {
  readonly guard: CorsGuard;
  readonly decision: Decision | Promise<Decision>;
}

/** The guards that are acting at this moment, by the request they act on. */
const actingOn = new WeakMap<object, Acting>();

/**
 * Lets a guard act on a request that is given as an object, once: a guard that meets the request again further in acts on the
 * decision that was made.
 *
 * The request is forgotten afterwards, because the same object may be handled again: that is another request.
 *
 * @param act what to do with the decision
 * @throws GuardConflictError (as a rejection) where another guard acts on the request
 */
export async function withGuard<Result>(
  guard: CorsGuard,
  request: object,
  factsOf: () => GuardFacts,
  act: (decision: Decision) => Result | Promise<Result>,
): Promise<Result> {
  const present = actingOn.get(request);
  if (present !== undefined) {
    if (present.guard !== guard) throw new GuardConflictError();
    return act(await present.decision);
  }

  const decision = guard.decide(factsOf());
  actingOn.set(request, { guard, decision });
  try {
    return await act(decision instanceof Promise ? await decision : decision);
  } finally {
    actingOn.delete(request);
  }
}
