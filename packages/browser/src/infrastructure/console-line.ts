/** What stands on a page's console, beside the URL that it is about. */
export interface ConsoleLine {
  readonly text: string;
  readonly url: string;
}

/** Hears of each line as it is printed. */
export type ConsoleListener = (line: ConsoleLine) => void;
