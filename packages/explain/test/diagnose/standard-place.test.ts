import { describe, expect, it } from "vitest";
import { type CauseId, explain, situations } from "../../src/index.ts";

// Steps of https://fetch.spec.whatwg.org/ and of https://wicg.github.io/local-network-access/, by hand.
const places: readonly [cause: CauseId, url: string, step: string][] = [
  ["content-security-policy", "https://fetch.spec.whatwg.org/#concept-main-fetch", "7"],
  ["embedder-policy", "https://fetch.spec.whatwg.org/#concept-http-fetch", "5"],
  ["service-worker", "https://fetch.spec.whatwg.org/#concept-http-fetch", "3.5.7"],
  ["local-network-access", "https://wicg.github.io/local-network-access/#fetching", ""],
  ["connection-failed", "https://fetch.spec.whatwg.org/#concept-http-network-fetch", ""],
  ["header-not-exposed", "https://fetch.spec.whatwg.org/#concept-filtered-response-cors", ""],
];

describe("the place in the standard", () => {
  it.each(places)("of %s is where it fails there, not where the engine is told", async (...of) => {
    const [id, url, step] = of;
    const situation = situations.find(({ cause }) => cause === id);
    const { findings } = await explain(situation!.scenario);
    expect(findings[0]).toMatchObject({ cause: id, standard: { url, step } });
  });
});
