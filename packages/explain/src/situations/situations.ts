import { allowOrigin } from "./allow-origin.ts";
import { elements } from "./elements.ts";
import { pages } from "./pages.ts";
import { preflightLists } from "./preflight-lists.ts";
import { redirects } from "./redirects.ts";
import { serverAnswers } from "./server-answers.ts";
import type { Situation } from "./situation.ts";

/** What people run into, by number: the work list of this package, and what its reference pages show. */
export const situations: readonly Situation[] = [
  ...serverAnswers,
  ...redirects,
  ...allowOrigin,
  ...preflightLists,
  ...elements,
  ...pages,
].sort((one, other) => one.number - other.number);
