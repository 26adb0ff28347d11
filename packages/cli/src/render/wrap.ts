/** Breaks a text at spaces into lines of at most so many columns, each after an indent. A longer word, a URL, stays whole. */
export function wrap(text: string, columns: number, indent = ""): string {
  const width = Math.max(20, columns - indent.length);
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines.map((line) => (line === "" ? "" : indent + line)).join("\n");
}
