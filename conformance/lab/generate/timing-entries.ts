import type { Step } from "../case.ts";

/** Notes the entries of a URL, each with those of its members that are not zero. */
export const entriesOf = (url: string): Step => ({
  script: [
    "let entries = [];",
    "for (let turn = 0; turn < 15 && entries.length === 0; turn++) {",
    "  await wait(20);",
    `  entries = performance.getEntriesByName("${url}");`,
    "}",
    `const members = ["requestStart", "responseStart", "transferSize"];`,
    "for (const entry of entries)",
    "  note(entry.entryType, members.filter((name) => entry[name] > 0));",
    `note("entries", entries.length);`,
  ].join("\n"),
});

/** Lines of `Timing-Allow-Origin`. */
export const lines = (...values: readonly string[]): string[] =>
  values.map((value) => `Timing-Allow-Origin: ${value}`);
