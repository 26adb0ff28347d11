import type { Situation } from "./situation.ts";
import { autoUpgradeSituations } from "./supplement-loads-auto-upgrades.ts";

/** Pictures and sound of a page's own host that it writes with http:, as other browsers have them among `auto-upgrades`. */
export function* firefoxOwnUpgradeSituations(): Generator<Situation> {
  for (const one of autoUpgradeSituations("chromium"))
    // NB: What is asked over https of a server of http never ends.
    if (one.page === "u" && !/\{[ln]\/\}/.test(one.title)) yield one;
}
