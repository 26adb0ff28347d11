/**
 * The names of headers that WebKit knows and a script may set, as it writes them whatever the script
 * wrote: seen in WebKitGTK 2.50.6, which was asked with some 170 names, and with each of these in another case.
 *
 * Source/WebCore/platform/network/HTTPHeaderNames.in
 */
export const webkitHeaderNames: ReadonlyMap<string, string> = spellings(
  "Accept",
  "Accept-Language",
  "Accept-Ranges",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Origin",
  "Access-Control-Expose-Headers",
  "Access-Control-Max-Age",
  "Age",
  "Authorization",
  "Cache-Control",
  "Clear-Site-Data",
  "Content-Disposition",
  "Content-Encoding",
  "Content-Language",
  "Content-Location",
  "Content-Range",
  "Content-Security-Policy",
  "Content-Security-Policy-Report-Only",
  "Content-Type",
  "Cross-Origin-Embedder-Policy",
  "Cross-Origin-Embedder-Policy-Report-Only",
  "Cross-Origin-Opener-Policy",
  "Cross-Origin-Opener-Policy-Report-Only",
  "Cross-Origin-Resource-Policy",
  "Default-Style",
  "ETag",
  "Expires",
  "Icy-MetaInt",
  "Icy-Metadata",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "If-Unmodified-Since",
  "Integrity-Policy",
  "Last-Event-ID",
  "Last-Modified",
  "Link",
  "Location",
  "Ping-From",
  "Ping-To",
  "Pragma",
  "Range",
  "Referrer-Policy",
  "Refresh",
  "Report-To",
  "Reporting-Endpoints",
  "Server-Timing",
  "Service-Worker",
  "Service-Worker-Allowed",
  "Service-Worker-Navigation-Preload",
  "Set-Cookie2",
  "SourceMap",
  "Timing-Allow-Origin",
  "Upgrade-Insecure-Requests",
  "User-Agent",
  "Vary",
  "X-Content-Type-Options",
  "X-Frame-Options",
  "X-SourceMap",
  "X-Temp-Tablet",
  "X-XSS-Protection",
);

/** Those that libsoup alone knows, which writes them so. */
export const libsoupHeaderNames: ReadonlyMap<string, string> = spellings(
  "Purpose",
  "Server",
  "WWW-Authenticate",
  "X-DNS-Prefetch-Control",
);

/** Those that WebKit knows and libsoup does not. */
export const unknownToLibsoup: ReadonlySet<string> = new Set([
  "clear-site-data",
  "cross-origin-embedder-policy",
  "cross-origin-embedder-policy-report-only",
  "cross-origin-opener-policy",
  "cross-origin-opener-policy-report-only",
  "icy-metadata",
  "icy-metaint",
  "integrity-policy",
  "report-to",
  "reporting-endpoints",
  "service-worker-navigation-preload",
]);

function spellings(...names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}
