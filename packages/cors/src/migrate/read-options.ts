import { nearestName } from "../policy/nearest-name.ts";
import type { TranslationDraft } from "./translation-draft.ts";

/** Options of one middleware that another has under another name, and slips that mean one of them. */
const ALIASES: readonly (readonly string[])[] = [
  ["origin", "origins", "allowOrigin", "allowOrigins", "allowedOrigin", "allowedOrigins"],
  ["methods", "allowMethods", "allowedMethods"],
  ["allowedHeaders", "allowHeaders", "headers"],
  ["exposedHeaders", "exposeHeaders"],
  ["credentials", "allowCredentials", "credential"],
];

/**
 * The options as a record, with the unknown ones reported. An unknown one that was clearly meant as another takes its place, so
 * that the nearest policy has what was meant.
 *
 * @returns null where they are no options at all
 */
export function readOptions(
  draft: TranslationDraft,
  given: unknown,
  known: readonly string[],
): Readonly<Record<string, unknown>> | null {
  if (given === undefined || given === null) return {};
  if (typeof given !== "object" || Array.isArray(given)) {
    draft.problem(
      typeof given === "function" ? "options/delegate" : "options/not-an-object",
      "",
      given,
    );
    return null;
  }
  const options: Record<string, unknown> = { ...given };
  for (const name of Object.keys(options)) {
    if (known.includes(name) || name === "guard") continue;
    const meant = meantBy(name, known);
    draft.problem(
      "option/unknown",
      name,
      options[name],
      meant === null ? "remove it" : `write ${meant}`,
    );
    if (meant !== null && !(meant in options)) options[meant] = options[name];
  }
  return options;
}

function meantBy(name: string, known: readonly string[]): string | null {
  const alias = ALIASES.find((names) => names.includes(name))?.find((other) =>
    known.includes(other),
  );
  return alias ?? nearestName(name, known);
}
