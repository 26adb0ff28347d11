import type { EngineRun, FailureCode } from "@crosswalk/explain";
import type { BrowserName } from "../installed/browser-name.ts";
import type { Performance } from "./stage-browser.ts";

/** What tells of a failure that CORS has no name for, on the console or in what Chromium says of its network. */
const signs: Readonly<Record<BrowserName, Readonly<Partial<Record<FailureCode, RegExp>>>>> = {
  chromium: {
    BadPort: /net::ERR_UNSAFE_PORT/,
    CorpBlocked: /blocked:corp-not-same-origin(?!-)/,
    CorsDisabledScheme: /CorsDisabledScheme|URL scheme "[a-z]+" is not supported/,
    MixedContent: /blocked:mixed-content/,
    SubresourceIntegrity: /Subresource Integrity: The resource/,
    "blocked-by-client": /net::ERR_BLOCKED_BY_CLIENT/,
    certificate: /net::ERR_CERT_/,
    "connection-refused": /net::ERR_CONNECTION_REFUSED/,
    "connection-reset": /net::ERR_EMPTY_RESPONSE/,
    "content-security-policy": /Refused to connect because it violates the document's Content/,
    "cross-origin-embedder-policy": /blocked:corp-not-same-origin-after-defaulted.*-by-coep/,
    "local-network-access-denied": / LocalNetworkAccessPermissionDenied /,
    "name-not-resolved": /net::ERR_NAME_NOT_RESOLVED/,
    "other-address-space": / InvalidLocalNetworkAccess /,
    // What is amiss is said on the worker's own console.
    "service-worker": /^\S+ Fetch net::ERR_FAILED$/m,
  },
  firefox: {
    CorpBlocked: /was blocked due to its Cross-Origin-Resource-Policy header/,
    MixedContent: /Blocked loading mixed active content/,
    "content-security-policy": /^Content-Security-Policy: .*connect-src/m,
    "cross-origin-embedder-policy": /was blocked due to its Cross-Origin-Resource-Policy header/,
    "service-worker": /A ServiceWorker passed an opaque Response to FetchEvent\.respondWith\(\)/,
  },
};

/** Whether the browser's own reason is the one that our run gives. */
export type ReasonAgreement = "same" | "other" | "not-told";

/**
 * Chromium names what is wrong; Firefox says it on its console, values and all, in the language that it was made for: where that is
 * not English, nothing is told.
 */
export function compareReasons(
  browser: BrowserName,
  { console: said, cors, map }: Pick<Performance, "console" | "cors" | "map">,
  { failure, console: ours }: EngineRun,
): ReasonAgreement {
  if (failure === null) return "not-told";
  const all = [...cors, ...said].join("\n");
  const sign = signs[browser][failure.code];
  if (sign !== undefined) return sign.test(all) ? "same" : "other";
  if (browser === "chromium") return all.includes(` ${failure.code} `) ? "same" : "other";
  const [is, expected] = [reasonsOf(said), reasonsOf(ours.map((line) => map.text(line)))];
  if (is === "" && expected !== "" && said.length > 0) return "not-told";
  return is === expected ? "same" : "other";
}

const reasonsOf = (lines: readonly string[]): string =>
  lines.flatMap((line) => [...line.matchAll(/\(Reason: .*?\)\./g)].map(String)).join("\n");
