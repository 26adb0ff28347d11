import type { EngineRun, FailureCode } from "@crosswalk/explain";
import type { DriverName } from "../lab/drivers/driver.ts";
import type { AddressMap } from "./address-map.ts";
import type { Performance } from "./stage-browser.ts";

/** What tells of a failure that CORS has no name for, on the console or in what Chromium says of its network. */
const signs: Readonly<
  Record<"chromium" | "firefox", Readonly<Partial<Record<FailureCode, RegExp>>>>
> = {
  chromium: {
    BadPort: /net::ERR_UNSAFE_PORT/,
    CorpBlocked: /blocked:corp-not-same-origin(?!-)/,
    CorsDisabledScheme: /CorsDisabledScheme|URL scheme "[a-z]+" is not supported/,
    MixedContent: /blocked:mixed-content/,
    SubresourceIntegrity: /Subresource Integrity: The resource/,
    "connection-refused": /net::ERR_CONNECTION_REFUSED/,
    "connection-reset": /net::ERR_EMPTY_RESPONSE/,
    "content-security-policy": /Refused to connect because it violates the document's Content/,
    "cross-origin-embedder-policy": /blocked:corp-not-same-origin-after-defaulted.*-by-coep/,
    "name-not-resolved": /net::ERR_NAME_NOT_RESOLVED/,
  },
  firefox: {
    CorpBlocked: /was blocked due to its Cross-Origin-Resource-Policy header/,
    MixedContent: /Blocked loading mixed active content/,
    "content-security-policy": /^Content-Security-Policy: .*connect-src/m,
    "cross-origin-embedder-policy": /was blocked due to its Cross-Origin-Resource-Policy header/,
  },
};

/**
 * How the browser's own reason differs from the one that our run gives; null where they agree. Chromium names what is wrong;
 * Firefox says it on its console, values and all.
 */
export function otherReason(
  browser: DriverName,
  { console: said, cors }: Performance,
  { failure, console: ours }: EngineRun,
  map: AddressMap,
): string | null {
  if (failure === null || browser === "webkit") return null;
  const all = [...cors, ...said].join("\n");
  const sign = signs[browser][failure.code];
  if (sign !== undefined) return sign.test(all) ? null : `${failure.code}: ${all}`;
  if (browser === "chromium")
    return all.includes(` ${failure.code} `) ? null : `${failure.code}: ${all}`;
  const [is, expected] = [reasonsOf(said), reasonsOf(ours.map((line) => map.text(line)))];
  return is === expected ? null : `${expected}\n${is}`;
}

const reasonsOf = (lines: readonly string[]): string =>
  lines.flatMap((line) => [...line.matchAll(/\(Reason: .*?\)\./g)].map(String)).join("\n");
