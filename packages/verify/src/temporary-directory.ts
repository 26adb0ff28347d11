import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is gone with the process, if not before. */
export interface TemporaryDirectory {
  readonly path: string;
  remove(): void;
}

/** `before` runs first where the process ends: what still writes there must not. */
export function temporaryDirectory(
  prefix: string,
  { within = tmpdir(), before = () => {} }: { within?: string; before?: () => void } = {},
): TemporaryDirectory {
  const path = mkdtempSync(join(within, prefix));
  const remove = (): void => {
    process.removeListener("exit", onExit);
    // Processes that were killed may still be writing their last files.
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  const onExit = (): void => {
    before();
    remove();
  };
  process.once("exit", onExit);
  return { path, remove };
}
