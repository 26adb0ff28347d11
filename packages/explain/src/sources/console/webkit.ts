import type { ConsoleCorsCode } from "./console-message.ts";
import { type Sentence, sentences } from "./sentence.ts";

/** Source/WebCore/loader/CrossOriginAccessControl.cpp, and what loads through it */
const reasons: readonly (readonly [
  reason: string,
  code: ConsoleCorsCode | null,
  isPreflight?: true,
])[] = [
  // It says the same whether the header is missing, invalid, or another origin's.
  [
    "Origin <origin> is not allowed by Access-Control-Allow-Origin[.][ Status code: <status>]",
    null,
  ],
  [
    "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true[.]",
    "WildcardOriginNotAllowed",
  ],
  [
    "Access-Control-Allow-Origin cannot contain more than one origin[.]",
    "MultipleAllowOriginValues",
  ],
  [
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true"[.]',
    "InvalidAllowCredentials",
  ],
  [
    "Preflight response is not successful[.][ Status code: <status>]",
    "PreflightInvalidStatus",
    true,
  ],
  ["CORS-preflight request was blocked", null, true],
  ["Preflight response was blocked", null, true],
  [
    "Header Access-Control-Allow-Methods has an invalid value: <value><eol>",
    "InvalidAllowMethodsPreflightResponse",
    true,
  ],
  [
    "Header Access-Control-Allow-Headers has an invalid value: <value><eol>",
    "InvalidAllowHeadersPreflightResponse",
    true,
  ],
  [
    "Method <parameter> is not allowed by Access-Control-Allow-Methods[.]<end>",
    "MethodDisallowedByPreflightResponse",
    true,
  ],
  [
    "Request header field <parameter> is not allowed by Access-Control-Allow-Headers[.]<end>",
    "HeaderDisallowedByPreflightResponse",
    true,
  ],
  ["redirection URL <url> has credentials", "RedirectContainsCredentials"],
  [
    "not allowed to follow a cross-origin CORS redirection with non CORS scheme",
    "CorsDisabledScheme",
  ],
];

export const webkitSentences: readonly Sentence[] = [
  ...sentences(
    "webkit",
    "cors",
    [
      "Cross-origin redirection to <url> denied by Cross-Origin Resource Sharing policy[:]",
      ["Beacon API cannot load <url>.<end>", { resource: "beacon" }],
    ],
    "prefix",
  ),
  ...reasons.flatMap(([reason, code, isPreflight]) =>
    sentences("webkit", "cors", [[reason, { code, isPreflight: isPreflight ?? null }]]),
  ),
  ...sentences(
    "webkit",
    "cors",
    [
      ...["Fetch API", "XMLHttpRequest", "EventSource", "Beacon API"].map(
        (resource) =>
          [`${resource} cannot load <url> due to access control checks[.]`, { resource }] as const,
      ),
      "Cannot load <resource> <url> due to access control checks[.]",
      "Cannot load <url> due to access control checks[.]",
      "due to access control checks[.]",
    ],
    "suffix",
  ),
  ...sentences("webkit", "cors", [
    "Cross-origin <resource> load denied by Cross-Origin Resource Sharing policy[.]",
    ["Cross origin requests are only supported for HTTP[.]", { code: "CorsDisabledScheme" }],
  ]),
  ...sentences("webkit", "request-mode", [
    "Unsafe attempt to load URL <url> from origin <origin>. Domains, protocols and ports must match[.]",
    ["No-Cors mode requires follow redirect mode", { code: "NoCorsRedirectModeNotFollow" }],
  ]),
  ...sentences("webkit", "redirect", [
    "Not allowed to follow a redirection while loading <url><end>",
    "Redirect was not allowed",
    "Load cannot follow more than 20 redirections",
    "Redirection to URL with a scheme that is not HTTP(S)[.]",
  ]),
  ...sentences("webkit", "cross-origin-resource-policy", [
    "Cancelled load to <url> because it violates the resource's Cross-Origin-Resource-Policy response header[.]",
  ]),
  ...sentences("webkit", "mixed-content", [
    "The page at <pageUrl> requested insecure content from <url>. This content was",
    "The page at <pageUrl> was not allowed to display insecure content from <url>.<end>",
  ]),
  ...sentences("webkit", "content-security-policy", [
    "Refused to <resource> <url> because it does not appear in the <directive> directive of the Content Security Policy[.]",
    "Blocked by Content Security Policy[.]",
  ]),
  ...sentences("webkit", "message-target", [
    "Unable to post message to <url>. Recipient has origin <origin>[.]<end>",
  ]),
  // Before 2018.
  ...sentences("webkit", "cors", ["Cannot make any requests from <origin>.<eol>"]),
  ...sentences("webkit", "service-worker", [
    "FetchEvent.respondWith received an error: <value><eol>",
    "Response served by service worker is <value><eol>",
  ]),
  ...sentences("webkit", "integrity", [
    "Failed integrity metadata check[. <url>. Failed integrity metadata check]",
  ]),
  ...sentences("webkit", "content-type", [
    "Did not parse stylesheet at '<url>' because non CSS MIME types are not allowed in strict mode[.]",
    "TypeError: '<value>' is not a valid JavaScript MIME type[.]",
  ]),
  ...sentences(null, "content-type", [
    'EventSource\'s response has a MIME type ("<value>") that is not "text/event-stream"[.]',
  ]),
  ...sentences("webkit", "unsafe-port", [
    "Not allowed to use restricted network port <word>: <url><end>",
  ]),
  ...sentences("webkit", "url-scheme", ["FTP URLs are disabled", "The URL can't be shown"]),
  // Chromium says that, too.
  ...sentences(null, "url-scheme", ["Not allowed to load local resource: <url><end>"]),
  ...sentences("webkit", "dns", [
    'Error resolving "<parameter>": Name or service not known',
    "A server with the specified hostname could not be found[.]",
  ]),
  ...sentences("webkit", "refused", [
    "Could not connect to the server[.]",
    "Could not connect to <word>: Connection refused",
  ]),
  ...sentences("webkit", "certificate", [
    "The certificate for this server is invalid[.]",
    "An SSL error has occurred and a secure connection to the server cannot be made[.]",
    "Unacceptable TLS certificate",
  ]),
  ...sentences("webkit", "invalid-response", [
    "Could not parse HTTP response",
    "Unrecognized HTTP response encoding",
    "Header too big",
    "Connection terminated unexpectedly",
  ]),
  ...sentences("webkit", "timed-out", ["The request timed out[.]"]),
  ...sentences("webkit", "tainted-canvas", [
    "Unable to get image data from canvas because the canvas has been tainted by cross-origin data[.]",
  ]),
  // Chromium printed the same before a reason.
  ...sentences(
    null,
    "network",
    [["Fetch API cannot load <url>.<end>", { resource: "fetch" }]],
    "prefix",
  ),
  ...sentences("webkit", "network", ["Not allowed to request resource"]),
  ...sentences("webkit", "connection-lost", ["The network connection was lost[.]"]),
  ...sentences("webkit", "invalid-request", [
    "ArrayBuffer is deprecated in XMLHttpRequest.send()[.]",
    "URL is not valid or contains user credentials[.]",
  ]),
  ...sentences("webkit", "fetch-rejected", ["TypeError: Load failed"]),
];
