import type { EngineProfile } from "./engines/engine.ts";
import type { UserAgent } from "./fetching/user-agent.ts";
import type { Client } from "./infrastructure/client.ts";
import {
  createOpaqueOrigin,
  isOfApplication,
  isOpaque,
  isSameOrigin,
  originOfDocument,
  type Origin,
} from "./infrastructure/origin.ts";
import { ParsedUrls } from "./infrastructure/parsed-urls.ts";
import { ResourceTimings } from "./infrastructure/resource-timings.ts";
import { isSameSite, isSchemelesslySameSite, siteOf } from "./infrastructure/site.ts";
import { isHttpScheme, isPotentiallyTrustworthy } from "./infrastructure/url.ts";
import type { Page, PageOptions } from "./page.ts";

let lastOpaqueOrigin = 0;

/** https://html.spec.whatwg.org/#parse-a-sandboxing-directive: as far as the origin goes. */
function isSandboxed(sandboxed: NonNullable<PageOptions["sandboxed"]>): boolean {
  return typeof sandboxed === "boolean"
    ? sandboxed
    : !sandboxTokens(sandboxed).includes("allow-same-origin");
}

function sandboxTokens(policy: string): string[] {
  // Another directive may follow.
  const [directive = ""] = policy.split(";");
  return directive.toLowerCase().split(/[\t\n\f\r ]+/);
}

function sandboxOf(
  sandboxed: NonNullable<PageOptions["sandboxed"]>,
  parent: Page | undefined,
): Client["sandbox"] {
  const outer = parent?.client.sandbox ?? "none";
  if (sandboxed === false || outer === "closed") return outer;
  if (sandboxed === true) return "closed";
  const tokens = sandboxTokens(sandboxed);
  return tokens.includes("allow-scripts") && tokens.includes("allow-same-origin")
    ? "leavable"
    : "closed";
}

/** What a page's console says of its sandbox, its own or that of what holds it, as it is opened. */
export function tellOfSandbox(
  url: string,
  { parent }: PageOptions,
  { console, origin, sandbox }: Client,
  { messages }: EngineProfile,
): void {
  if (console === null || sandbox !== "leavable") return;
  // NB: What is of another origin cannot lay hands on the element that holds it.
  if (parent !== undefined && !isSameOrigin(parent.client.origin, origin)) return;
  for (const text of messages.leavableSandbox) console({ text, url });
}

/** https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer, step 3 */
function referrerUrlOf(url: URL, parent: Page | undefined, engine: EngineProfile): URL | null {
  const { referrer } = engine;
  // "While document is an iframe srcdoc document, let document be document's browsing context's browsing
  // context container's node document."
  if (isSrcdoc(url) || (isBlank(url) && referrer.fromBlankFetch === "container"))
    return parent?.client.referrerUrl ?? null;
  if (refersByOrigin(url, engine)) return new URL(`${url.origin}/`);
  return isHttpScheme(url) ? url : null;
}

/** Whether it is a document of a blob: URL that tells by whom that was made. */
function refersByOrigin({ protocol, origin }: URL, { referrer }: EngineProfile): boolean {
  return protocol === "blob:" && referrer.fromBlobFetch === "origin" && /^https?:/.test(origin);
}

function isSrcdoc({ protocol, pathname }: URL): boolean {
  return protocol === "about:" && pathname === "srcdoc";
}

function isBlank({ protocol, pathname }: URL): boolean {
  return protocol === "about:" && pathname === "blank";
}

/** Whether a document is its parent's own: `about:blank`, or what the parent has written into `srcdoc`. */
function isOfParent(url: URL): boolean {
  return isSrcdoc(url) || isBlank(url);
}

/** https://fetch.spec.whatwg.org/#determine-the-http-cache-partition */
function httpCachePartitionOf(
  { httpCache: { partition } }: EngineProfile,
  networkPartitionKey: string,
  own: Origin,
): string {
  switch (partition) {
    case "top-level-site":
      return networkPartitionKey;
    case "frame-site":
      return isOpaque(own)
        ? networkPartitionKey
        : `${networkPartitionKey} ${siteOf(own.serialization)}`;
    case "none":
      return "";
  }
}

/** What the requests of a page go by: its origin, its policies, and what holds it. */
export function clientOf(
  url: URL,
  {
    sandboxed = false,
    parent,
    referrerPolicy,
    upgradeInsecureRequests = false,
    noStore = false,
    onConsole,
  }: PageOptions,
  { blobUrls, engine }: UserAgent,
): Omit<Client, "loadLinks"> {
  // https://html.spec.whatwg.org/#determining-the-origin, and what such a document inherits beside it.
  const inherited = parent !== undefined && isOfParent(url) ? parent.client : null;
  const own = inherited?.origin ?? originOfDocument(url);
  // A data: or file: URL has an opaque origin of its own.
  const hasSandboxedOrigin = isSandboxed(sandboxed) || parent?.client.hasSandboxedOrigin === true;
  const origin: Origin =
    hasSandboxedOrigin || (isOpaque(own) && inherited === null) ? createOpaqueOrigin() : own;
  const top = parent?.client.topLevelOrigin ?? origin;
  const isCrossSiteFrame =
    parent !== undefined &&
    (parent.client.hasCrossSiteAncestor ||
      !isSameSite(parent.client.topLevelOrigin.serialization, origin.serialization));
  const isForeignFrame =
    parent !== undefined &&
    (parent.client.hasForeignAncestor ||
      !isSchemelesslySameSite(parent.client.topLevelOrigin.serialization, origin.serialization));
  const isTrustworthy = isPotentiallyTrustworthy(url) || isOfApplication(url);
  const isSecure = isTrustworthy && (parent?.client.isSecureContext ?? true);
  const networkPartitionKey = isOpaque(top)
    ? `opaque:${++lastOpaqueOrigin}`
    : siteOf(top.serialization);
  const hasNoPolicy =
    refersByOrigin(url, engine) ||
    (isBlank(url) &&
      engine.referrer.fromBlankFetch === "container" &&
      referrerPolicy === undefined);
  const stated = hasNoPolicy ? undefined : (referrerPolicy ?? inherited?.referrerPolicy);
  return {
    origin,
    baseUrl: inherited?.baseUrl ?? url,
    parsedUrls: new ParsedUrls(),
    timings: new ResourceTimings(),
    referrerUrl: referrerUrlOf(url, parent, engine),
    referrerPolicy: stated ?? "strict-origin-when-cross-origin",
    statesReferrerPolicy:
      referrerPolicy === undefined && inherited !== null
        ? stated !== undefined && inherited.statesReferrerPolicy
        : stated !== undefined,
    isSrcdoc: isSrcdoc(url),
    isBlank: isBlank(url),
    scriptsAloneRefer: isBlank(url) || url.protocol === "blob:",
    hasSandboxedOrigin,
    sandbox: sandboxOf(sandboxed, parent),
    contentSecurityPolicy: typeof sandboxed === "string" ? sandboxed : null,
    isSecureContext: isSecure,
    isOfNoNetwork:
      (url.protocol === "data:" || url.protocol === "about:") &&
      (parent?.client.isOfNoNetwork ?? true),
    prohibitsMixedContent:
      url.protocol === "https:" ||
      (parent?.client.prohibitsMixedContent === true &&
        (url.protocol !== "http:" || engine.mixedContentByAncestors)),
    // https://www.w3.org/TR/upgrade-insecure-requests/#nesting
    upgradesInsecureRequests:
      upgradeInsecureRequests || parent?.client.upgradesInsecureRequests === true,
    networkPartitionKey,
    httpCachePartitionKey: httpCachePartitionOf(engine, networkPartitionKey, origin),
    topLevelOrigin: top,
    topLevelUrlOrigin: parent?.client.topLevelUrlOrigin ?? url.origin,
    hasCrossSiteAncestor: isCrossSiteFrame,
    hasForeignAncestor: isForeignFrame,
    blobUrls,
    isUnstored: noStore,
    console: onConsole ?? parent?.client.console ?? null,
  };
}
