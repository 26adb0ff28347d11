import type { OriginName, PageName } from "../case.ts";
import type { Origins } from "../placeholders.ts";

/** A document of one of the laboratory's origins, and whether the frame it is in sandboxes it. */
export interface Level {
  readonly origin: OriginName;
  readonly isSandboxed: boolean;
}

/** The documents that a name tells of, the innermost first: that of `sandboxed b in c in a` is b's. */
export const levelsOf = (page: PageName): Level[] =>
  page.split(" in ").map((words) => ({
    origin: words.replace("sandboxed ", "") as OriginName,
    isSandboxed: words.startsWith("sandboxed "),
  }));

const HOLDER = "/lab/holds?";

/** Where the outermost of these documents is. The innermost is the plain page, the others hold the one before. */
export function heldUrl(levels: readonly Level[], origins: Origins): string {
  const { origin } = levels.at(-1)!;
  const held = levels
    .slice(0, -1)
    .map((level) => (level.isSandboxed ? `sandboxed-${level.origin}` : level.origin));
  return `${origins[origin]}${held.length === 0 ? "/lab/page" : `${HOLDER}${held.join(".")}`}`;
}

/** The frame that is in the document of this path, if it is one of those that hold another. */
export function heldFrame(target: string, origins: Origins): string | null {
  if (!target.startsWith(HOLDER)) return null;
  const levels = target
    .slice(HOLDER.length)
    .split(".")
    .map((word) => ({
      origin: word.slice(-1) as OriginName,
      isSandboxed: word.startsWith("sandboxed-"),
    }));
  const sandbox = levels.at(-1)!.isSandboxed ? ' sandbox="allow-scripts"' : "";
  return `<iframe${sandbox} src="${heldUrl(levels, origins)}"></iframe>`;
}
