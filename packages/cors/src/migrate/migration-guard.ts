import { compilePolicy } from "../policy/compile-policy.ts";
import { CorsGuard } from "../policy/cors-guard.ts";
import type { GuardOptions } from "../policy/cors-guard.ts";
import { MigrationError } from "./migration-error.ts";
import type { Translation } from "./translation.ts";

/** What is not in today's options: how to watch the guard at work. */
export type BesideOptions = Pick<GuardOptions, "mode" | "onDecision" | "onError">;

/** An option that all entry points have beside today's. */
export interface WithGuardOptions {
  /**
   * How the guard is watched: `{ mode: "report-only", onDecision: log }` for a trial; `onError` is told of what a function of the
   * options throws.
   */
  readonly guard?: BesideOptions;
}

/** The guards of policies without anything beside them, by policy. */
const sharedGuards = new Map<string, CorsGuard>();
/** An application has a few. One that makes middleware for every request shall not keep them all. */
const MAX_SHARED_GUARDS = 1_000;

/**
 * The guard of translated options; null where CORS is off.
 *
 * Equal policies have one guard: `cors()` is written once for each route in many an application, and may well run twice on a request.
 *
 * @throws MigrationError with every problem, if there is one
 */
export function migrationGuard(
  translation: Translation,
  library: string,
  adapter: string,
  beside: BesideOptions | undefined,
  resolveOrigin: GuardOptions["resolveOrigin"],
): CorsGuard | null {
  const { outcome, policy } = translation;
  if (outcome === "refused") throw new MigrationError(translation, library, adapter);
  if (policy === null) return null;
  if (outcome === "resolver") {
    const compiled = compilePolicy(policy, { mayBeEmpty: true });
    return new CorsGuard({ "": compiled }, null, {
      ...beside,
      ...(resolveOrigin && { resolveOrigin }),
    });
  }
  if (beside !== undefined) return new CorsGuard({ "": policy }, null, beside);
  return sharedGuard(policy);
}

/** The guard of a route that is shared with no one. */
export function closedGuard(): CorsGuard {
  return (closed ??= new CorsGuard(
    { "": compilePolicy({ allowOrigins: [] }, { mayBeEmpty: true }) },
    null,
    {},
  ));
}
let closed: CorsGuard | undefined;

function sharedGuard(policy: NonNullable<Translation["policy"]>): CorsGuard {
  const key = JSON.stringify(policy);
  const shared = sharedGuards.get(key);
  if (shared !== undefined) return shared;
  const guard = new CorsGuard({ "": policy }, null, {});
  if (sharedGuards.size < MAX_SHARED_GUARDS) sharedGuards.set(key, guard);
  return guard;
}
