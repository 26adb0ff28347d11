import type { BlobUrlStore } from "../infrastructure/blob-url-store.ts";
import type { Client } from "../infrastructure/client.ts";
import { isSameOrigin } from "../infrastructure/origin.ts";
import { parseUrl } from "../infrastructure/url.ts";

/** `URL` as a page's script has it: what it makes a URL for, pages of its origin can load. */
export type PageUrl = typeof URL & {
  createObjectURL(object: Blob): string;
  revokeObjectURL(url: string): void;
};

export function pageUrlClass(client: Client, blobUrls: BlobUrlStore): PageUrl {
  return class extends URL {
    static override get name(): string {
      return "URL";
    }

    /** https://w3c.github.io/FileAPI/#dfn-createObjectURL */
    static override createObjectURL(object: unknown): string {
      // Web IDL: there are no media sources here.
      if (!(object instanceof Blob)) throw new TypeError("createObjectURL takes a Blob");
      const { origin, networkPartitionKey } = client;
      // "The createObjectURL(obj) static method must return the result of adding an entry to the blob
      // URL store for obj."
      return blobUrls.add({ object, origin, networkPartitionKey });
    }

    /** https://w3c.github.io/FileAPI/#dfn-revokeObjectURL */
    static override revokeObjectURL(text: unknown): void {
      // 1. Let urlRecord be the result of parsing url.
      const url = parseUrl(String(text));
      // 2. If urlRecord's scheme is not "blob", return.
      // 3. Let entry be urlRecord's blob URL entry.
      // 4. If entry is null, then return.
      const entry = url === null ? null : blobUrls.resolve(url);
      if (entry === null) return;
      // 5. Let isAuthorized be the result of checking for same-partition blob URL usage with entry and
      //    the current settings object.
      // 6. If isAuthorized is false, then return.
      if (!isSameOrigin(entry.origin, client.origin)) return;
      // 7. Remove an entry from the Blob URL Store for url.
      // NB: As it was given: with a fragment it is no key.
      blobUrls.remove(url!);
    }
  };
}
