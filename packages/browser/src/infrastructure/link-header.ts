/** One of a response's links, its parameters by their names. */
export interface Link {
  readonly target: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const TARGET = /[\s,]*<([^>]*)>/y;
const PARAMETER = /\s*;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;,]*)))?/y;

/** As far as it can be read. https://httpwg.org/specs/rfc8288.html#parse-set */
export function parseLinks(value: string): Link[] {
  const links: Link[] = [];
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(value);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  for (let target = next(TARGET); target !== null; target = next(TARGET)) {
    const parameters = new Map<string, string>();
    for (let found = next(PARAMETER); found !== null; found = next(PARAMETER)) {
      const [, name = "", quoted, bare = ""] = found;
      const key = name.toLowerCase();
      // "The first occurrence […] MUST be used."
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, "$1") ?? bare);
    }
    links.push({ target: target[1]!, parameters });
    const comma = value.indexOf(",", at);
    if (comma === -1) break;
    at = comma;
  }
  return links;
}
