import type { FailureCode } from "../engine-run.ts";
import type { RunFacts } from "./run-facts.ts";

const ofOrigin: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "MissingAllowOriginHeader",
  "AllowOriginMismatch",
  "InvalidAllowOriginValue",
  "MultipleAllowOriginValues",
]);

/** Whether the CORS check found no leave for this origin, or leave for another. */
export function isOriginFailure({ check }: RunFacts): boolean {
  return check !== null && ofOrigin.has(check);
}

/** Whether the response at which it ended has no `Access-Control-Allow-Origin`. */
export function isMissing({ check }: RunFacts): boolean {
  return check === "MissingAllowOriginHeader";
}

/** Whether it has one that doesn't fit. */
export function isMismatch(facts: RunFacts): boolean {
  return isOriginFailure(facts) && !isMissing(facts);
}

export function isRedirect({ status }: RunFacts): boolean {
  return status !== null && [301, 302, 303, 307, 308].includes(status);
}

/** Whether a preflight was answered with that kind of status, whatever the browser blames. */
export function isFailedPreflight(facts: RunFacts): boolean {
  const { isPreflight, status, code } = facts;
  const isOk = status !== null && status >= 200 && status <= 299;
  return isPreflight && code !== null && status !== null && !isOk;
}

/** Whether the preflight was refused by what knows CORS: it looked at `Origin`, says so in `Vary`, and asks for no login. */
export function isOriginRefused(facts: RunFacts): boolean {
  const { status, response, isTold } = facts;
  const varies = (response.get("Vary") ?? "").split(",").map((name) => name.trim().toLowerCase());
  return (
    isFailedPreflight(facts) &&
    status === 403 &&
    isTold("Vary") &&
    varies.includes("origin") &&
    response.get("WWW-Authenticate") === null &&
    response.get("Access-Control-Allow-Origin") === null
  );
}
