/** The browsers that a scenario can be performed in. */
export type BrowserName = "chromium" | "firefox";

export const browserNames: readonly BrowserName[] = ["chromium", "firefox"];
