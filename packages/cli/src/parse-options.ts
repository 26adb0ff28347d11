import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearest } from "./nearest.ts";
import { UsageError } from "./usage-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** @throws UsageError in the place of what `parseArgs` throws */
export function parseOptions<const Given extends Options>(
  parameters: readonly string[],
  options: Given,
): ReturnType<typeof parseArgs<{ options: Given; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
    const meant =
      unknown === undefined ? null : nearest(unknown.replace(/^-+/, ""), Object.keys(options));
    // The first sentence says what is wrong; the others explain `parseArgs`.
    const said = message.split(". ")[0]!;
    throw new UsageError(meant === null ? said : `${said}; did you mean --${meant}?`);
  }
}
