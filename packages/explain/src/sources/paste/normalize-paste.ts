// What stands for a character in HTML, as far as it is found in commands and messages.
const entities: ReadonlyMap<string, string> = new Map([
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&#39;", "'"],
  ["&#x27;", "'"],
  ["&#039;", "'"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&nbsp;", " "],
  ["&#96;", "`"],
  ["&amp;", "&"],
]);
const ENTITY = /&(?:quot|apos|#0?39|#x27|#96|lt|gt|nbsp|amp);/g;

// Colours and links of a terminal, with their escape character or, where a copy lost that, without it.
const ANSI =
  /\u001B(?:\[[\d;:?]*[A-Za-z]|\][^\u0007\u001B]*(?:\u0007|\u001B\\))|\[(?:\d{1,3};){0,4}\d{1,3}m/g;

/** Takes off what pasting put on: a terminal's colours, line ends of Windows, invisible characters, fences, quotation marks of mails, line numbers, HTML. */
export function normalizePaste(given: string): string {
  const text = given
    .replace(ANSI, "")
    .replace(/\r\n?/g, "\n")
    // What joins or parts words without being seen.
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .replace(/[\u00A0\u202F]/g, " ")
    // What a line's end, or a reader of pictures, has torn apart.
    .replace(
      /\b(Access-(?:Control-(?:Allow-|Request-|Expose-|Max-)?)?|Cross-|same-)\n[ \t]*(?=[A-Z][a-z])/g,
      "$1",
    )
    .replace(/\b(https?) ?: ?\/\/ ?(?=[\w[])/g, "$1://");
  const lines: readonly string[] = withoutEntities(text).split("\n");
  return [withoutRawContent, withoutFences, withoutQuoting, withoutNumbers, withoutIndent]
    .reduce<readonly string[]>((left, change) => change(left), lines)
    .join("\n");
}

/** Only where there are some that nobody writes but for HTML; `&amp;` alone may be meant. */
function withoutEntities(text: string): string {
  const isEscaped =
    /&(?:quot|apos|#0?39|#x27|lt|gt|nbsp);/.test(text) || /[?&][\w-]+=[^\s&?]*&amp;\w+=/.test(text);
  return isEscaped ? text.replace(ENTITY, (entity) => entities.get(entity) ?? entity) : text;
}

/** PowerShell shows a response as one of its properties: the first line behind the name, all others under it. */
function withoutRawContent(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => RAW_CONTENT.test(line));
  if (first === -1) return lines;
  const [name = ""] = RAW_CONTENT.exec(lines[first]!) ?? [];
  const rest = lines.slice(first + 1);
  const end = rest.findIndex((line) => !/^\s/.test(line) && line !== "");
  const inside = end === -1 ? rest.length : end;
  return [
    ...lines.slice(0, first),
    lines[first]!.slice(name.length),
    ...rest.slice(0, inside).map((line) => line.trimStart()),
    ...rest.slice(inside),
  ];
}

const RAW_CONTENT = /^RawContent\s*:\s*(?=HTTP\/\d)/;

function withoutFences(lines: readonly string[]): readonly string[] {
  const isFence = (line: string): boolean => /^\s*(?:```|~~~)[\w-]*\s*$/.test(line);
  return lines.some(isFence) ? lines.filter((line) => !isFence(line)) : lines;
}

const isBlank = (line: string): boolean => line.trim() === "";

/** `> ` before each line is a mail's or a forum's; curl marks so what it sent, and that begins with a request line. */
function withoutQuoting(lines: readonly string[]): readonly string[] {
  const full = lines.filter((line) => !isBlank(line));
  const isQuoted = full.length > 0 && full.every((line) => /^\s*>/.test(line));
  const isSent = full.some((line) => /^\s*> ?[A-Z]+ \S+ HTTP\//.test(line));
  return isQuoted && !isSent ? lines.map((line) => line.replace(/^\s*>+ ?/, "")) : lines;
}

/** Numbers that count up, one a line. */
function withoutNumbers(lines: readonly string[]): readonly string[] {
  const numbers = lines
    .filter((line) => !isBlank(line))
    .map((line) => /^\s*(\d{1,5})(?:[.:|)]?\s+|[|:]|$)/.exec(line)?.[1]);
  const isCounted =
    numbers.length > 1 &&
    numbers.every(
      (number, index) =>
        number !== undefined && (index === 0 || Number(number) === Number(numbers[index - 1]) + 1),
    );
  return isCounted
    ? lines.map((line) => line.replace(/^\s*\d{1,5}(?:[.:|)]?\s|[|:])?/, ""))
    : lines;
}

function withoutIndent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => !isBlank(line)).map((line) => /^[ \t]*/.exec(line)![0]);
  const shortest = indents.reduce(
    (least, indent) => (indent.length < least.length ? indent : least),
    indents[0] ?? "",
  );
  const isShared = shortest !== "" && indents.every((indent) => indent.startsWith(shortest));
  return isShared ? lines.map((line) => (isBlank(line) ? "" : line.slice(shortest.length))) : lines;
}

/** With the quotation marks and dashes that shells and languages know, in place of those that word processors make of them. */
export function straighten(text: string): string {
  return text
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/(^|\s)[–—](?=[A-Za-z](?![A-Za-z]))/g, (_, before: string) => `${before}-`)
    .replace(/(^|\s)[–—](?=[A-Za-z])/g, (_, before: string) => `${before}--`);
}

/** Without the tags in which a page had it. */
export function withoutTags(text: string): string {
  return text.replace(
    /<\/?(?:a|b|blockquote|br|code|div|em|i|li|p|pre|samp|span|strong|td|tr|u|ul)(?:\s[^<>]{0,400})?\/?>/gi,
    " ",
  );
}
