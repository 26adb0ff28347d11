import { publicSuffixTable } from "./public-suffix-table.ts";

export { publicSuffixListDate } from "./public-suffix-table.ts";

/**
 *     "public-suffix"    anyone can get a name directly under the host
 *     "ancestor"         anyone can get a name under some host below it
 */
export type PublicSuffixRelation = "public-suffix" | "ancestor";

/**
 * How a host stands to the Public Suffix List, its private domains included. The host is in lower case, with A-labels.
 *
 *     "co.uk"            "public-suffix"
 *     "github.io"        "public-suffix"
 *     "internal"         "public-suffix": no rule names it, and the default rule is `*`
 *     "amazonaws.com"    "ancestor", of "s3.amazonaws.com" among others
 *     "example.com"      null
 *
 * https://github.com/publicsuffix/list/wiki/Format#formal-algorithm
 *
 * NB: Browsers take the rule `*.compute.amazonaws.com` for `compute.amazonaws.com` too, the algorithm does not. Here it is
 * an "ancestor", so neither reading lets a pattern cover it.
 */
export function publicSuffixRelation(host: string): PublicSuffixRelation | null {
  const labels = splitDomain(host);
  // RFC 6761 section 6.3: localhost and the names under it are this machine, and nobody registers them.
  if (labels === null || labels.at(-1) === "localhost") return null;

  rules ??= decode(publicSuffixTable);
  let parent = rules;
  const [own = "", ...above] = labels;
  for (const label of above.reverse()) {
    const child = parent.children.get(label);
    // A wildcard stands for one label, so nothing is below the names that only it covers.
    if (child === undefined || child.kind === "exception") return null;
    parent = child;
  }

  const branch = parent.children.get(own);
  if (branch?.kind === "exception") return null;
  if (branch?.kind === "rule" || parent.wildcard) return "public-suffix";
  return branch === undefined ? null : "ancestor";
}

// RFC 1035 section 2.3.4 allows 255 octets on the wire, which is 253 characters in writing. A longer name cannot be registered.
const MAX_DOMAIN_LENGTH = 253;

/** A domain's labels, or null for what is none: an IPv6 address, a name with an empty label, a name too long. */
function splitDomain(host: string): string[] | null {
  // A final dot stands for the root: "com." resolves as "com" does.
  const end = host.endsWith(".") ? host.length - 1 : host.length;
  if (end > MAX_DOMAIN_LENGTH || host.startsWith("[")) return null;
  const labels = host.slice(0, end).split(".");
  return labels.includes("") ? null : labels;
}

/** A label in the table. One of the kind "passage" is no rule itself, but has rules below it. */
interface Branch {
  readonly kind: "rule" | "exception" | "passage";
  readonly children: Map<string, Branch>;
  /** Whether there is a rule for any label below this one. */
  wildcard: boolean;
}

// Decoded when a pattern first needs it: most policies have no patterns, and importing has no effect.
let rules: Branch | undefined;

const NONE: Map<string, Branch> = new Map();

/** Reads the notation that public-suffix-table.ts explains. */
function decode(table: string): Branch {
  // "If no rules match, the prevailing rule is `*`."
  const root: Branch = { kind: "passage", children: new Map(), wildcard: true };
  const parents: Branch[] = [];
  let parent = root;
  let start = 0;
  const marks = /[,\n()[\]]/g;
  // It is tempting to use `matchAll`, or to look at each character. Either takes twice as long, as nothing is compiled yet.
  while (start < table.length) {
    const end = marks.test(table) ? marks.lastIndex - 1 : table.length;
    const mark = table.charAt(end);
    const label = table.slice(start, end);
    start = end + 1;

    const opens = mark === "(" || mark === "[";
    if (label === "*") {
      parent.wildcard = true;
    } else if (label.startsWith("!")) {
      parent.children.set(label.slice(1), { kind: "exception", children: NONE, wildcard: false });
    } else if (label !== "") {
      const children: Map<string, Branch> = opens ? new Map() : NONE;
      const branch: Branch = { kind: mark === "[" ? "passage" : "rule", children, wildcard: false };
      parent.children.set(label, branch);
      if (opens) {
        parents.push(parent);
        parent = branch;
      }
    }
    if (mark === ")" || mark === "]") parent = parents.pop() ?? root;
  }
  return root;
}
