// What is shown of one example, whether its page is a cause's or a code's.

import { codeOf } from "./book.mjs";
import { block, code, prose, table } from "./markdown.mjs";

/** @typedef {import("./book.mjs").Example} Example */
/** @typedef {import("../../packages/explain/dist/index.d.ts").EngineRun} EngineRun */
/** @typedef {import("../../packages/explain/dist/index.d.ts").Fix} Fix */

export const nameOfEngine = {
  standard: "The standard's",
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
};

/** @param {Example} example @returns {string} */
export const introduceExample = ({ title, number, explanation: { scenario, diagram } }) => {
  const { api, method = "GET", url, credentials } = scenario.request;
  const sandboxed = scenario.page.sandboxed === true ? ", sandboxed," : "";
  const name = number === null ? title : `${title} (situation ${number})`;
  if (isBesideRequests({ explanation: { diagram } }))
    return `The example: **${prose(name)}**, between the page ${code(scenario.page.url)} and ${code(url)}. It is no request that CORS has a part in, and no engine of this repository does it: a console's sentence alone tells of it.`;
  return `The example: **${prose(name)}**. The page ${code(scenario.page.url)}${sandboxed} asks for ${code(`${method} ${url}`)}, by ${code(api)}${credentials === undefined ? "" : ` with ${code(`credentials: ${credentials}`)}`}.`;
};

/** Whether only a console told of it, and it is no request. @param {{ explanation: Pick<Example["explanation"], "diagram"> }} example */
export const isBesideRequests = ({ explanation: { diagram } }) => diagram.arrows.length === 0;

/** What each browser prints, where it prints anything. @param {Example} example @returns {string[]} */
export function consoleParts({ explanation: { runs } }) {
  const browsers = runs.filter(({ engine }) => engine !== "standard");
  const silent = browsers.filter(({ console: lines }) => lines.length === 0);
  return [
    ...browsers
      .filter(({ console: lines }) => lines.length > 0)
      .map(({ engine, console: lines }) => `${nameOfEngine[engine]}:\n\n${block("text", lines)}`),
    ...(silent.length === 0
      ? []
      : [`Nothing is printed by ${silent.map(({ engine }) => nameOfEngine[engine]).join(", ")}.`]),
  ];
}

/** @param {EngineRun} run @returns {string} */
function told({ outcome }) {
  switch (outcome.kind) {
    case "readable":
      return `the response, status ${outcome.status}`;
    case "opaque":
      return `a response of type ${code(outcome.type)}, which it may not look into`;
    case "loaded":
      return outcome.access === "opaque" ? "it loads, and can't be read" : "it loads";
    case "failed":
      return code(outcome.message === "" ? outcome.error : `${outcome.error}: ${outcome.message}`);
  }
}

/** @param {Example} example @returns {string} */
export const outcomeTable = ({ explanation: { runs } }) =>
  table(
    ["engine", "what the page is told", "why"],
    runs.map((run) => [
      nameOfEngine[run.engine],
      told(run),
      run.failure === null ? "" : code(codeOf(run)),
    ]),
  );

// What a browser sends with every request, and what decides nothing here.
const everyday =
  /^(?:accept|accept-encoding|accept-language|user-agent|referer|dnt|priority|connection|te|sec-ch-ua.*|sec-gpc)$/i;

/** @param {EngineRun} run @returns {string[]} */
const messageLines = ({ messages }) =>
  messages.flatMap(({ method, url, headers, reply, part }, at) => [
    ...(at === 0 ? [] : [""]),
    `${method} ${url}${part === "before" ? "   (before)" : ""}`,
    ...headers.filter(([name]) => !everyday.test(name)).map(([name, value]) => `${name}: ${value}`),
    "",
    ...(reply.kind === "response"
      ? [
          `HTTP ${reply.status}${reply.from === "cache" ? "   (from the browser's cache)" : ""}`,
          ...reply.headers.map(([name, value]) => `${name}: ${value}`),
        ]
      : [`(${reply.kind === "failure" ? reply.failure : `not sent: ${reply.obstacle}`})`]),
  ]);

/** @param {EngineRun} run @returns {string} who is asked for what, and where the answers come from */
const courseOf = ({ messages }) =>
  JSON.stringify(
    messages.map(({ method, url, reply }) => [
      method,
      url,
      reply.kind,
      reply.kind === "response" ? reply.from : "",
    ]),
  );

/** Chromium's, and those of the browsers that go another way. @param {Example} example @returns {string[]} */
export function messageParts({ explanation: { runs } }) {
  const browsers = runs.filter(({ engine }) => engine !== "standard");
  return browsers
    .filter(
      (run, at) =>
        at === 0 || !browsers.slice(0, at).some((one) => courseOf(one) === courseOf(run)),
    )
    .flatMap((run) => {
      const same = browsers.filter((other) => courseOf(other) === courseOf(run));
      const names = same.map(({ engine }) => nameOfEngine[engine]);
      const others =
        names.length === 1 ? "" : `; the same goes for ${names.slice(1).join(" and ")}`;
      return run.messages.length === 0
        ? [`Nothing is sent by ${names.join(", ")}.`]
        : [
            `${names[0]}, without what goes with every request${others}:`,
            block("http", messageLines(run)),
          ];
    });
}

/** A policy as one writes it. @param {NonNullable<Fix["policy"]>} policy @returns {string[]} */
const policyLines = (policy) => [
  "cors({",
  ...Object.entries(policy).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`),
  "})",
];

/** @param {Fix} fix @returns {string[]} */
export function fixParts({ title, place, diff, policy, verified }) {
  const where = place.at === "" ? "" : `, ${code(place.at)}`;
  const gainers = verified.strangers.filter(
    ({ before, after }) => before === "blocked" && after === "reads",
  );
  const strangers = verified.strangers.map(({ kind, origin }) => `${code(origin)} (${kind})`);
  return [
    `### ${prose(title)}`,
    `Where: the ${place.who}${where}.`,
    ...diff.map(({ message, removed, added }) =>
      block("diff", [
        `  ${message}`,
        ...removed.map((line) => `- ${line}`),
        ...added.map((line) => `+ ${line}`),
      ]),
    ),
    ...(policy === null
      ? []
      : [`With \`@crosswalk/cors\`:\n\n${block("ts", policyLines(policy))}`]),
    `Tried: it works in ${verified.engines.length} of 4 engines. ${strangers.length} strangers were let try as well, ${strangers.join(", ")}: ${gainers.length === 0 ? "none gains anything" : `${gainers.length} gain`}.`,
  ];
}
