// What people try first, tried: whether it helps the page, and whom else it helps.

/** @typedef {typeof import("../../packages/explain/dist/index.d.ts")} ExplainPackage */
/** @typedef {import("../../packages/explain/dist/index.d.ts").Explanation} Explanation */
/** @typedef {import("../../packages/explain/dist/index.d.ts").Scenario} Scenario */
/** @typedef {Awaited<ReturnType<ExplainPackage["run"]>>} EngineRun */

/**
 * @typedef {object} Cure
 * @property {string} title
 * @property {(scenario: Scenario) => boolean} fits
 * @property {(scenario: Scenario, origin: string) => Scenario} apply `origin` is who asks, as a server that reflects it sees it
 */

const STRANGER = "https://stranger.invalid";

/** @param {Scenario} scenario @param {readonly (readonly [string, string])[]} lines @returns {Scenario} */
const withAnswered = (scenario, lines) => ({
  ...scenario,
  answers: scenario.answers.map((rule) => {
    const { answer } = rule;
    if ("failure" in answer) return rule;
    const kept = answer.headers.filter(
      ([name]) => !lines.some(([other]) => other.toLowerCase() === name.toLowerCase()),
    );
    return { ...rule, answer: { ...answer, headers: [...kept, ...lines] } };
  }),
});

/** @param {Scenario} scenario */
const isScript = ({ request: { api } }) => api === "fetch" || api === "xhr";

/** @param {Scenario} scenario */
const isOpaque = ({ page }) => page.sandboxed === true || page.url.startsWith("file:");

/** @type {readonly Cure[]} */
const cures = [
  {
    title: '`mode: "no-cors"` in the request',
    fits: ({ request: { api, mode } }) => api === "fetch" && mode === undefined,
    apply: (scenario) => ({ ...scenario, request: { ...scenario.request, mode: "no-cors" } }),
  },
  {
    title: "`Access-Control-Allow-Origin: *` as a header of the request",
    fits: isScript,
    apply: (scenario) => {
      const { request } = scenario;
      const headers = [
        ...(request.headers ?? []),
        /** @type {const} */ (["Access-Control-Allow-Origin", "*"]),
      ];
      return { ...scenario, request: { ...request, headers } };
    },
  },
  {
    title: "`Access-Control-Allow-Origin: *` in every response",
    fits: () => true,
    apply: (scenario) => withAnswered(scenario, [["Access-Control-Allow-Origin", "*"]]),
  },
  {
    title: "`Access-Control-Allow-Origin: null` in every response",
    fits: isOpaque,
    apply: (scenario) => withAnswered(scenario, [["Access-Control-Allow-Origin", "null"]]),
  },
  {
    title:
      "whatever `Origin` asks reflected in every response, with `Access-Control-Allow-Credentials: true`",
    fits: () => true,
    apply: (scenario, origin) =>
      withAnswered(scenario, [
        ["Access-Control-Allow-Origin", origin],
        ["Access-Control-Allow-Credentials", "true"],
      ]),
  },
];

/**
 * @param {EngineRun} run @returns {string}
 */
function resultOf({ outcome, failure }) {
  switch (outcome.kind) {
    case "readable":
      return "reads the response";
    case "loaded":
      return outcome.access === "opaque" ? "shows it, and can't read it" : "loads it";
    case "opaque":
      return "gets an opaque response: no status, no headers, no body";
    case "failed":
      return `still fails: \`${failure?.code ?? outcome.error}\``;
  }
}

/** @param {EngineRun} run */
const reads = ({ outcome }) =>
  outcome.kind === "readable" || (outcome.kind === "loaded" && outcome.access !== "opaque");

/**
 * Each cure that is none, with what the page gets in Chromium, and what a stranger's page and a sandboxed frame in it get.
 *
 * @param {ExplainPackage["run"]} run @param {Explanation} explanation
 * @returns {Promise<{ title: string, page: string, strangers: string }[]>}
 */
export async function tryCures(run, { scenario, runs }) {
  const { page } = scenario;
  const origin = isOpaque(scenario) ? "null" : new URL(page.url).origin;
  const before = runs.find(({ engine }) => engine === "chromium");
  const strangers = [
    { origin: STRANGER, page: { url: `${STRANGER}/` } },
    { origin: "null", page: { url: `${STRANGER}/`, sandboxed: true } },
  ];
  const tried = [];
  for (const cure of cures) {
    if (!cure.fits(scenario)) continue;
    const own = await run(cure.apply(scenario, origin), "chromium");
    const readers = [];
    for (const stranger of strangers) {
      const asStranger = { ...scenario, page: stranger.page };
      const had = await run(asStranger, "chromium");
      const has = await run(cure.apply(asStranger, stranger.origin), "chromium");
      if (!reads(had) && reads(has)) readers.push(`\`${stranger.origin}\``);
    }
    if (reads(own) && readers.length === 0) continue;
    const isSame =
      own.failure?.code === before?.failure?.code && own.outcome.kind === before?.outcome.kind;
    tried.push({
      title: cure.title,
      page: isSame && !reads(own) ? `${resultOf(own)}, as before` : resultOf(own),
      strangers: readers.length === 0 ? "nobody" : readers.join(" and "),
    });
  }
  return tried;
}
