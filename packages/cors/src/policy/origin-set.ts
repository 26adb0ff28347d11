import { parseSerializedOrigin } from "../protocol/index.ts";

import type { OriginPattern } from "./origin-pattern.ts";

/**
 * Answers whether an origin matches any of a list of patterns. One probe per label of the origin's host, however many
 * patterns there are; no regular expression, nothing kept per request.
 */
export class PatternIndex {
  /** scheme → host → the ports allowed on exactly that host. Only patterns over ports are here. */
  readonly #hosts = new Map<string, Map<string, Set<string>>>();
  /** scheme → host → the ports allowed on the names below that host. */
  readonly #parents = new Map<string, Map<string, Set<string>>>();
  /** No host with fewer characters than this lies below any parent. */
  #shortestParent = Number.POSITIVE_INFINITY;

  constructor(patterns: Iterable<OriginPattern>) {
    for (const { scheme, subdomains, host, port } of patterns) {
      if (subdomains) this.#shortestParent = Math.min(this.#shortestParent, host.length);
      const hosts = getOrCreate(subdomains ? this.#parents : this.#hosts, scheme, newMap);
      getOrCreate(hosts, host, newSet).add(port);
    }
  }

  /** Whether a serialized origin matches. Anything that no browser would send as an origin does not. */
  matches(origin: string): boolean {
    const parts = parseSerializedOrigin(origin);
    if (parts === null || parts === "null") return false;
    const { scheme, host, port } = parts;
    if (allows(this.#hosts.get(scheme)?.get(host), port)) return true;

    const parents = this.#parents.get(scheme);
    if (parents === undefined) return false;
    for (const parent of parentsOf(host, this.#shortestParent)) {
      if (allows(parents.get(parent), port)) return true;
    }
    return false;
  }

  /** The first other pattern that covers everything an entry stands for, as it would be written; null if there is none. */
  covering(entry: OriginPattern): string | null {
    const { scheme, subdomains, host, port } = entry;
    if (!subdomains) {
      const ports = this.#hosts.get(scheme)?.get(host);
      if (port !== "*" && ports?.has("*") === true) return `${scheme}://${host}:*`;
    }
    const parents = this.#parents.get(scheme);
    if (parents === undefined) return null;
    if (subdomains && port !== "*" && parents.get(host)?.has("*") === true)
      return `${scheme}://*.${host}:*`;
    for (const parent of parentsOf(host, this.#shortestParent)) {
      const ports = parents.get(parent);
      if (ports === undefined) continue;
      if (ports.has("*")) return `${scheme}://*.${parent}:*`;
      if (port !== "*" && ports.has(port))
        return `${scheme}://*.${parent}${port === "" ? "" : `:${port}`}`;
    }
    return null;
  }
}

function allows(ports: ReadonlySet<string> | undefined, port: string): boolean {
  return ports !== undefined && (ports.has(port) || ports.has("*"));
}

/** `a.b.c` has the parents `b.c` and `c`. An IPv6 address has none, because it has no dot. */
function* parentsOf(host: string, shortest: number): Generator<string> {
  for (let dot = host.indexOf("."); dot !== -1; dot = host.indexOf(".", dot + 1)) {
    if (host.length - dot - 1 < shortest) return;
    yield host.slice(dot + 1);
  }
}

function newMap(): Map<string, Set<string>> {
  return new Map();
}

function newSet(): Set<string> {
  return new Set();
}

function getOrCreate<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
