import { describe, expect, it } from "vitest";
import { explain, readPaste, toldScenario } from "../../src/index.ts";

// front_end/core/sdk/NetworkRequest.ts, and Firefox's dom/locales/en-US/chrome/security.
const SET = "This attempt to set a cookie via a Set-Cookie header was blocked because";
const said: readonly (readonly [text: string, setCookie: string, why: RegExp])[] = [
  [
    `${SET} it had the "SameSite=Lax" attribute but came from a cross-site response which was not the response to a top-level navigation.`,
    "your-cookie=1; Path=/; SameSite=Lax",
    /`SameSite=Lax`/,
  ],
  [
    `${SET} it had the "SameSite=Strict" attribute but came from a cross-site response which was not the response to a top-level navigation.`,
    "your-cookie=1; Path=/; SameSite=Strict",
    /`SameSite=Strict`/,
  ],
  [
    `${SET} it had the "SameSite=None" attribute but did not have the "Secure" attribute, which is required in order to use "SameSite=None".`,
    "your-cookie=1; Path=/; SameSite=None",
    /without `Secure`/,
  ],
  [
    `${SET} it had the "Secure" attribute but was not received over a secure connection.`,
    "your-cookie=1; Path=/; SameSite=None; Secure",
    /the connection isn't/,
  ],
  [
    `${SET} its Domain attribute was invalid with regards to the current host url.`,
    "your-cookie=1; Path=/; Domain=elsewhere.example",
    /`Domain=elsewhere.example`/,
  ],
  [
    'This Set-Cookie header didn\'t specify a "SameSite" attribute and was defaulted to "SameSite=Lax," and was blocked because it came from a cross-site response which was not the response to a top-level navigation. The Set-Cookie had to have been set with "SameSite=None" to enable cross-site usage.',
    "your-cookie=1; Path=/",
    /no `SameSite`/,
  ],
  [
    "This cookie was blocked due to third-party cookie phaseout. Learn more in the Issues tab.",
    "your-cookie=1; Path=/; SameSite=None; Secure",
    /keeps third parties' cookies back/,
  ],
  [
    "This cookie was blocked because its path was not an exact match for or a superdirectory of the request url's path.",
    "your-cookie=1; Path=/elsewhere",
    /`Path=\/elsewhere`/,
  ],
  [
    "Cookie “sid” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.",
    "sid=1; Path=/; SameSite=Lax",
    /`SameSite=Lax`/,
  ],
  [
    "Cookie “sid” rejected because it has the “SameSite=None” attribute but is missing the “secure” attribute.",
    "sid=1; Path=/; SameSite=None",
    /without `Secure`/,
  ],
  [
    "Cookie “sid” has been rejected because it is foreign and does not have the “Partitioned“ attribute.",
    "sid=1; Path=/; SameSite=None; Secure",
    /keeps third parties' cookies back/,
  ],
  [
    "Cookie “sid” has been rejected because a non-HTTPS cookie can’t be set as “secure”.",
    "sid=1; Path=/; SameSite=None; Secure",
    /the connection isn't/,
  ],
  [
    "Cookie “sid” has been rejected for invalid domain.",
    "sid=1; Path=/; Domain=elsewhere.example",
    /`Domain=elsewhere.example`/,
  ],
];

describe("what a browser says of a cookie", () => {
  it.each(said)("%s", async (text, setCookie, why) => {
    const [draft] = readPaste(text);
    const scenario = await toldScenario(draft!.told!, draft!);
    expect(scenario.cookies?.map((cookie) => cookie.setCookie)).toEqual([setCookie]);
    const { findings, outcome } = await explain(scenario, { showSecrets: true });
    expect(outcome).toBe("allowed");
    const note = findings.find(({ cause }) => cause === "cookies-not-sent");
    expect(note?.why).toMatch(why);
  });
});

// Of none of these is an attribute at fault that tells third parties apart.
it.each([
  "Cookie “sid” has been rejected because it is already expired.",
  "Cookie “sid” has been rejected for invalid prefix.",
  "Cookie “sid” has been rejected because there is already an HTTP-Only cookie but script tried to store a new one.",
  'This cookie was blocked because it had the "SameSite=Lax" attribute but the request was cross-site. This request is considered cross-site because the URL has a different scheme than the current site.',
])("a reason of its own is quoted: %s", async (text) => {
  const [draft] = readPaste(text);
  const { findings } = await explain(await toldScenario(draft!.told!, draft!));
  const note = findings.find(({ cause }) => cause === "cookies-not-sent");
  expect(note?.why).toContain(text);
  expect(note?.why).not.toMatch(/third part|another site/);
});
