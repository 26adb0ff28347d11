import type { Case } from "../../case.ts";
import type { DriverName } from "../../drivers/driver.ts";
import { casesOf } from "../generate.ts";
import { clearedSiteSituations } from "./cleared-sites.ts";
import { heldModuleSituations } from "./held-modules.ts";
import { heldPreloadSituations } from "./held-preloads.ts";
import { manyCookieSituations } from "./many-cookies.ts";
import { memorySituations } from "./memory.ts";
import { nestedSandboxSituations } from "./nested-sandboxes.ts";
import { preflightSituations } from "./preflights.ts";
import { openTogetherSituations } from "./open-together.ts";
import { partitionSituations, responseSituations } from "./responses.ts";
import { sitePolicySituations } from "./site-policies.ts";
import { siteCookieSituations } from "./site-cookies.ts";

/** What documents share, one after the other, each on its own or in frames, and hosts of one site. */
export function documentCases(browser: DriverName): Case[] {
  return [
    ...casesOf("shared-preflights", preflightSituations()),
    ...casesOf("shared-responses", responseSituations()),
    ...casesOf("shared-memory", memorySituations()),
    ...casesOf("site-cookies", siteCookieSituations()),
    ...casesOf("cleared-sites", clearedSiteSituations()),
    ...casesOf("many-cookies", manyCookieSituations()),
    ...casesOf("site-policies", sitePolicySituations()),
    ...casesOf("response-partitions", partitionSituations()),
    ...casesOf("held-preloads", heldPreloadSituations()),
    ...casesOf("nested-sandboxes", nestedSandboxSituations()),
    ...casesOf("open-together", openTogetherSituations()),
    ...(browser === "webkit" ? casesOf("held-modules", heldModuleSituations()) : []),
  ];
}
