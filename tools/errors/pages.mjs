// The pages: one for each cause, one for each code, and the index.

import { codeOf, findingOf } from "./book.mjs";
import {
  consoleParts,
  fixParts,
  introduceExample,
  isBesideRequests,
  messageParts,
  nameOfEngine,
  outcomeTable,
} from "./example-parts.mjs";
import { code, list, pageLink, prose, section, table, unique } from "./markdown.mjs";
import { tryCures } from "./popular-cures.mjs";

/** @typedef {import("./book.mjs").Book} Book */
/** @typedef {import("./book.mjs").Example} Example */
/** @typedef {import("./book.mjs").Finding} Finding */
/** @typedef {import("./book.mjs").ExplainPackage} ExplainPackage */

const WRITTEN =
  "Written by `node tools/errors.mjs`; what is shown of the example is what the engines of this repository make of it.";

/** @param {readonly string[]} parts @returns {string} */
const page = (parts) => `${parts.join("\n\n")}\n`;

/** Why no standard has a place for a cause. @type {ReadonlyMap<string, string>} */
const reasonsWithoutPlace = new Map([
  [
    "hidden-by-dev-proxy",
    "None: a development server that passes requests on is no part of any standard. The browser sees requests of one origin.",
  ],
  [
    "protection-switched-off",
    "None: browsers that don't check are outside of the standard. What they leave out is the [CORS check](https://fetch.spec.whatwg.org/#concept-cors-check).",
  ],
]);

/** @param {string} cause @returns {string} */
function beyondStandards(cause) {
  const reason = reasonsWithoutPlace.get(cause);
  if (reason === undefined)
    throw new Error(`${cause} has neither a place in a standard nor a reason for that`);
  return reason;
}

/** @param {{ title: string, step: string, url: string }} place */
const standardLink = ({ title, step, url }) =>
  `[${title}${step === "" ? "" : `, step ${step}`}](${url})`;

/** @param {Finding} finding @returns {string} */
const evidenceList = ({ evidence }) =>
  list(
    evidence.map(({ source, of, line, remark }) => {
      const shown = [line === "" ? "" : code(line), prose(remark)].filter((text) => text !== "");
      return `${source} of ${code(of)}: ${shown.join(", ")}`;
    }),
  );

/**
 * @param {Pick<ExplainPackage, "run">} explainPackage @param {Book} book @param {string} cause
 * @returns {Promise<string>}
 */
export async function causePage({ run }, { byName, codes }, cause) {
  const [example, ...others] = byName.get(cause) ?? [];
  const finding = example === undefined ? undefined : findingOf(example, cause);
  if (example === undefined || finding === undefined) throw new Error(`${cause} has no example`);
  const { explanation } = example;
  const isCause = finding.role === "cause";
  const cures = isCause && finding.cors ? await tryCures(run, explanation) : [];
  const own = others.filter(({ explanation: { findings } }) => findings[0]?.cause === cause);
  const said = new Set([finding.why]);
  const related = unique([
    ...[example, ...own].flatMap((one) => [
      ...one.codes,
      ...one.explanation.findings.map((other) => other.cause),
    ]),
    ...[...byName].flatMap(([name, [first]]) => {
      const other = first === undefined ? undefined : findingOf(first, name);
      const shared = other?.situations.some((number) => finding.situations.includes(number));
      return shared === true ? [name] : [];
    }),
  ]).filter((name) => name !== cause);
  return page([
    `# ${cause}`,
    `**${prose(finding.title)}**`,
    WRITTEN,
    introduceExample(example),
    ...section("What the browsers print", consoleParts(example)),
    ...(isBesideRequests(example)
      ? []
      : [
          ...section("What the page is told", [outcomeTable(example)]),
          ...section("The messages", messageParts(example)),
        ]),
    ...section("Why", [
      prose(finding.why),
      ...(finding.evidence.length === 0 ? [] : ["What decides:", evidenceList(finding)]),
    ]),
    ...section("What to change", [
      prose(finding.change),
      ...(isCause ? explanation.fixes.flatMap(fixParts) : []),
      ...(isCause && explanation.fixes.length === 0
        ? [
            "No change of headers, request or page was found that makes the example work in every engine.",
          ]
        : []),
    ]),
    ...section(
      "What not to do",
      cures.length === 0
        ? []
        : [
            "Often advised, and tried on this example, in Chromium. Where others can read it as well, it is right only for what everyone may read.",
            table(
              ["instead of that", "the page", "who else can read it then"],
              cures.map(({ title, page: result, strangers }) => [title, result, strangers]),
            ),
          ],
    ),
    ...section(
      "Other ways to come to it",
      own.length === 0
        ? []
        : [
            list(
              own.map(({ title, explanation: { findings } }) => {
                const why = findings[0]?.why ?? "";
                const isSaid = said.has(why);
                said.add(why);
                return `**${prose(title)}**${isSaid ? "" : `: ${prose(why)}`}`;
              }),
            ),
          ],
    ),
    ...section(
      "In the standard",
      finding.standard === null ? [beyondStandards(cause)] : [standardLink(finding.standard)],
    ),
    ...section("See also", [
      list([
        ...related.map((name) => `${codes.includes(name) ? "code " : ""}${pageLink(name)}`),
        "[all causes and codes](README.md)",
      ]),
    ]),
  ]);
}

/** Of a code's examples, the causes that come first, each once. @param {Book} book @param {string} name @returns {string[]} */
const causesOf = ({ byName }, name) =>
  unique(
    (byName.get(name) ?? []).flatMap(({ explanation: { findings } }) =>
      findings[0] === undefined ? [] : [findings[0].cause],
    ),
  );

/**
 * @param {Book} book @param {string} name
 * @param {{ meaning: string, place: { title: string, step: string, url: string } }} words @returns {string}
 */
export function codePage(book, name, { meaning, place }) {
  const examples = book.byName.get(name) ?? [];
  // The one whose every engine says so, if there is one.
  const example =
    examples.find(({ explanation: { runs } }) => runs.every((run) => codeOf(run) === name)) ??
    examples[0];
  if (example === undefined) throw new Error(`${name} has no example`);
  const causes = causesOf(book, name);
  const titleOf = (/** @type {string} */ cause) => {
    const [first] = book.byName.get(cause) ?? [];
    return first === undefined ? "" : (findingOf(first, cause)?.title ?? "");
  };
  const finding = example.explanation.findings[0];
  return page([
    `# ${name}`,
    `**${prose(meaning)}**`,
    `A code of Chromium's \`CorsError\`, and of \`@crosswalk/cors/protocol\`. ${WRITTEN}`,
    introduceExample(example),
    ...section("What the browsers print", consoleParts(example)),
    ...section("What the page is told", [outcomeTable(example)]),
    ...section("The messages", messageParts(example)),
    ...section("Why", finding === undefined ? [] : [prose(finding.why)]),
    ...section("What to change", [
      ...(finding === undefined ? [] : [prose(finding.change)]),
      ...example.explanation.fixes.flatMap(fixParts),
    ]),
    ...section("What is behind it", [
      list(causes.map((cause) => `${pageLink(cause)}: ${prose(titleOf(cause))}`)),
    ]),
    ...section("In the standard", [standardLink(place)]),
    ...section("See also", [
      list([
        ...book.codes
          .filter((other) => other === `Preflight${name}` || name === `Preflight${other}`)
          .map((other) => `code ${pageLink(other)}`),
        "[all causes and codes](README.md)",
      ]),
    ]),
  ]);
}

/** @param {string} line of a console @returns {string} */
const withoutUrls = (line) =>
  line.replaceAll(/\b(?:https?|file):\/\/[^\s'"“”‘’,)]*[^\s'"“”‘’,).]/g, "…");

/** WebKit says most things twice. @param {readonly string[]} lines @returns {string[]} */
const once = (lines) =>
  lines.filter((line) => !lines.some((other) => line === `Failed to load resource: ${other}`));

/** @param {Book} book @param {ReadonlyMap<string, string>} meanings of causes and codes, a sentence each @returns {string} */
export function indexPage(book, meanings) {
  const { causes, codes, examples } = book;
  const meaningOf = (/** @type {string} */ name) => prose(meanings.get(name) ?? "");
  const sentences = /** @type {const} */ (["chromium", "firefox", "webkit"]).flatMap((engine) => {
    /** @type {Map<string, string[]>} */
    const found = new Map();
    for (const { explanation } of examples) {
      const { runs, findings } = explanation;
      const lines = runs.find((run) => run.engine === engine)?.console ?? [];
      const cause = findings.find(
        ({ engines, role }) => role === "cause" && engines.includes(engine),
      );
      if (cause === undefined) continue;
      for (const line of unique(once(lines).map(withoutUrls)))
        found.set(line, [...(found.get(line) ?? []), cause.cause]);
    }
    const rows = [...found]
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
      .map(([line, names]) => [code(line), unique(names).map(pageLink).join(", ")]);
    return [`### ${nameOfEngine[engine]}`, table(["it prints", "which may be"], rows)];
  });
  return page([
    "# Errors, and what they mean",
    `A page for each cause that \`explain\` names and for each code of Chromium's \`CorsError\`, with the example that shows it. ${WRITTEN}`,
    "[By the sentence on the console](#by-the-sentence-on-the-console) · [by situation](#by-situation) · [by code](#by-code) · [by cause](#by-cause)",
    ...section("By the sentence on the console", [
      "`…` stands for a URL or an origin; other values are those of the examples.",
      ...sentences,
    ]),
    ...section("By situation", [
      table(
        ["", "what happens", "cause"],
        examples
          .filter(({ number }) => number !== null)
          .map(({ number, title, explanation: { findings } }) => [
            String(number),
            prose(title),
            findings[0] === undefined ? "" : pageLink(findings[0].cause),
          ]),
      ),
    ]),
    ...section("By code", [
      table(
        ["code", "meaning", "cause"],
        codes.map((name) => [
          pageLink(name),
          meaningOf(name),
          causesOf(book, name).map(pageLink).join(", "),
        ]),
      ),
    ]),
    ...section("By cause", [
      table(
        ["cause", "meaning"],
        causes.map((name) => [pageLink(name), meaningOf(name)]),
      ),
    ]),
  ]);
}
