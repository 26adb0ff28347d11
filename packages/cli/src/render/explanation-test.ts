import type { Explanation } from "@crosswalk/explain";

/**
 * A test for Vitest that fails as the request does, and passes once the server answers as it should. It asks the server itself;
 * of an API that runs in the test's own process, `handlerTransport(…)` or `listenerTransport(…)` takes the URL's place.
 */
export function explanationTest({ scenario }: Explanation): string {
  const { page, request } = scenario;
  const { url, method, headers, credentials, mode, body, redirect } = request;
  const origin = page.sandboxed === true ? "null" : new URL(page.url).origin;
  // Without CORS a script is shown nothing, whatever the server answers: what it wants to read is asked for with it.
  const asked = mode === "no-cors" ? undefined : mode;
  const given = { method, headers, credentials, mode: asked, body, redirect };
  const init = Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `    ${name}: ${JSON.stringify(value)},\n`)
    .join("");
  return `import { corsMatchers } from "@crosswalk/browser/matchers";
import { expect, test } from "vitest";

expect.extend(corsMatchers);

test(${JSON.stringify(`${method ?? "GET"} ${url} can be read from ${origin}`)}, async () => {
  await expect(${JSON.stringify(url)}).toBeReadableFrom(${JSON.stringify(origin)}${
    init === ""
      ? ""
      : `, {
${init}  }`
  });
});
`;
}
