import type { Reply } from "../case.ts";

/** One of the laboratory's files, as an element is given it. */
export const loadedFile = (
  asset: string,
  type: string,
  status: number,
  ...lines: readonly string[]
): Reply => ({
  status,
  headers: [...lines, `Content-Type: ${type}`, "Cache-Control: no-store"],
  asset,
});
