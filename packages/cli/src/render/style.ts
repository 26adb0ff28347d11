/** How parts of a text stand out: by colour where there is one, by nothing where there isn't. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly added: (text: string) => string;
}

const code = (start: number, end: number) => (text: string) =>
  `\u001B[${start}m${text}\u001B[${end}m`;
const plain = (text: string): string => text;

export function styleOf(hasColour: boolean): Style {
  return hasColour
    ? {
        bold: code(1, 22),
        dim: code(2, 22),
        good: code(32, 39),
        bad: code(31, 39),
        removed: code(31, 39),
        added: code(32, 39),
      }
    : { bold: plain, dim: plain, good: plain, bad: plain, removed: plain, added: plain };
}
