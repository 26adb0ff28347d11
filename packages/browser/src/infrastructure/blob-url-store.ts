import { type Origin, originOfUrl } from "./origin.ts";
import { withoutFragment } from "./url.ts";

/** https://w3c.github.io/FileAPI/#blob-url-entry */
export interface BlobUrlEntry {
  readonly object: Blob;
  /** Of the page that made the URL. */
  readonly origin: Origin;
  /** https://fetch.spec.whatwg.org/#network-partition-key, of that page. */
  readonly networkPartitionKey: string;
}

/**
 * What the pages of a browser have made URLs for.
 *
 * https://w3c.github.io/FileAPI/#BlobURLStore
 */
export class BlobUrlStore {
  readonly #entries: Map<string, BlobUrlEntry> = new Map();

  get size(): number {
    return this.#entries.size;
  }

  /** https://w3c.github.io/FileAPI/#add-an-entry */
  add(entry: BlobUrlEntry): string {
    // 2. Let url be the result of generating a new blob URL.
    const url = `blob:${entry.origin.serialization}/${randomUuid()}`;
    this.#entries.set(url, entry);
    return url;
  }

  /**
   * Null for what is no blob: URL, or none that stands for anything.
   *
   * https://w3c.github.io/FileAPI/#blob-url-resolve
   */
  resolve(url: URL): BlobUrlEntry | null {
    if (url.protocol !== "blob:") return null;
    return this.#entries.get(withoutFragment(url)) ?? null;
  }

  /** https://w3c.github.io/FileAPI/#removeTheEntry */
  remove(url: URL): void {
    this.#entries.delete(url.href);
  }
}

/**
 * "If url's blob URL entry is non-null, then return url's blob URL entry's environment's origin." It
 * may be opaque, and then the URL alone does not tell it.
 *
 * https://url.spec.whatwg.org/#concept-url-origin
 */
export function originOfEntry(entry: BlobUrlEntry | null, url: URL): Origin {
  return entry === null ? originOfUrl(url) : entry.origin;
}

/** A random one. `crypto.randomUUID` is there for secure contexts alone. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
