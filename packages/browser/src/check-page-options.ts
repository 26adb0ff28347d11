import { ArgumentCheck, isObject } from "./infrastructure/argument-check.ts";
import { referrerPolicies } from "./infrastructure/referrer-policy.ts";
import { isWholeUrl, suggestedUrl } from "./infrastructure/whole-url.ts";
import type { PageOptions } from "./page.ts";

const known = [
  "sandboxed",
  "parent",
  "referrerPolicy",
  "upgradeInsecureRequests",
  "noStore",
  "onConsole",
] as const satisfies readonly (keyof PageOptions)[];

/**
 *     "https://app.example/"             // permitted
 *     "data:text/html,"                  // permitted: a page of an opaque origin
 *     "app.example"                      // prohibited: no page has a relative URL
 *     "localhost:3000"                   // prohibited: its scheme would be "localhost:"
 *     new URL("localhost:3000")          // permitted: whoever has parsed it means what it is
 */
export function checkPage(url: string | URL, options: PageOptions, isParent: boolean): void {
  const check = new ArgumentCheck("browser.open(url, options)");
  const text = String(url);
  check.require(
    url instanceof URL || isWholeUrl(text),
    "url",
    url,
    `a URL with its scheme, as "${suggestedUrl(text, "https://app.example/")}"`,
  );
  if (isObject(options)) {
    check.requireKnown(options, known);
    const { sandboxed, parent, referrerPolicy, upgradeInsecureRequests, noStore, onConsole } =
      options;
    check.require(
      sandboxed === undefined ||
        typeof sandboxed === "boolean" ||
        (typeof sandboxed === "string" && /^\s*sandbox(?:\s|;|$)/i.test(sandboxed)),
      "sandboxed",
      sandboxed,
      'true, false, or the directive whole, as "sandbox allow-scripts"',
    );
    check.require(
      parent === undefined || isParent,
      "parent",
      parent,
      "the page that holds it, as open(…) of the same browser returned it",
    );
    check.require(
      referrerPolicy === undefined || referrerPolicies.includes(referrerPolicy),
      "referrerPolicy",
      referrerPolicy,
      `one of ${referrerPolicies.map((policy) => `"${policy}"`).join(", ")}`,
    );
    check.require(
      upgradeInsecureRequests === undefined || typeof upgradeInsecureRequests === "boolean",
      "upgradeInsecureRequests",
      upgradeInsecureRequests,
      "true or false",
    );
    check.require(
      noStore === undefined || typeof noStore === "boolean",
      "noStore",
      noStore,
      "true where the document came with Cache-Control: no-store, or false",
    );
    check.require(
      onConsole === undefined || typeof onConsole === "function",
      "onConsole",
      onConsole,
      "({ text, url }) => …",
    );
  } else check.require(false, "options", options, "{ sandboxed: true }, or nothing");
  check.done();
}
