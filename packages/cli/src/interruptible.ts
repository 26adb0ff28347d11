// As a shell has it: 128 and the signal's number.
const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Does work during which a signal ends the process the orderly way, so that what is to be done at its end is done. Without it, a
 * browser would outlive us: it is in a group of its own, and doesn't hear Ctrl-C.
 */
export async function interruptible<Result>(work: () => Promise<Result>): Promise<Result> {
  const listeners = Object.entries(codes).map(
    ([signal, code]) => [signal as NodeJS.Signals, () => process.exit(code)] as const,
  );
  // Not `once`: a second Ctrl-C, which npx passes on beside the terminal's own, would end us amid the tidying up.
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    return await work();
  } finally {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  }
}
