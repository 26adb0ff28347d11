/** How patterns differ from an expression, or why there are none. */
export type RegExpRemark =
  /** Refused. */
  | "not-understood"
  | "matches-no-origin"
  | "any-host"
  | "open-start"
  | "open-end"
  | "part-of-a-label"
  | "part-of-the-port"
  | "custom-scheme"
  /** The patterns let in less. */
  | "loose-dot"
  | "any-scheme"
  /** The patterns let in more, of the same host. */
  | "more-labels"
  | "more-names"
  | "default-port";

/** Those for which an expression is refused, or with `"any-host"` lets in everyone. */
export const refusals: ReadonlySet<RegExpRemark> = new Set([
  "not-understood",
  "matches-no-origin",
  "any-host",
  "open-start",
  "open-end",
  "part-of-a-label",
  "part-of-the-port",
  "custom-scheme",
]);
