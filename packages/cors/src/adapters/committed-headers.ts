import { mergeVary } from "../policy/vary.ts";
import type { Decision } from "../policy/decision.ts";

/** Headers as `writeHead` and `respond` take them: an object, a flat array of names and values, or an array of pairs. */
export type GivenHeaders = Readonly<Record<string, unknown>> | readonly unknown[];

/**
 * The application's headers with everything of the decision's taken out and the decision's own put in. They keep the form
 * in which they were given, because the forms differ: only arrays, and objects passed alone, can hold a name twice.
 *
 * @param given what the application passed; it is not changed
 * @param decision what the guard decided
 * @param vary the `Vary` that was set before; what `given` has of it stands in its place
 */
export function committedHeaders(
  given: GivenHeaders,
  decision: Decision,
  vary: string | null,
): GivenHeaders {
  if (!isArray(given)) return committedObject(given, decision, vary);
  return isArray(given[0])
    ? committedPairs(given, decision, vary)
    : committedFlat(given, decision, vary);
}

/** `Array.isArray` that knows readonly arrays. */
function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function committedObject(
  given: Readonly<Record<string, unknown>>,
  decision: Decision,
  vary: string | null,
): GivenHeaders {
  // A header may be called `__proto__`.
  const committed: Record<string | symbol, unknown> = Object.create(null);
  const lines: string[] = [];
  for (const name of Object.keys(given)) {
    if (isVary(name)) lines.push(textOf(given[name]));
    else if (!isOwned(name, decision)) committed[name] = given[name];
  }
  // `http2.sensitiveHeaders` is a symbol.
  for (const symbol of Object.getOwnPropertySymbols(given))
    committed[symbol] = (given as Record<symbol, unknown>)[symbol];
  for (const [name, value] of decision.headers) committed[name] = value;
  const merged = mergedVary(lines, decision, vary);
  if (merged !== null) committed["Vary"] = merged;
  return committed;
}

function committedFlat(
  given: readonly unknown[],
  decision: Decision,
  vary: string | null,
): GivenHeaders {
  // An odd number of elements is a mistake that Node reports.
  if (given.length % 2 !== 0) return given;
  const committed: unknown[] = [];
  const lines: string[] = [];
  for (let index = 0; index < given.length; index += 2) {
    const name = given[index];
    const value = given[index + 1];
    if (isVary(name)) lines.push(textOf(value));
    else if (!isOwned(name, decision)) committed.push(name, value);
  }
  for (const [name, value] of decision.headers) committed.push(name, value);
  const merged = mergedVary(lines, decision, vary);
  if (merged !== null) committed.push("Vary", merged);
  return committed;
}

function committedPairs(
  given: readonly unknown[],
  decision: Decision,
  vary: string | null,
): GivenHeaders {
  const committed: unknown[] = [];
  const lines: string[] = [];
  for (const pair of given) {
    const [name, value] = isArray(pair) ? pair : [];
    if (isVary(name)) lines.push(textOf(value));
    else if (!isOwned(name, decision)) committed.push(pair);
  }
  for (const pair of decision.headers) committed.push([...pair]);
  const merged = mergedVary(lines, decision, vary);
  if (merged !== null) committed.push(["Vary", merged]);
  return committed;
}

/** The `Vary` to send, or null where there is none. */
function mergedVary(
  lines: readonly string[],
  decision: Decision,
  before: string | null,
): string | null {
  const written = lines.length > 0 ? lines.join(", ") : before;
  if (decision.vary.length > 0) return mergeVary(written, decision.vary);
  return lines.length > 0 ? written : null;
}

/** The value of a header that the application set, as it will stand on the wire. */
export function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function isVary(name: unknown): boolean {
  return typeof name === "string" && name.length === 4 && name.toLowerCase() === "vary";
}

/** Whether a header is the guard's to set, and not the application's. */
function isOwned(name: unknown, decision: Decision): boolean {
  if (typeof name !== "string") return false;
  const lower = name.toLowerCase();
  if (isAccessControl(lower)) return true;
  // Cross-Origin-Resource-Policy and Timing-Allow-Origin, where the policy sets them.
  return decision.headers.some(
    ([owned]) => owned.length === lower.length && owned.toLowerCase() === lower,
  );
}

/** Whether a header name, in lower case, is one of CORS. */
export function isAccessControl(lowerName: string): boolean {
  return lowerName.startsWith("access-control-");
}
