/** What the links of one response have led to so far. */
export interface LinkTrail {
  /** How many links there are between that response and what is loaded next. */
  readonly depth: number;
  /** What was loaded of it, at any depth. */
  readonly loaded: Set<string>;
}
