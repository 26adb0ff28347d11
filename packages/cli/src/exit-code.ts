/** What a command's exit code says. */
export const exitCodes = {
  fine: 0,
  /** Something was found, or refused. */
  findings: 1,
  /** The command was not understood. */
  usage: 2,
  /** Something could not be reached. */
  unreachable: 3,
  /** No browser is there, or none got far enough to verify anything. */
  unverified: 4,
  /** A browser did otherwise than was said of it. */
  contradicted: 5,
  /** Crosswalk itself failed: `EX_SOFTWARE` of sysexits.h. */
  fault: 70,
  /** What was found could not be written: `EX_IOERR`. */
  unwritten: 74,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
