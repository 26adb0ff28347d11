import { BoundedMap } from "../infrastructure/bounded-map.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { isPotentiallyTrustworthy } from "../infrastructure/url.ts";

/**
 * Blink keeps a request's headers in a hash table, and goes through it bucket by bucket. Which of
 * several disallowed headers its console names follows from that order alone.
 *
 * third_party/blink/renderer/platform/wtf/hash_table.h, text/case_folding_hash.h; checked against
 * Chromium 156 with 2,760 requests of up to 20 headers.
 */
export function blinkHeaderOrder(
  { initial, initiator, urlList }: FetchRequest,
  others: readonly string[] = [],
): readonly string[] {
  const table = new BucketTable();
  // What an element adds stands elsewhere.
  const own = initiator === "element" ? [] : (initial?.ownNames ?? []);
  const names = own.map((name) => name.toLowerCase());
  // `Headers` are sorted when they come to the table; those of XMLHttpRequest come out of another one.
  const isOfXhr = initiator === "xmlhttprequest";
  for (const name of isOfXhr ? tableOf(names).names() : names.sort()) table.add(name);
  for (const name of others) table.add(name);
  for (const name of isPotentiallyTrustworthy(urlList[0]!) ? [...hints, ...added] : added)
    table.add(name);
  return table.names();
}

// What else is in the table by then. They name nothing themselves, but take up room.
const added: readonly string[] = ["user-agent"];
const hints: readonly string[] = ["sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform"];

function tableOf(names: readonly string[]): BucketTable {
  const table = new BucketTable();
  for (const name of names) table.add(name);
  return table;
}

const SMALLEST_TABLE = 8;

/** Open addressing with steps that grow by one; at most half full. */
class BucketTable {
  #buckets: (string | null)[] = emptyBuckets(SMALLEST_TABLE);
  #count = 0;

  add(name: string): void {
    if (!this.#put(name)) return;
    if (this.#count * 2 < this.#buckets.length) return;
    const names = this.names();
    this.#buckets = emptyBuckets(this.#buckets.length * 2);
    this.#count = 0;
    for (const other of names) this.#put(other);
  }

  names(): string[] {
    return this.#buckets.filter((name) => name !== null);
  }

  #put(name: string): boolean {
    const mask = this.#buckets.length - 1;
    let bucket = hashOf(name) & mask;
    for (let step = 1; this.#buckets[bucket] !== null; step++) {
      if (this.#buckets[bucket] === name) return false;
      bucket = (bucket + step) & mask;
    }
    this.#buckets[bucket] = name;
    this.#count++;
    return true;
  }
}

function emptyBuckets(size: number): (string | null)[] {
  return Array.from({ length: size }, () => null);
}

// A name is asked for with every request.
const hashes = new BoundedMap<number>(1000);

function hashOf(name: string): number {
  const known = hashes.get(name);
  if (known !== undefined) return known;
  const hash = foldedHash(name);
  hashes.set(name, hash);
  return hash;
}

// The constants of rapidhash 1.
const SEED = 0xbdd89aa982704029n;
const SECRETS = [0x2d358dccaa6c78a5n, 0x8bb84b93962eacc9n, 0x4b33a62ed433d4a3n] as const;
const MASK = 0xffff_ffff_ffff_ffffn;

/**
 * The lower 24 bits of rapidhash over the name in UTF-16.
 *
 * https://github.com/Nicoshev/rapidhash/tree/rapidhash_v1
 */
function foldedHash(name: string): number {
  const size = name.length * 2;
  const length = BigInt(size);
  let seed = SEED ^ mix(SEED ^ SECRETS[0], SECRETS[1]) ^ length;
  let first: bigint;
  let second: bigint;
  if (size <= 2) {
    first = read(name, 0, 1);
    second = 0n;
  } else if (size <= 16) {
    const last = size - 4;
    const delta = (size & 24) >> (size >> 3);
    first = (read(name, 0, 2) << 32n) | read(name, last, 2);
    second = (read(name, delta, 2) << 32n) | read(name, last - delta, 2);
  } else {
    seed = absorb(name, size, seed);
    first = read(name, size - 16, 4);
    second = read(name, size - 8, 4);
  }
  const product = (first ^ SECRETS[1]) * (second ^ seed);
  const hash = mix((product & MASK) ^ SECRETS[0] ^ length, (product >> 64n) ^ SECRETS[1]);
  return Number(hash & 0xff_ffffn) || 0x80_0000;
}

/** All of a long name but its last 16 bytes. */
function absorb(name: string, size: number, start: bigint): bigint {
  let seed = start;
  let position = 0;
  let left = size;
  if (left > 48) {
    let [one, other] = [seed, seed];
    do {
      seed = mix(read(name, position, 4) ^ SECRETS[0], read(name, position + 8, 4) ^ seed);
      one = mix(read(name, position + 16, 4) ^ SECRETS[1], read(name, position + 24, 4) ^ one);
      other = mix(read(name, position + 32, 4) ^ SECRETS[2], read(name, position + 40, 4) ^ other);
      position += 48;
      left -= 48;
    } while (left >= 48);
    seed ^= one ^ other;
  }
  if (left > 16) {
    seed = mix(
      read(name, position, 4) ^ SECRETS[2],
      read(name, position + 8, 4) ^ seed ^ SECRETS[1],
    );
    if (left > 32)
      seed = mix(read(name, position + 16, 4) ^ SECRETS[2], read(name, position + 24, 4) ^ seed);
  }
  return seed;
}

/** So many UTF-16 code units from a byte on, little-endian. */
function read(name: string, byte: number, units: number): bigint {
  let value = 0n;
  for (let unit = units - 1; unit >= 0; unit--)
    value = (value << 16n) | BigInt(name.charCodeAt(byte / 2 + unit));
  return value;
}

function mix(one: bigint, other: bigint): bigint {
  const product = one * other;
  return (product & MASK) ^ (product >> 64n);
}
