import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { LoadContext, LoadFailure, LoadOutcome } from "./load.ts";

/** How an element asks about what another one of its page has loaded. */
export interface Asking {
  /** Whether there is anything. */
  readonly isInMemory: boolean;
  /** Whether it went out as a question about that. */
  isAskedAbout: boolean;
}

/**
 * Loads what a page's memory may have, and leaves it what it was where asking about it fails, in engines that keep what
 * they have made of it.
 */
export async function loadAskingAbout(
  { loads }: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  /** What it has in common with those that it is the same as. */
  alike: readonly string[],
  load: (asking: Asking | null) => Promise<LoadOutcome>,
): Promise<LoadOutcome> {
  if (!rules.asksAboutMemory.has(kind)) return load(null);
  const key = JSON.stringify(["memory", ...alike]);
  const known = loads.get(key);
  const asking: Asking = { isInMemory: known !== undefined, isAskedAbout: false };
  const outcome = await load(asking);
  const { failure } = outcome;
  if (failure === null) loads.set(key, Promise.resolve(outcome));
  else loads.delete(key);
  return known !== undefined && failure !== null && isKept(rules, kind, asking, failure)
    ? { ...(await known), cause: outcome.cause }
    : outcome;
}

/** Whether what memory has of it stays what it was. */
export const isKept = (
  { keepsAskedAbout }: ElementRules,
  kind: LoadKind,
  asking: Asking | null,
  failure: LoadFailure,
): boolean =>
  asking?.isInMemory === true &&
  asking.isAskedAbout &&
  keepsAskedAbout.get(kind)?.has(failure) === true;
