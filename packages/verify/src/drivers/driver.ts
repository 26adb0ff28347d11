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
  /** Names that lead to 127.0.0.1. */
  readonly localNames?: readonly string[];
  /** Whether it can reach nothing but loopback addresses, and knows no names. */
  readonly isConfined?: boolean;
  /** Whether pages of one port come from the public network, and what its user lets them ask of his own. */
  readonly localNetwork?: LocalNetwork;
}

/** https://wicg.github.io/local-network-access/ */
export interface LocalNetwork {
  /** A port of 127.0.0.1 that counts as public. */
  readonly publicPort: number;
  /** One that counts as of the network around this machine, where it is not to be its own. */
  readonly localPort?: number;
  readonly permission: "denied" | "granted";
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
  /** Installs an extension out of a folder; the promise's function takes it out again. */
  installExtension(directory: string): Promise<() => Promise<void>>;
  /** Everything said since the last call, once the page's own words so far have arrived. */
  takeDiagnostics(): Promise<Diagnostic[]>;
  close(): Promise<void>;
}
