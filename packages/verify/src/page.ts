/** What runs in a page: requests of every kind, and what a script can tell of them. */
export { bodyValue } from "./page/body.ts";
export type { Outcome, StepOutcome } from "./page/outcome.ts";
export { performRequest } from "./page/perform-request.ts";
export type { Api, Body, HeaderLines, ScriptRequest } from "./page/script-request.ts";
