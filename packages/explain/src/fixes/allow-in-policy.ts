import { violatedDirective } from "../run/content-security-policy.ts";
import type { ScenarioPage, ScenarioRequest } from "../scenario.ts";
import { originOf } from "../diagnose/run-facts.ts";

/**
 * The page's `Content-Security-Policy` with the URL's origin in the directive that forbids it. A `default-src` isn't widened: the
 * directive that it stands for is written out. Null where the page has more than one policy.
 */
export function allowedByPolicy(
  page: ScenarioPage,
  request: ScenarioRequest,
  url: string,
): string | null {
  const policies = (page.headers ?? []).filter(
    ([name]) => name.toLowerCase() === "content-security-policy",
  );
  const value = policies[0]?.[1];
  const violated = violatedDirective(page, request, new URL(url));
  if (value === undefined || policies.length > 1 || value.includes(",") || violated === null)
    return null;
  const sources = violated.directive
    .split(" ")
    .slice(1)
    .filter((source) => source !== "'none'");
  const added = [...sources, originOf(url)].join(" ");
  const directives = value
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "");
  if (violated.name.toLowerCase() === "default-src")
    return [...directives, `${violated.ownName} ${added}`].join("; ");
  return directives
    .map((directive) =>
      directive.split(/\s+/, 1)[0] === violated.name ? `${violated.name} ${added}` : directive,
    )
    .join("; ");
}
