import type { PatchOperation } from "./policy-issue.ts";

/**
 * Applies the fix of one issue to a policy and returns the mended copy; the input is not changed.
 *
 * The operations are JSON Patch (RFC 6902), of which fixes use `add`, `replace` and `remove`.
 *
 * @throws TypeError if an operation points to nothing, which happens where the fix belongs to another policy
 */
export function applyFix(policy: unknown, fix: readonly PatchOperation[]): unknown {
  let mended = policy;
  for (const operation of fix) {
    const keys = operation.path.split("/").slice(1).map(unescapePointer);
    mended = applyAt(mended, keys, operation);
  }
  return mended;
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function applyAt(target: unknown, keys: readonly string[], operation: PatchOperation): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) {
    if (operation.op === "remove") throw new TypeError("A fix cannot remove the policy itself");
    return operation.value;
  }
  if (typeof target !== "object" || target === null) {
    throw new TypeError(
      `The fix does not fit this policy: nothing stands at ${JSON.stringify(operation.path)}`,
    );
  }
  if (Array.isArray(target)) return applyToList(target, key, rest, operation);
  return applyToObject(target, key, rest, operation);
}

function applyToList(
  target: readonly unknown[],
  key: string,
  rest: readonly string[],
  operation: PatchOperation,
): unknown[] {
  const copy = [...target];
  const index = key === "-" ? copy.length : Number(key);
  if (rest.length > 0) copy[index] = applyAt(copy[index], rest, operation);
  else if (operation.op === "remove") copy.splice(index, 1);
  else copy.splice(index, operation.op === "add" ? 0 : 1, operation.value);
  return copy;
}

function applyToObject(
  target: object,
  key: string,
  rest: readonly string[],
  operation: PatchOperation,
): Record<string, unknown> {
  const entries = Object.entries(target).filter(([name]) => name !== key);
  const before: unknown = Object.hasOwn(target, key) ? Reflect.get(target, key) : undefined;
  if (rest.length > 0) entries.push([key, applyAt(before, rest, operation)]);
  else if (operation.op !== "remove") entries.push([key, operation.value]);
  return Object.fromEntries(entries);
}
