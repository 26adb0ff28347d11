// What the pages are made of: every example, explained by the engines.

import { extraExamples } from "./extra-examples.mjs";
import { unique } from "./markdown.mjs";

/** @typedef {typeof import("../../packages/explain/dist/index.d.ts")} ExplainPackage */
/** @typedef {import("../../packages/explain/dist/index.d.ts").Explanation} Explanation */
/** @typedef {import("../../packages/explain/dist/index.d.ts").Finding} Finding */
/** @typedef {typeof import("../../packages/cors/dist/protocol/index.d.ts")} ProtocolPackage */

/**
 * @typedef {object} Example
 * @property {string} title
 * @property {number | null} number in the list of situations
 * @property {Explanation} explanation
 * @property {readonly string[]} codes of CorsError, in whichever engine
 */

/**
 * @typedef {object} Book
 * @property {readonly Example[]} examples
 * @property {readonly string[]} causes
 * @property {readonly string[]} codes
 * @property {ReadonlyMap<string, readonly Example[]>} byName by cause and by code; the first is the one that is shown
 */

/** Runs judge these beside the engine, under names of their own. */
const codesOfObstacles = new Map([
  ["insecure-local-network", "InsecureLocalNetwork"],
  ["local-network-access-denied", "LocalNetworkAccessPermissionDenied"],
  ["other-address-space", "InvalidLocalNetworkAccess"],
  ["service-worker", "InvalidResponse"],
]);

/** @param {Explanation["runs"][number]} run @returns {string} empty where nothing fails */
export const codeOf = ({ failure }) =>
  failure === null ? "" : (codesOfObstacles.get(failure.code) ?? failure.code);

/** @param {Example} example @param {string} cause @returns {Finding | undefined} */
export const findingOf = ({ explanation }, cause) =>
  explanation.findings.find((finding) => finding.cause === cause);

/**
 * @param {Pick<ExplainPackage, "explain" | "situations" | "causeIds">} explainPackage
 * @param {Pick<ProtocolPackage, "corsErrorCodes">} protocol @returns {Promise<Book>}
 */
export async function readBook({ explain, situations, causeIds }, { corsErrorCodes }) {
  /** @type {readonly string[]} */
  const codes = corsErrorCodes;
  const given = [
    ...situations.map(({ number, title, cause, scenario }) => ({
      number,
      title,
      shows: /** @type {string} */ (cause),
      scenario,
    })),
    ...extraExamples.map((example) => ({ ...example, number: null })),
  ];
  /** @type {Map<string, Example[]>} */
  const byName = new Map([...causeIds, ...codes].map((name) => [name, []]));
  /** @type {Example[]} */
  const examples = [];
  /** @type {(readonly [string, Example])[]} */
  const alsoShown = [];
  for (const { number, title, shows, scenario } of given) {
    const explanation = await explain(scenario);
    const found = unique(explanation.runs.map(codeOf)).filter((name) => codes.includes(name));
    const example = { title, number, explanation, codes: found };
    const names = [...explanation.findings.map(({ cause }) => cause), ...found];
    if (!names.some((name) => name === shows))
      throw new Error(`"${title}" is to show ${shows}, and shows ${names.join(", ")}`);
    examples.push(example);
    byName.get(shows)?.push(example);
    for (const name of names) if (name !== shows) alsoShown.push([name, example]);
  }
  // Those that are there for something else come last: they are shown where there is no better one.
  for (const [name, example] of alsoShown) byName.get(name)?.push(example);
  return { examples, causes: causeIds, codes, byName };
}
