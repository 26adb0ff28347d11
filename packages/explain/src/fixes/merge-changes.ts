import type { Change } from "../explanation.ts";

/**
 * Adds changes that were proposed for the changed scenario to those that changed it. Its rules are numbered otherwise: those
 * that were added come first.
 */
export function mergeChanges(before: readonly Change[], more: readonly Change[]): Change[] {
  const added = before.filter(({ kind }) => kind === "answer-preflight").length;
  return more.reduce<Change[]>(
    (changes, change) => {
      if (!("rule" in change)) return add(changes, change);
      if (change.rule >= added) return add(changes, { ...change, rule: change.rule - added });
      return inAnswer(changes, change);
    },
    [...before],
  );
}

/** What is set twice is set once, to the later value. */
function add(changes: readonly Change[], change: Change): Change[] {
  const rest = changes.filter(
    (other) =>
      !(
        change.kind === "set-header" &&
        other.kind === "set-header" &&
        other.rule === change.rule &&
        other.name.toLowerCase() === change.name.toLowerCase()
      ),
  );
  return [...rest, change];
}

/** A change to an answer that was itself added is made there. */
function inAnswer(
  changes: readonly Change[],
  change: Change & { readonly rule: number },
): Change[] {
  let index = -1;
  return changes.map((other) => {
    if (other.kind !== "answer-preflight") return other;
    index += 1;
    if (index !== change.rule || change.kind !== "set-header") return other;
    const rest = other.answer.headers.filter(
      ([name]) => name.toLowerCase() !== change.name.toLowerCase(),
    );
    return {
      ...other,
      answer: { ...other.answer, headers: [...rest, [change.name, change.value] as const] },
    };
  });
}
