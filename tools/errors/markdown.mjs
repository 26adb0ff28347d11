// How pages are written down.

/**
 * A sentence whose code spans stay as they are, and in which nothing else formats or links.
 *
 * @param {string} text @returns {string}
 */
export const prose = (text) =>
  text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/[\\*_[\]<>|#]/g, "\\$&")))
    .join("");

/** @param {string} text @returns {string} */
export const code = (text) => {
  const fence = text.includes("`") ? "``" : "`";
  return fence === "`" ? `\`${text}\`` : `${fence} ${text} ${fence}`;
};

/** In a cell, a bar would end it. @param {string} text @returns {string} */
const cell = (text) => text.replaceAll("|", "\\|");

/** @param {string} language @param {readonly string[]} lines @returns {string} */
export const block = (language, lines) => ["```" + language, ...lines, "```"].join("\n");

/** @param {readonly string[]} heads @param {readonly (readonly string[])[]} rows @returns {string} */
export const table = (heads, rows) =>
  [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map(cell).join(" | ")} |`)
    .join("\n");

/** @param {readonly string[]} items @returns {string} */
export const list = (items) => items.map((item) => `- ${item}`).join("\n");

/** @param {string} name a cause or a code @returns {string} */
export const pageLink = (name) => `[${name}](${name}.md)`;

/** @param {string} title @param {readonly string[]} parts @returns {string[]} nothing where there is nothing to say */
export const section = (title, parts) => (parts.length === 0 ? [] : [`## ${title}`, ...parts]);

/** Of several, each once. @template T @param {readonly T[]} values @returns {T[]} */
export const unique = (values) => [...new Set(values)];
