/** What a browser said about a request beside what the script could see. */
export interface Diagnostic {
  /** `console`: a line on the console. `cors`: Chromium's `corsErrorStatus`. */
  readonly kind: "console" | "cors";
  /** The URL the browser attributes it to, or "" if it names none. */
  readonly url: string;
  readonly text: string;
}

/** How to start a browser. */
export interface StartOptions {
  readonly command: string;
  /** Ends it, while it is starting too. */
  readonly signal?: AbortSignal;
  /** Whether it can reach nothing but loopback addresses, and knows no names. */
  readonly isConfined?: boolean;
}

/** One browser with one page. */
export interface Driver {
  /** For example `156.0.8078.79`. */
  readonly version: string;
  navigate(url: string): Promise<void>;
  /** Evaluates an expression in the page, awaits it, and returns its string. */
  evaluate(expression: string): Promise<string>;
  /** Empties caches whose size could make one batch depend on those before it. */
  forget(): Promise<void>;
  forgetCookies(): Promise<void>;
  /** Everything said since the last call, once the page's own words so far have arrived. */
  takeDiagnostics(): Promise<Diagnostic[]>;
  close(): Promise<void>;
}
