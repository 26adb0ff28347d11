/** What a browser said about a request beside what the script could see. */
export interface Diagnostic {
  /** `console`: a line on the console. `cors`: Chromium's `corsErrorStatus`. */
  readonly kind: "console" | "cors";
  /** The URL the browser attributes it to, or "" if it names none. */
  readonly url: string;
  readonly text: string;
}

/** One browser with one page. */
export interface Driver {
  readonly name: DriverName;
  /** For example `156.0.8078.79`. */
  readonly version: string;
  /** The most cases to run side by side without mixing up their diagnostics. */
  readonly concurrency: number;
  /** Whether what it keeps depends on which connections are open, so that they must be before a case. */
  readonly needsConnections: boolean;
  navigate(url: string): Promise<void>;
  /** Evaluates an expression in the page, awaits it, and returns its string. */
  evaluate(expression: string): Promise<string>;
  /** Empties caches whose size could make one batch depend on those before it. */
  forget(): Promise<void>;
  /** Everything said since the last call, once the page's own words so far have arrived. */
  takeDiagnostics(): Promise<Diagnostic[]>;
  close(): Promise<void>;
}

export type DriverName = "chromium" | "firefox" | "webkit";

export interface DriverOptions {
  /** Of the certificate that the https origins present; the browsers are told to accept it. */
  readonly spkiFingerprint: string;
  /** Where to begin. WebKit goes to a file in no other way. */
  readonly firstPage: string;
}

/** The console line by which a driver learns that all earlier lines have arrived. */
export const FENCE = "crosswalk-lab-fence";
