/** What a page's script could tell of one request. Members that do not apply are absent. */
export interface Outcome {
  /** `fulfilled` and `rejected` of promises, `load` and `error` of events, `thrown`, `timeout`, `sent`. */
  readonly result: string;
  readonly error?: string;
  readonly type?: string;
  readonly status?: number;
  readonly statusText?: string;
  readonly url?: string;
  readonly redirected?: boolean;
  readonly headers?: readonly (readonly [string, string])[] | string;
  /** The body's text, or the name of the error that reading it gave. */
  readonly body?: string;
  /** XMLHttpRequest's events in order. */
  readonly events?: string;
  /** What else an element gives away: pixels, rules, error messages. */
  readonly readable?: string;
  /** What a script noted, in order. */
  readonly notes?: readonly string[];
}

/** One entry a step: null for a wait, a list for requests made together. */
export type StepOutcome = Outcome | null | readonly Outcome[];
