/** What is no tag, by how it begins and ends; longer beginnings come first. */
const sections: readonly (readonly [start: string, end: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  // Those of an internal subset as well: what encloses them counts as text.
  ["<!", ">"],
];

const TAG = /<(\/?)([^\s<>/"'=]+)(?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^<"]*"|'[^<']*'))*\s*(\/?)>/y;

/** Whether a document is well-formed XML, as far as its tags tell: https://www.w3.org/TR/xml/#sec-well-formed */
export function isWellFormed(text: string): boolean {
  const open: string[] = [];
  let roots = 0;
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at)) {
    const from = at;
    const section = sections.find(([start]) => text.startsWith(start, from));
    if (section !== undefined) {
      const end = text.indexOf(section[1], at);
      if (end === -1) return false;
      at = end + section[1].length;
      continue;
    }
    TAG.lastIndex = at;
    const [tag, slash, name, selfClosing] = TAG.exec(text) ?? [];
    if (tag === undefined) return false;
    at += tag.length;
    if (slash === "/") {
      if (open.pop() !== name) return false;
      continue;
    }
    if (open.length === 0) roots++;
    if (selfClosing !== "/") open.push(name!);
  }
  return open.length === 0 && roots === 1;
}
