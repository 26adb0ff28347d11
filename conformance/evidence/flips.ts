import { type EngineName, engineNamed, type EngineProfile } from "@crosswalk/browser";

const engineNames: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

/** One entry with another engine's value. */
export interface Flip {
  readonly path: string;
  readonly from: EngineName;
  apply(profile: EngineProfile): EngineProfile;
}

/** What a profile is called and why it is so are no behaviour. */
const NO_BEHAVIOUR = new Set(["name", "evidence"]);

/** Tables that are taken or left as one. */
const WHOLE = new Set(["messages"]);

/**
 * Each entry of an engine's profile, by its path, with what it is not: one flip for each value that
 * another engine has in its place, the standard's first. Entries of sets and maps are entries of their
 * own. Where all engines have the same there is no flip.
 *
 *     preflightCache.maxAgeLimit                 →  standard: Infinity, firefox: 86400 …
 *     rules.extraSafelistedRequestHeaders[dpr]   →  standard: not there
 */
export function flipsOf(engine: EngineName): Map<string, readonly Flip[]> {
  const result = new Map<string, readonly Flip[]>();
  collect(engine, [], result);
  return result;
}

function collect(
  engine: EngineName,
  path: readonly string[],
  result: Map<string, readonly Flip[]>,
): void {
  const own = valueAt(engineNamed(engine), path);
  const others = engineNames
    .filter((name) => name !== engine)
    .map((name) => [name, valueAt(engineNamed(name), path)] as const);
  const name = path.join(".");
  const all = [own, ...others.map(([, value]) => value)];
  if (all.some((value) => value instanceof Set || value instanceof Map)) {
    for (const key of new Set(all.flatMap(keysOf)))
      result.set(
        `${name}[${String(key)}]`,
        different(own, others, (one, other) => isSame(one, withKeyOf(one, other, key))).map(
          ([from, value]) => ({
            path: `${name}[${String(key)}]`,
            from,
            apply: (profile) =>
              withValueAt(profile, path, withKeyOf(valueAt(profile, path), value, key)),
          }),
        ),
      );
    return;
  }
  // A table that some engines have none of is taken or left as one.
  if (isTable(own) && all.every(isTable) && !WHOLE.has(name)) {
    for (const key of Object.keys(own))
      if (path.length > 0 || !NO_BEHAVIOUR.has(key)) collect(engine, [...path, key], result);
    return;
  }
  result.set(
    name,
    different(own, others, isEqual).map(([from, value]) => ({
      path: name,
      from,
      apply: (profile) => withValueAt(profile, path, value),
    })),
  );
}

/** Of the others, one for each value that is not the own one. */
function different(
  own: unknown,
  others: readonly (readonly [EngineName, unknown])[],
  isEqualTo: (one: unknown, other: unknown) => boolean,
): (readonly [EngineName, unknown])[] {
  const result: (readonly [EngineName, unknown])[] = [];
  for (const [from, value] of others) {
    if (isEqualTo(own, value) || result.some(([, known]) => isEqualTo(known, value))) continue;
    result.push([from, value]);
  }
  return result;
}

/** A profile that notes each entry that is asked for. */
export function watched(profile: EngineProfile, onRead: (path: string) => void): EngineProfile {
  const copy = (table: Table, path: readonly string[]): Table => {
    const result = {};
    for (const [key, value] of Object.entries(table)) {
      const inner = [...path, key];
      const name = inner.join(".");
      const kept = isTable(value) && !WHOLE.has(name) ? copy(value, inner) : value;
      Object.defineProperty(result, key, {
        enumerable: true,
        get() {
          onRead(name);
          return kept;
        },
      });
    }
    return result;
  };
  return copy(profile as unknown as Table, []) as unknown as EngineProfile;
}

type Table = Readonly<Record<string, unknown>>;
type Entries = ReadonlySet<unknown> | ReadonlyMap<unknown, unknown> | null;

const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const keysOf = (value: unknown): unknown[] =>
  value instanceof Set || value instanceof Map ? [...value.keys()] : [];

/** `own` with what `other` has of one key. */
function withKeyOf(own: unknown, other: unknown, key: unknown): Entries {
  if (own instanceof Map || other instanceof Map) {
    const result = new Map(own instanceof Map ? own : []);
    if (other instanceof Map && other.has(key)) result.set(key, other.get(key));
    else result.delete(key);
    // Null where an engine has no table at all.
    return result.size === 0 && (own === null || other === null) ? null : result;
  }
  const result = new Set(own instanceof Set ? own : []);
  if (other instanceof Set && other.has(key)) result.add(key);
  else result.delete(key);
  return result;
}

function isSame(one: unknown, other: unknown): boolean {
  const [left, right] = [keysOf(one), keysOf(other)];
  if (left.length + right.length === 0) return Object.is(one, other) || bothEmpty(one, other);
  if (one instanceof Map && other instanceof Map)
    return one.size === other.size && left.every((key) => Object.is(one.get(key), other.get(key)));
  return left.length === right.length && left.every((key) => right.includes(key));
}

const bothEmpty = (one: unknown, other: unknown): boolean =>
  [one, other].every((value) => value === null || value instanceof Set || value instanceof Map);

/** Lists and tables are equal if what is in them is. */
const isEqual = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) ||
  ([one, other].every((value) => Array.isArray(value) || isTable(value)) &&
    JSON.stringify(one) === JSON.stringify(other));

const valueAt = (profile: EngineProfile, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Table)[key], profile);

function withValueAt(
  profile: EngineProfile,
  path: readonly string[],
  value: unknown,
): EngineProfile {
  const replaced = (table: Table, [key, ...rest]: readonly string[]): Table => ({
    ...table,
    [key!]: rest.length === 0 ? value : replaced(table[key!] as Table, rest),
  });
  return replaced(profile as unknown as Table, path) as unknown as EngineProfile;
}
