import { isOriginPattern, splitOriginPattern } from "./origin-pattern.ts";
import type { OriginPattern } from "./origin-pattern.ts";
import type { Policy } from "./policy.ts";

/** An origin, and the entry of a policy it was made from. */
export interface WitnessOrigin {
  readonly entry: string;
  readonly origin: string;
}

/**
 * Origins that tell two policies apart: where one of them allows an origin that the other refuses, and where both allow one, such an
 * origin is among these. They are the exact origins of both, and for each pattern names that nothing else names,
 * with each port that matters.
 */
export function witnessOrigins(before: Policy, after: Policy): readonly WitnessOrigin[] {
  const entries = [...entriesOf(after), ...entriesOf(before)];
  const patterns = entries
    .filter((entry) => isOriginPattern(entry) && entry !== "*")
    .map(splitOriginPattern);
  const exact = new Set(entries);
  const ports = portsOf(patterns);
  const hosts = new Set(patterns.filter(({ subdomains }) => subdomains).map(({ host }) => host));
  return entries.flatMap((entry) => {
    if (entry === "*") return [{ entry, origin: freshOrigin(exact) }];
    if (!isOriginPattern(entry)) return [{ entry, origin: entry }];
    return originsOf(splitOriginPattern(entry), ports, hosts, exact).map((origin) => ({
      entry,
      origin,
    }));
  });
}

function entriesOf({ allowOrigins }: Policy): readonly string[] {
  return allowOrigins === "*" ? ["*"] : allowOrigins;
}

/** The ports that patterns name, the default one, and one that none of them names. */
function portsOf(patterns: readonly OriginPattern[]): readonly string[] {
  const named = new Set(patterns.map(({ port }) => port));
  named.delete("*");
  named.add("");
  let fresh = 10_000;
  while (named.has(String(fresh))) fresh++;
  return [...named, String(fresh)];
}

/** Origins that a pattern covers: below its host and below every pattern's host that lies below it, on every port that matters. */
function originsOf(
  pattern: OriginPattern,
  allPorts: readonly string[],
  allHosts: ReadonlySet<string>,
  exact: ReadonlySet<string>,
): string[] {
  const { scheme, subdomains, host, port } = pattern;
  const below = [...allHosts].filter((other) => other.endsWith(`.${host}`));
  const hosts = subdomains
    ? [host, ...below].flatMap((parent) => freshHost(parent, scheme, exact))
    : [host];
  const ports = port === "*" ? allPorts : [port];
  return hosts.flatMap((itsHost) =>
    ports.map((itsPort) => `${scheme}://${itsHost}${itsPort === "" ? "" : `:${itsPort}`}`),
  );
}

/** RFC 1035: 253 characters of text. */
const MAX_HOST_LENGTH = 253;

/** A name below a host that no entry spells out; none where DNS has no room for one. */
function freshHost(parent: string, scheme: string, exact: ReadonlySet<string>): string[] {
  const taken = new Set<string>();
  const end = `.${parent}`;
  for (const entry of exact) {
    if (!entry.startsWith(`${scheme}://`)) continue;
    const { host } = splitOriginPattern(entry);
    if (host.endsWith(end)) taken.add(host.slice(0, -end.length));
  }
  const host = `${freshName("w", taken)}${end}`;
  return host.length > MAX_HOST_LENGTH ? [] : [host];
}

/** An origin that no entry but `*` stands for: its top-level name is nobody's. */
function freshOrigin(exact: ReadonlySet<string>): string {
  const taken = new Set([...exact].map((entry) => /[a-z0-9-]+(?=[:\d*]*$)/.exec(entry)?.[0] ?? ""));
  return `https://witness.${freshName("invalid", taken)}`;
}

/** A name that is not taken: the stem, or the stem with a number. */
export function freshName(stem: string, taken: ReadonlySet<string>): string {
  let name = stem;
  for (let index = 1; taken.has(name.toLowerCase()); index++) name = `${stem}${index}`;
  return name;
}
