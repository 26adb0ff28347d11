import type { StoredResponse } from "./stored-response.ts";

/** What a request is looked up by. */
export interface HttpCacheKey {
  /** https://fetch.spec.whatwg.org/#network-partition-key */
  readonly networkPartitionKey: string;
  /** Without fragment. */
  readonly url: string;
  /** Whether it goes with credentials; null where that makes no difference. */
  readonly credentials: boolean | null;
  readonly method: "GET" | "HEAD";
  /** The request's `Range`, where it makes a difference; null without. */
  readonly range: string | null;
  /** Whether a script asked for it where that is kept apart from what all else loads. */
  readonly forScript: boolean;
  /** The rest in one string, for who looks up by that several times. */
  readonly text?: string;
}

/**
 * What a user agent keeps of responses: one for a key, as browsers do; RFC 9111 allows for more.
 *
 * https://fetch.spec.whatwg.org/#http-cache-partitions
 */
export interface HttpCache {
  get(key: HttpCacheKey): StoredResponse | null;
  set(key: HttpCacheKey, stored: StoredResponse): void;
  delete(key: HttpCacheKey): void;
  /** Forgets what is of an origin, in one partition alone where one is given. */
  deleteOrigin?(origin: string, networkPartitionKey?: string): void;
  /** Forgets everything. */
  reset(): void;
  /** Bodies have come that were not there yet when they were set. */
  hasGrown?(): void;
  /** How many responses are kept. */
  readonly size: number;
}

/** How much an HTTP cache holds. */
export interface HttpCacheLimits {
  /** Bytes of bodies altogether; the oldest responses give way. */
  readonly maxBytes: number;
  /** Responses altogether: those without a body take room as well. */
  readonly maxResponses: number;
}

// A count touches every response. With bodies of at most a sixteenth of the limit, as the engines have it,
// the limit is overrun by as much as it allows at worst before the next one.
const SETS_BETWEEN_COUNTS = 16;

/** Keeps responses in memory, the newest last. */
export class MemoryHttpCache implements HttpCache {
  readonly #stored: Map<string, StoredResponse> = new Map();
  readonly #limits: HttpCacheLimits;
  #setsUncounted = 0;
  /** The key that was set last. */
  #newest = "";

  constructor(limits: HttpCacheLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#stored.size;
  }

  get(key: HttpCacheKey): StoredResponse | null {
    return this.#stored.get(textOf(key)) ?? null;
  }

  set(key: HttpCacheKey, stored: StoredResponse): void {
    const text = textOf(key);
    // NB: A map lets what it has keep its place. To take it out of the last one would cost a rehash for nothing.
    if (text !== this.#newest) this.#stored.delete(text);
    this.#newest = text;
    this.#stored.set(text, stored);
    this.#shrink();
  }

  delete(key: HttpCacheKey): void {
    this.#stored.delete(textOf(key));
  }

  deleteOrigin(origin: string, networkPartitionKey?: string): void {
    for (const [text, { url }] of this.#stored) {
      const isWithin = networkPartitionKey === undefined || isOf(networkPartitionKey, text);
      if (isWithin && new URL(url).origin === origin) this.#stored.delete(text);
    }
  }

  reset(): void {
    this.#stored.clear();
  }

  hasGrown(): void {
    this.#shrink();
  }

  /** Bodies grow after they were stored, so their sum is taken anew, though not each time. */
  #shrink(): void {
    const { maxBytes, maxResponses } = this.#limits;
    const isFew = this.#stored.size <= maxResponses;
    if (isFew && ++this.#setsUncounted < SETS_BETWEEN_COUNTS) return;
    this.#setsUncounted = 0;
    let bytes = 0;
    for (const stored of this.#stored.values()) bytes += sizeOf(stored);
    for (const [text, stored] of this.#stored) {
      if (bytes <= maxBytes && this.#stored.size <= maxResponses) return;
      bytes -= sizeOf(stored);
      this.#stored.delete(text);
    }
  }
}

const sizeOf = ({ body, parts }: StoredResponse): number => body?.size ?? parts?.size ?? 0;

let last: HttpCacheKey | null = null;

/** The key for who looks up by it more than once: the last one where it is the same, whose text a map knows. */
export function withText(key: HttpCacheKey): HttpCacheKey {
  if (last !== null && isSameKey(last, key)) return last;
  const { networkPartitionKey, url, credentials, method, range, forScript } = key;
  const text = textOf(key);
  return (last = { networkPartitionKey, url, credentials, method, range, forScript, text });
}

function isSameKey(one: HttpCacheKey, other: HttpCacheKey): boolean {
  return (
    one.url === other.url &&
    one.networkPartitionKey === other.networkPartitionKey &&
    one.credentials === other.credentials &&
    one.method === other.method &&
    one.range === other.range &&
    one.forScript === other.forScript
  );
}

// One partition's key may begin with all of another's and a space, so what ends it is in no key.
const END_OF_PARTITION = "\n";

/** Whether it is the text of a key of this partition. */
function isOf(networkPartitionKey: string, text: string): boolean {
  const start = text.indexOf(" ", text.indexOf(" ") + 1) + 1;
  return text.startsWith(networkPartitionKey + END_OF_PARTITION, start);
}

export function textOf(key: HttpCacheKey): string {
  if (key.text !== undefined) return key.text;
  const { networkPartitionKey, url, credentials, method, range, forScript } = key;
  const who = credentials === null ? "any" : credentials;
  const what = forScript ? `script ${url}` : url;
  const text = `${method} ${who} ${networkPartitionKey}${END_OF_PARTITION}${what}`;
  return range === null ? text : `${text} ${range}`;
}
