import type { HeaderEntries, HeaderList } from "@crosswalk/cors/protocol";

/**
 * One line a name. Values are set one after the other, as Firefox sets them on a channel: an empty one
 * takes away what was there before, and of a singleton the last one stays. A body brings its type with
 * it, which is the first one; behind a redirect that is set anew, too.
 *
 * netwerk/protocol/http/nsHttpHeaderArray.cpp, SetHeader and SetEmptyHeader
 */
export function combinedLines(
  list: HeaderList,
  singletons: ReadonlySet<string>,
  bringsType: boolean,
): [string, string][] {
  const names = list.names();
  if (names.length === list.size) return list.entries();
  return names.map((name) => {
    const values = list.getAll(name);
    const key = name.toLowerCase();
    if (singletons.has(key))
      return [name, values.at(bringsType && key === "content-type" ? 0 : -1)!];
    return [name, values.slice(values.lastIndexOf("") + 1).join(", ")];
  });
}

const isNamed =
  (key: string) =>
  ([name]: readonly [string, string]): boolean =>
    name.length === key.length && name.toLowerCase() === key;

// Their lines are counted or compared before they are joined.
const countedNames: ReadonlySet<string> = new Set(["access-control-allow-origin", "location"]);

/**
 * Without the empty lines among others of their name; behind a `Content-Type` that says something they stay.
 *
 * netwerk/protocol/http/nsHttpHeaderArray.h, MergeHeader
 */
export function withoutEmptyLines(
  lines: HeaderEntries,
  kept: ReadonlySet<string> = countedNames,
): HeaderEntries {
  if (lines.every(([, value]) => value !== "")) return lines;
  const said = new Set<string>();
  for (const [name, value] of lines) if (value !== "") said.add(name.toLowerCase());
  let isTyped = false;
  return lines.filter(([name, value]) => {
    const key = name.toLowerCase();
    if (value !== "" && key === "content-type") isTyped = true;
    if (value !== "" || kept.has(key) || (isTyped && key === "content-type")) return true;
    const isFirst = !said.has(key);
    said.add(key);
    return isFirst;
  });
}

/**
 * With all lines of `Access-Control-Allow-Origin` in one, unless several are spelled so: those alone are
 * counted.
 *
 * netwerk/protocol/http/nsCORSListenerProxy.cpp, CheckOriginHeader
 */
export function withUncountedAllowOrigin(lines: HeaderEntries): HeaderEntries {
  const spelled = "Access-Control-Allow-Origin";
  const isIt = isNamed(spelled.toLowerCase());
  const ofOrigin = lines.filter(isIt);
  if (ofOrigin.length < 2 || lines.filter(([name]) => name === spelled).length > 1) return lines;
  const values = ofOrigin.map(([, value]) => value).filter((value) => value !== "");
  const [first] = ofOrigin;
  return lines.flatMap((line) => {
    if (line === first) return [[spelled, values.join(", ")] as const];
    return isIt(line) ? [] : [line];
  });
}

/** With all lines of `Content-Type` in one. */
export function withOneContentType(
  lines: HeaderEntries,
  { typesJoinedBy }: { readonly typesJoinedBy: string },
): HeaderEntries {
  const isType = isNamed("content-type");
  const types = lines.filter(isType);
  if (types.length < 2) return lines;
  const [[name]] = types as [readonly [string, string]];
  const value = types.map(([, type]) => type).join(typesJoinedBy);
  let isFirst = true;
  return lines.flatMap((line) => {
    if (!isType(line)) return [line];
    const one = isFirst ? [[name, value] as const] : [];
    isFirst = false;
    return one;
  });
}
