/** The command line, or what it names, cannot be used; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
