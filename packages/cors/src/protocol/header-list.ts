import { byteLowercase, isByteCaseInsensitiveMatch } from "./bytes.ts";
import { getDecodeAndSplit } from "./header-value.ts";

/** Headers as plain data, in order. */
export type HeaderEntries = readonly (readonly [name: string, value: string])[];

// Up to here a look at each name is cheaper than a map, and not yet quadratic.
const FEW = 16;

/**
 * An ordered multimap of headers. It neither validates nor normalizes: that is for whoever fills it
 * (see `isHeaderName`, `isHeaderValue` and `normalizeHeaderValue`).
 *
 * https://fetch.spec.whatwg.org/#concept-header-list
 */
export class HeaderList implements Iterable<[name: string, value: string]> {
  // NB: Names and values by turns, and no pairs: a list is copied more often than it is gone through. Headers
  //     of one name have it in one casing, the first one's, so that what is equal is the same name.
  #parts: string[] = [];
  // NB: A bit for each length that a name has, or has had. Most names that a list is asked for are none of its, and it
  //     has none of their length.
  #lengths = 0;

  /** A list to which the entries are appended in order. */
  static from(entries: Iterable<readonly [string, string]>): HeaderList {
    const list = new HeaderList();
    let firstNames: Map<string, string> | null = null;
    for (const [name, value] of entries) {
      if (list.size < FEW) {
        list.append(name, value);
        continue;
      }
      // NB: Not `append` for each: its search for an earlier name would make this quadratic.
      firstNames ??= new Map(list.names().map((first) => [byteLowercase(first), first]));
      const key = byteLowercase(name);
      const firstName = firstNames.get(key);
      if (firstName === undefined) firstNames.set(key, name);
      list.#push(firstName ?? name, value);
    }
    return list;
  }

  /** https://infra.spec.whatwg.org/#list-clone */
  clone(): HeaderList {
    const list = new HeaderList();
    list.#parts = this.#parts.slice();
    list.#lengths = this.#lengths;
    return list;
  }

  /** How many headers there are. */
  get size(): number {
    return this.#parts.length / 2;
  }

  /** The headers, in order. */
  entries(): [name: string, value: string][] {
    const entries: [string, string][] = [];
    for (let position = 0; position < this.#parts.length; position += 2)
      entries.push([this.#parts[position]!, this.#parts[position + 1]!]);
    return entries;
  }

  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.entries()[Symbol.iterator]();
  }

  /** The headers of such names. */
  filter(isWanted: (name: string) => boolean): HeaderList {
    const list = new HeaderList();
    for (let position = 0; position < this.#parts.length; position += 2) {
      const name = this.#parts[position]!;
      if (isWanted(name)) list.#push(name, this.#parts[position + 1]!);
    }
    return list;
  }

  /** Whether there is such a header. */
  some(isWanted: (name: string, value: string) => boolean): boolean {
    for (let position = 0; position < this.#parts.length; position += 2)
      if (isWanted(this.#parts[position]!, this.#parts[position + 1]!)) return true;
    return false;
  }

  /** https://fetch.spec.whatwg.org/#header-list-contains */
  contains(name: string): boolean {
    return this.#find(name) !== -1;
  }

  /** https://fetch.spec.whatwg.org/#concept-header-list-get */
  get(name: string): string | null {
    // 1. If list does not contain name, then return null.
    // 2. Return the values of all headers in list whose name is a byte-case-insensitive match for
    //    name, separated from each other by 0x2C 0x20, in order.
    let values: string | null = null;
    if (!this.#mayHave(name)) return values;
    for (let position = 0; position < this.#parts.length; position += 2) {
      if (!isByteCaseInsensitiveMatch(this.#parts[position]!, name)) continue;
      const value = this.#parts[position + 1]!;
      values = values === null ? value : `${values}, ${value}`;
    }
    return values;
  }

  /** The value of each header of that name, in order: one for each line on the wire. */
  getAll(name: string): string[] {
    const values: string[] = [];
    if (!this.#mayHave(name)) return values;
    for (let position = 0; position < this.#parts.length; position += 2)
      if (isByteCaseInsensitiveMatch(this.#parts[position]!, name))
        values.push(this.#parts[position + 1]!);
    return values;
  }

  /** https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split */
  getDecodeAndSplit(name: string): string[] | null {
    // 1. Let value be the result of getting name from list.
    const value = this.get(name);

    // 2. If value is null, then return null.
    if (value === null) return null;

    // 3. Return the result of getting, decoding, and splitting value.
    return getDecodeAndSplit(value);
  }

  /** https://fetch.spec.whatwg.org/#concept-header-list-append */
  append(name: string, value: string): void {
    // 1. If list contains name, then set name to the first such header's name.
    // NOTE: This reuses the casing of the name of the header already in list, if any. If there are
    //       multiple matched headers their names will all be identical.
    const first = this.#find(name);

    // 2. Append (name, value) to list.
    this.#push(first === -1 ? name : this.#parts[first]!, value);
  }

  /** https://fetch.spec.whatwg.org/#concept-header-list-delete */
  delete(name: string): void {
    this.#keep((other) => !isByteCaseInsensitiveMatch(other, name));
  }

  /** https://fetch.spec.whatwg.org/#concept-header-list-set */
  set(name: string, value: string): void {
    const first = this.#find(name);
    if (first !== -1) {
      // 1. If list contains name, then set the value of the first such header to value and remove
      //    the others.
      this.#parts[first + 1] = value;
      this.#keep(
        (other, position) => position === first || !isByteCaseInsensitiveMatch(other, name),
      );
    } else {
      // 2. Otherwise, append (name, value) to list.
      this.#push(name, value);
    }
  }

  /**
   * As `set`, but of a name written anew: the header stays where the first such one was, in the casing it is given now.
   *
   * Firefox: dom/fetch/InternalHeaders.cpp, Set
   */
  setRespelled(name: string, value: string): void {
    this.set(name, value);
    this.#parts[this.#find(name)] = name;
  }

  /** https://fetch.spec.whatwg.org/#concept-header-list-combine */
  combine(name: string, value: string): void {
    const first = this.#find(name);
    if (first !== -1) {
      // 1. If list contains name, then set the value of the first such header to its value,
      //    followed by 0x2C 0x20, followed by value.
      this.#parts[first + 1] = `${this.#parts[first + 1]!}, ${value}`;
    } else {
      // 2. Otherwise, append (name, value) to list.
      this.#push(name, value);
    }
  }

  /** The names of the headers, in order, each once, as first written. */
  names(): string[] {
    const names: string[] = [];
    for (let position = 0; position < this.#parts.length; position += 2) {
      const name = this.#parts[position]!;
      if (this.size > FEW || !names.includes(name)) names.push(name);
    }
    return this.size > FEW ? [...new Set(names)] : names;
  }

  /** https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine */
  sortAndCombine(): [name: string, value: string][] {
    // 1. Let headers be a header list.
    const headers: [string, string][] = [];

    // NB: The values of each name, gathered once: getting each name in turn would be quadratic.
    const valuesByName = new Map<string, string[]>();
    for (const [name, value] of this.entries()) {
      const key = byteLowercase(name);
      const values = valuesByName.get(key);
      if (values === undefined) valuesByName.set(key, [value]);
      else values.push(value);
    }

    // 2. Let names be the result of convert header names to a sorted-lowercase set with all the
    //    names of the headers in list.
    const names = convertHeaderNamesToSortedLowercaseSet(valuesByName.keys());

    // 3. For each name of names:
    for (const name of names) {
      const values = valuesByName.get(name) ?? [];
      if (name === "set-cookie") {
        // 1. If name is `set-cookie`, then:
        //    1. Let values be a list of all values of headers in list whose name is a
        //       byte-case-insensitive match for name, in order.
        //    2. For each value of values: append (name, value) to headers.
        for (const value of values) headers.push([name, value]);
      } else {
        // 2. Otherwise:
        //    1. Let value be the result of getting name from list.
        //    2. Assert: value is non-null.
        //    3. Append (name, value) to headers.
        headers.push([name, values.join(", ")]);
      }
    }

    // 4. Return headers.
    return headers;
  }

  /** Where the first header of that name starts, -1 where there is none. */
  #find(name: string): number {
    if (!this.#mayHave(name)) return -1;
    for (let position = 0; position < this.#parts.length; position += 2)
      if (isByteCaseInsensitiveMatch(this.#parts[position]!, name)) return position;
    return -1;
  }

  #mayHave(name: string): boolean {
    return (this.#lengths & lengthBit(name)) !== 0;
  }

  #push(name: string, value: string): void {
    this.#parts.push(name, value);
    this.#lengths |= lengthBit(name);
  }

  #keep(isKept: (name: string, position: number) => boolean): void {
    this.#parts = this.#parts.filter((_, position) => {
      const start = position - (position % 2);
      return isKept(this.#parts[start]!, start);
    });
  }
}

// NB: A shift counts by the lowest five bits: of two lengths that differ by 32 one stands for the other.
const lengthBit = (name: string): number => 1 << name.length;

/** https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set */
export function convertHeaderNamesToSortedLowercaseSet(headerNames: Iterable<string>): string[] {
  // 1. Let headerNamesSet be a new ordered set.
  const headerNamesSet = new Set<string>();

  // 2. For each name of headerNames, append the result of byte-lowercasing name to headerNamesSet.
  for (const name of headerNames) headerNamesSet.add(byteLowercase(name));

  // 3. Return the result of sorting headerNamesSet in ascending order with byte less than.
  // NB: The default order is by UTF-16 code unit, of which each is one byte here.
  return [...headerNamesSet].sort();
}
