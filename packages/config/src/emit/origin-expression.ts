/**
 * A regular expression over whole origins, in what PCRE, RE2, Java, .NET, Python and Ruby have in common. Dots stand in brackets,
 * because half of these systems take a backslash for their own escape.
 */
export function originExpression(entries: readonly string[]): string {
  const alternatives = entries.map(entryExpression);
  return alternatives.length === 1 ? alternatives[0]! : `(?:${alternatives.join("|")})`;
}

/** Of one entry, which is well formed. */
export function entryExpression(entry: string): string {
  if (entry === "null") return entry;
  const schemeEnd = entry.indexOf("://") + "://".length;
  const scheme = entry.slice(0, schemeEnd);
  const anyPort = entry.endsWith(":*");
  const host = entry.slice(schemeEnd, anyPort ? -":*".length : undefined);
  const isPattern = host.startsWith("*.");
  return [
    escaped(scheme),
    // One or more whole labels. A browser sends no upper case, and nothing else within a name.
    isPattern ? "(?:[a-z0-9_-]+[.])+" : "",
    escaped(isPattern ? host.slice("*.".length) : host),
    anyPort ? "(?::[0-9]+)?" : "",
  ].join("");
}

/** What an entry may hold that means something in an expression: dots, `+`, and the bracket that opens an IPv6 address. */
const escaped = (text: string): string => text.replace(/[.+[]/g, "[$&]");

/** An origin that an entry stands for. */
export function originWithin(entry: string): string {
  return entry.replace("://*.", "://a.").replace(/:\*$/, "");
}

export const isPattern = (entry: string): boolean => entry.includes("*");
