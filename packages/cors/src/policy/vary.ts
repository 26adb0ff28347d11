import type { VaryNames } from "./decision.ts";

/**
 * Adds names to a `Vary` header value and returns the new value. What was there stays as it was written; a name that is
 * there already, in any case, is not added; `*` absorbs everything.
 *
 * Values are split at commas, once: a handler's value may have come from anywhere, so the work stays linear.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5
 *
 * @param value the `Vary` value so far, several lines joined with `, `; null or empty where there is none
 * @param names the names to add
 */
export function mergeVary(value: string | null, names: VaryNames): string {
  const written = value ?? "";
  if (written === "") return names.includes("*") ? "*" : names.join(", ");

  const present = new Set<string>();
  for (const element of written.split(",")) present.add(element.trim().toLowerCase());
  if (present.has("*") || names.includes("*")) return "*";

  let merged = written;
  for (const name of names) {
    const lower = name.toLowerCase();
    if (present.has(lower)) continue;
    present.add(lower);
    merged += `, ${name}`;
  }
  return merged;
}
