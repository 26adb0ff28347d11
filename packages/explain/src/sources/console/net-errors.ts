import type { ConsoleKind } from "./console-message.ts";
import { type Sentence, sentences } from "./sentence.ts";

/** What kind of failure a name of a network error stands for; the first that fits counts. */
export const netErrorKinds: readonly (readonly [pattern: RegExp, kind: ConsoleKind])[] = [
  [/CONNECTION_REFUSED|ADDRESS_UNREACHABLE|ERR_PROXY_CONNECTION|INTERNET_DISCONNECTED/, "refused"],
  [/NAME_|DNS_|UNKNOWN_HOST/, "dns"],
  [/CERT|SSL|MOZILLA_PKIX|SEC_ERROR/, "certificate"],
  [/UNSAFE_PORT|PORT_ACCESS_NOT_ALLOWED/, "unsafe-port"],
  [/BLOCKED_BY_(?:CLIENT|ADMINISTRATOR|EXTENSION)/, "blocked-by-client"],
  [
    /AfterDefaultedToSameOriginByCoep|CoepFrameResourceNeedsCoepHeader/i,
    "cross-origin-embedder-policy",
  ],
  [/BLOCKED_BY_RESPONSE/, "cross-origin-resource-policy"],
  [/BLOCKED_BY_ORB/, "opaque-response-blocking"],
  [/BLOCKED_BY_CSP/, "content-security-policy"],
  [/LOCAL_NETWORK_ACCESS/, "local-network-access"],
  [/TIMED_OUT|NET_TIMEOUT/, "timed-out"],
  [/REDIRECT/, "redirect"],
  // The columns of the network panel have names of their own.
  [/^mixed-content$/i, "mixed-content"],
  [/^csp$/i, "content-security-policy"],
  [/^corp-.*coep/i, "cross-origin-embedder-policy"],
  [/^(?:corp|origin)/i, "cross-origin-resource-policy"],
  [/^coep/i, "cross-origin-embedder-policy"],
  [/^(?:orb|NotSameOrigin)/i, "opaque-response-blocking"],
  [/INVALID|HEADERS|CHUNKED|CONTENT_|UNEXPECTED|PROTOCOL_ERROR/, "invalid-response"],
  [/URL_SCHEME|UNKNOWN_PROTOCOL/, "url-scheme"],
];

/** Chromium names the error, before it the method and URL where the line is of the network's, and Firefox's tools name theirs. */
export const netErrorSentences: readonly Sentence[] = [
  ...sentences("chromium", "network", [
    "Failed to load resource: net::<netError>",
    "<method> <url> net::<netError>[ <status>[ (<any>)]<end>]",
    "net::<netError>",
    "(blocked:<netError>)",
  ]),
  ...sentences("firefox", "network", ["NS_ERROR_<netError>", "NS_BINDING_<netError>"]),
];
