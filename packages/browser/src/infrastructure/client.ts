import type { BlobUrlStore } from "./blob-url-store.ts";
import type { ConsoleListener } from "./console-line.ts";
import type { ReferrerPolicy } from "./referrer-policy.ts";
import type { LinkTrail } from "./link-trail.ts";
import type { Origin } from "./origin.ts";
import type { ParsedUrls } from "./parsed-urls.ts";
import type { ResourceTimings } from "./resource-timings.ts";

/**
 * What a request needs to know of the page that makes it.
 *
 * https://html.spec.whatwg.org/#environment-settings-object
 */
export interface Client {
  readonly origin: Origin;
  readonly baseUrl: URL;
  /** What its scripts have given as URLs so far. */
  readonly parsedUrls: ParsedUrls;
  /** What it may learn of the timing of what it has fetched. */
  readonly timings: ResourceTimings;
  /** What the document refers by; null where it has nothing to show. */
  readonly referrerUrl: URL | null;
  readonly referrerPolicy: ReferrerPolicy;
  /** Whether that is one of its own, and not what goes for all that have none. */
  readonly statesReferrerPolicy: boolean;
  /** https://html.spec.whatwg.org/#an-iframe-srcdoc-document */
  readonly isSrcdoc: boolean;
  /** Whether it is an `about:blank` document. */
  readonly isBlank: boolean;
  /** Whether none but its scripts refers by anything. */
  readonly scriptsAloneRefer: boolean;
  /** https://html.spec.whatwg.org/#sandboxed-origin-browsing-context-flag: what it holds has an opaque origin, too. */
  readonly hasSandboxedOrigin: boolean;
  /** Whether the sandboxes that it is in, if there are any, all leave it its scripts and its origin. */
  readonly sandbox: "none" | "leavable" | "closed";
  /** As far as it sandboxes the document; null where nothing is known of it. */
  readonly contentSecurityPolicy: string | null;
  readonly isSecureContext: boolean;
  /** Whether the document came over no network, nor from one that did: a `data:` URL of its own, or `about:blank`. */
  readonly isOfNoNetwork: boolean;
  /** https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object */
  readonly prohibitsMixedContent: boolean;
  /** https://www.w3.org/TR/upgrade-insecure-requests/#insecure-requests-policy */
  readonly upgradesInsecureRequests: boolean;
  /** https://fetch.spec.whatwg.org/#network-partition-key */
  readonly networkPartitionKey: string;
  /** Under what the engine's HTTP cache keeps what its requests are answered. */
  readonly httpCachePartitionKey: string;
  /** The serialized origin of the top-level document. */
  readonly topLevelOrigin: Origin;
  /** The serialized origin of the top-level document's URL, whatever its own is. */
  readonly topLevelUrlOrigin: string;
  /** Whether a document between this one and the top-level one is of another site. */
  readonly hasCrossSiteAncestor: boolean;
  /** The same, but for their schemes. */
  readonly hasForeignAncestor: boolean;
  /** Where its blob: URLs are looked up, as soon as they are parsed. */
  readonly blobUrls: BlobUrlStore;
  /** Whether the document came with `Cache-Control: no-store`. */
  readonly isUnstored: boolean;
  /** Loads what the `Link` header of a response to its requests names; null where that is done for documents alone. */
  readonly loadLinks: ((header: string, trail: LinkTrail | null) => void) | null;
  /** Who reads its console; null where nobody does. */
  readonly console: ConsoleListener | null;
}
