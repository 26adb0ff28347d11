/** What a command's exit code says. */
export const exitCodes = {
  fine: 0,
  /** Something was found, or refused. */
  findings: 1,
  /** The command was not understood. */
  usage: 2,
  /** Something could not be reached. */
  unreachable: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
