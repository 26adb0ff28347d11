import type { CorsGuard } from "../policy/cors-guard.ts";
import { GuardConflictError } from "./guard-conflict-error.ts";

/** Where a response keeps the guard that acts on it, and those that only report; the same for every copy of this module. */
const actingMark: unique symbol = Symbol.for("crosswalk.cors") as never;
const reportingMark: unique symbol = Symbol.for("crosswalk.cors reporting") as never;

interface Marked {
  [actingMark]?: CorsGuard;
  [reportingMark]?: Set<CorsGuard>;
}

/**
 * Notes that a guard has met an exchange: for the first time, again, or after another one that acts on it. A guard that only
 * reports is in nobody's way, so that a new policy can be watched beside the one in force.
 *
 * @param holder an object that lives as long as the exchange: its response or stream
 */
export function meet(guard: CorsGuard, holder: object): "first" | "again" | GuardConflictError {
  const marked = holder as Marked;
  if (guard.mode === "report-only") {
    const reporting = (marked[reportingMark] ??= new Set());
    if (reporting.has(guard)) return "again";
    reporting.add(guard);
    return "first";
  }
  const present = marked[actingMark];
  if (present !== undefined) return present === guard ? "again" : new GuardConflictError();
  marked[actingMark] = guard;
  return "first";
}
