import type { Terminal } from "../terminal.ts";

/** How far a long reading is, on one line that is written over; nothing where nobody looks on. */
export interface Progress {
  report(progress: { readonly read: number; readonly entries: number }): void;
  clear(): void;
}

const MEBIBYTE = 2 ** 20;

export function progressOf(terminal: Terminal): Progress {
  let shown = -1;
  return {
    report({ read, entries }) {
      const mebibytes = Math.floor(read / MEBIBYTE);
      if (!terminal.isInteractive || mebibytes === shown) return;
      shown = mebibytes;
      terminal.error(`\r${mebibytes} MiB read, ${entries} requests`);
    },
    clear() {
      if (shown === -1) return;
      shown = -1;
      terminal.error("\r\u001B[K");
    },
  };
}

/** Says what is waited for, as long as it is. */
export async function showWaiting<Result>(
  coming: Promise<Result>,
  terminal: Terminal,
): Promise<Result> {
  if (!terminal.isInteractive) return coming;
  terminal.error("\rTrying it in the browsers that are here…");
  try {
    return await coming;
  } finally {
    terminal.error("\r\u001B[K");
  }
}
