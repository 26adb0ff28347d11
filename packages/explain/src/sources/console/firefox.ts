import type { ConsoleCorsCode } from "./console-message.ts";
import { type Sentence, sentences } from "./sentence.ts";

const ORIGIN = "'Access-Control-Allow-Origin'";

/**
 * Reasons, as far as they tell one from another.
 *
 * dom/locales/en-US/chrome/security/security.properties
 */
const reasons: readonly (readonly [
  reason: string,
  code: ConsoleCorsCode | null,
  isPreflight?: true,
])[] = [
  ["CORS disabled)", null],
  ["CORS header 'Origin' cannot be added", null],
  ["CORS request external redirect not allowed", "PreflightDisallowedRedirect", true],
  ["CORS request not http", "CorsDisabledScheme"],
  [`CORS header ${ORIGIN} missing`, "MissingAllowOriginHeader"],
  [`Multiple CORS header ${ORIGIN} not allowed`, "MultipleAllowOriginValues"],
  [`CORS header ${ORIGIN} does not match[ '<value>')]`, "AllowOriginMismatch"],
  [`Credential is not supported if the CORS header ${ORIGIN} is[ '*']`, "WildcardOriginNotAllowed"],
  [
    "Did not find method in CORS header 'Access-Control-Allow-Methods'",
    "MethodDisallowedByPreflightResponse",
    true,
  ],
  ["expected 'true' in CORS header 'Access-Control-Allow-Credentials'", "InvalidAllowCredentials"],
  ["CORS preflight response did not succeed", "PreflightInvalidStatus", true],
  ["CORS preflight channel did not succeed", "PreflightInvalidStatus", true],
  [
    "invalid token '[<value>]' in CORS header 'Access-Control-Allow-Methods'",
    "InvalidAllowMethodsPreflightResponse",
    true,
  ],
  [
    "invalid token '[<value>]' in CORS header 'Access-Control-Allow-Headers'",
    "InvalidAllowHeadersPreflightResponse",
    true,
  ],
  [
    "header '<parameter>' is not allowed according to header 'Access-Control-Allow-Headers'[ from CORS preflight response]",
    "HeaderDisallowedByPreflightResponse",
    true,
  ],
  [
    "missing token '<parameter>' in CORS header 'Access-Control-Allow-Headers'[ from CORS preflight channel]",
    "HeaderDisallowedByPreflightResponse",
    true,
  ],
];

const PREFIX =
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at";

export const firefoxSentences: readonly Sentence[] = [
  ...sentences(
    "firefox",
    "cors",
    [
      `${PREFIX} '<url>'[.] (Reason:`,
      `${PREFIX} <url>[.] (Reason:`,
      `${PREFIX} '<url>'[.]<end>`,
      `${PREFIX} <url>[.]<end>`,
    ],
    "prefix",
  ),
  ...reasons.flatMap(([reason, code, isPreflight]) =>
    sentences("firefox", "cors", [[reason, { code, isPreflight: isPreflight ?? null }]]),
  ),
  ...sentences(
    "firefox",
    "cors",
    [")[.] Status code: <status>[)][.]", ". Status code: <status>[)][.]"],
    "suffix",
  ),
  ...sentences("firefox", "cors", [
    [
      "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at <url> soon[. (Reason: When the '[<any>]' is '*', the '<parameter>' header is not covered]",
      { code: "HeaderDisallowedByPreflightResponse", isPreflight: true },
    ],
  ]),
  // What the network panel says in place of how much was transferred.
  ...sentences("firefox", "cors", [
    ["CORS Missing Allow Origin", { code: "MissingAllowOriginHeader" }],
    ["CORS Allow Origin Not Matching Origin", { code: "AllowOriginMismatch" }],
    ["CORS Multiple Allow Origin Not Allowed", { code: "MultipleAllowOriginValues" }],
    ["CORS Missing Allow Credentials", { code: "InvalidAllowCredentials" }],
    ["CORS Not Supporting Credentials", { code: "WildcardOriginNotAllowed" }],
    ["CORS Preflight Did Not Succeed", { code: "PreflightInvalidStatus", isPreflight: true }],
    [
      "CORS External Redirect Not Allowed",
      { code: "PreflightDisallowedRedirect", isPreflight: true },
    ],
    [
      "CORS Missing Allow Header From Preflight",
      { code: "HeaderDisallowedByPreflightResponse", isPreflight: true },
    ],
    ["CORS Method Not Found", { code: "MethodDisallowedByPreflightResponse", isPreflight: true }],
    ["CORS Did Not Succeed", { isUnanswered: true }],
    ["CORS request did not succeed", { isUnanswered: true }],
    // Until 2015, whatever the reason.
    "This can be fixed by moving the resource to the same domain or enabling CORS",
  ]),
  ...sentences("firefox", "http-status", ["[XHR]<method>[ ]<url>[ ]<bracket>HTTP/<word> <status>"]),
  ...sentences("firefox", "frame", [
    'Permission denied to access property "<value>" on cross-origin object',
  ]),
  ...sentences("firefox", "frame-refused", [
    'The loading of "<url>" in a frame is denied by "X-Frame-Options" directive set to "<value>"',
  ]),
  // It is the framed page's policy, and names who frames it, if anyone.
  ...sentences("firefox", "frame-refused", [
    'Content-Security-Policy: The page\'s settings blocked <any> (frame-ancestors) at <pageUrl> because it violates the following directive: "<directive>"',
    'Content-Security-Policy: The page\'s settings blocked the loading of a resource at <word> ("frame-ancestors").',
    'Content Security Policy: The page\'s settings blocked the loading of a resource at <word> ("frame-ancestors").',
  ]),
  ...sentences("firefox", "web-socket", [
    "Firefox can't establish a connection to the server at <webSocket>.<end>",
  ]),
  ...sentences("firefox", "network", ['Loading failed for the <word> with source "<url>"[.]']),
  ...sentences("firefox", "request-mode", [
    "Security Error: Content at <pageUrl> may not load data from <url>.<end>",
    "Security Error: Content at <pageUrl> may not load or link to <url>.<end>",
  ]),
  ...sentences("firefox", "cross-origin-resource-policy", [
    'The resource at "<url>" was blocked due to its Cross-Origin-Resource-Policy header[ (or lack thereof)]',
  ]),
  ...sentences("firefox", "cross-origin-embedder-policy", [
    'The resource at "<url>" was blocked due to its Cross-Origin-Embedder-Policy header[ (or lack thereof)]',
  ]),
  ...sentences("firefox", "opaque-response-blocking", [
    'The resource at "<url>" was blocked by OpaqueResponseBlocking[. Reason: "<value>".]',
    "A resource is blocked by OpaqueResponseBlocking",
  ]),
  ...sentences("firefox", "content-security-policy", [
    'Content-Security-Policy: The page\'s settings blocked <any> (<directive>) at <url> because it violates the following directive: "<value>"',
    'Content Security Policy: The page\'s settings blocked the loading of a resource at <url> ("<directive>").',
    'Content-Security-Policy: The page\'s settings blocked the loading of a resource at <url> ("<directive>")[.]',
  ]),
  ...sentences("firefox", "mixed-content", [
    'Blocked loading mixed active content "<url>"',
    'Blocked loading mixed display content "<url>"',
    'Loading mixed (insecure) active content "<url>" on a secure page',
  ]),
  ...sentences("firefox", "local-network-access", [
    'Request to access "<url>" at <any> blocked because of Local Network Access',
  ]),
  ...sentences("firefox", "service-worker", [
    "Failed to load '<url>'. A ServiceWorker passed a[n] <value> to FetchEvent.respondWith()[ that rejected with '<any>'[.]]",
    "Failed to load '<url>'. A ServiceWorker intercepted the request and encountered an unexpected error[.]",
  ]),
  ...sentences("firefox", "integrity", [
    'None of the "<parameter>" hashes in the integrity attribute match the content of the subresource[ at "<url>"]',
    '"<url>" is not eligible for integrity checks since it\'s neither CORS-enabled nor same-origin[.]',
  ]),
  ...sentences("firefox", "font", [
    "downloadable font: <any> source: <url><end>",
    "downloadable font: <value> source",
    [
      "downloadable font: download failed[ (<value>): bad URI or cross-site access not allowed source: <url><end>]",
      { resource: "font" },
    ],
  ]),
  ...sentences("firefox", "content-type", [
    'The resource from "<url>" was blocked due to MIME type ("<value>") mismatch (X-Content-Type-Options: nosniff)[.]',
    'Loading module from "<url>" was blocked because of a disallowed MIME type[ ("<value>")]',
    'The stylesheet <url> was not loaded because its MIME type, "<value>", is not "text/css"[.]',
    "XML Parsing Error: <value> Location: <url> Line Number",
  ]),
  ...sentences("firefox", "frame", ['Module source URI is not allowed in this document: "<url>"']),
  ...sentences("firefox", "refused", [
    "Firefox can't establish a connection to the server at <url>.<end>",
  ]),
  ...sentences("firefox", "network", [
    "The connection to <url> was interrupted while the page was loading[.]",
  ]),
  ...sentences("firefox", "cookie", [
    'Cookie "<parameter>" has been rejected <any>.<end>',
    'Cookie "<parameter>" rejected <any>.<end>',
    'Cookie "<parameter>" will be soon <any>.<end>',
  ]),
  ...sentences("firefox", "tainted-canvas", [
    "SecurityError: The operation is insecure[.]",
    "Cross-origin elements require CORS[.]",
  ]),
  ...sentences("firefox", "unsafe-port", ["Port Access not allowed[.]"]),
  ...sentences("firefox", "unsafe-header", [
    "Attempt to set a forbidden header was denied: <parameter><end>",
  ]),
  ...sentences("firefox", "invalid-request", ["Window.fetch: <any>.<end>"]),
  ...sentences("firefox", "fetch-rejected", ["NetworkError when attempting to fetch resource[.]"]),
];
