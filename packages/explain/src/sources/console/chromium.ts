import type { ConsoleCorsCode } from "./console-message.ts";
import { type Sentence, sentences } from "./sentence.ts";

const ORIGIN = "'Access-Control-Allow-Origin'";
const MODE = "when the request's credentials mode is 'include'";

/**
 * What follows the prefix, or stands alone where somebody copied no more. What tells one from another comes first, so that a
 * sentence may be cut off behind it.
 *
 * third_party/blink/renderer/platform/loader/cors/cors_error_string.cc, in its present form and in older ones
 */
const reasons: readonly (readonly [sentence: string, code: ConsoleCorsCode, isPreflight?: true])[] =
  [
    ["Cross origin requests are not allowed by request mode[.]", "DisallowedByMode"],
    ["The response is invalid.", "InvalidResponse"],
    [
      `The value of the ${ORIGIN} header in the response must not be the wildcard[ '*'[ ${MODE}[.]]]`,
      "WildcardOriginNotAllowed",
    ],
    [
      `A wildcard '*' cannot be used in the ${ORIGIN} header when the credentials flag is true[.]`,
      "WildcardOriginNotAllowed",
    ],
    [`No ${ORIGIN} header[ is present on the requested resource[.]]`, "MissingAllowOriginHeader"],
    [
      `The ${ORIGIN} header contains multiple values[ '<value>', but only one is allowed[.]]`,
      "MultipleAllowOriginValues",
    ],
    [`The ${ORIGIN} header contains the invalid value[ '<value>'.]`, "InvalidAllowOriginValue"],
    [
      `The ${ORIGIN} header has a value[ '<value>' that is not equal to the supplied origin[.]]`,
      "AllowOriginMismatch",
    ],
    [
      `The value of the 'Access-Control-Allow-Credentials' header[ in the response is '<value>' which must be 'true'[ ${MODE}[.]]]`,
      "InvalidAllowCredentials",
    ],
    [
      "Cross origin requests are only supported for protocol schemes[: <value>.]",
      "CorsDisabledScheme",
    ],
    [
      `Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '[<value>]'.[ It must be 'true' to allow credentials[.]]`,
      "InvalidAllowCredentials",
    ],
    [
      `Credentials flag is true, but Access-Control-Allow-Credentials is not 'true'[.]`,
      "InvalidAllowCredentials",
    ],
    ["It does not have HTTP ok status[.]", "PreflightInvalidStatus", true],
    ["Response for preflight does not have HTTP ok status[.]", "PreflightInvalidStatus", true],
    ["Invalid HTTP status code <status>", "PreflightInvalidStatus", true],
    ["Response for preflight is invalid (redirect)", "PreflightDisallowedRedirect", true],
    [
      "The request was redirected to '<value>', which is disallowed for cross-origin requests that require preflight[.]",
      "PreflightDisallowedRedirect",
      true,
    ],
    [
      "Request requires preflight, which is disallowed to follow cross-origin redirect[s][.]",
      "PreflightDisallowedRedirect",
      true,
    ],
    [
      "Response for preflight has invalid HTTP status code[ <status>]",
      "PreflightInvalidStatus",
      true,
    ],
    ["Redirect is not allowed for a preflight request[.]", "PreflightDisallowedRedirect", true],
    [
      "Cannot parse Access-Control-Allow-Methods response header[ field in preflight response[.]]",
      "InvalidAllowMethodsPreflightResponse",
      true,
    ],
    [
      "Cannot parse Access-Control-Allow-Headers response header[ field in preflight response[.]]",
      "InvalidAllowHeadersPreflightResponse",
      true,
    ],
    [
      "Method <parameter> is not allowed by Access-Control-Allow-Methods[ in preflight response[.]]",
      "MethodDisallowedByPreflightResponse",
      true,
    ],
    [
      "Request header field <parameter> is not allowed by Access-Control-Allow-Headers[ in preflight response[.]]",
      "HeaderDisallowedByPreflightResponse",
      true,
    ],
    [
      "Redirect location '[<value>]' contains a username and password[, which is disallowed for cross-origin requests[.]]",
      "RedirectContainsCredentials",
    ],
    [
      "The request client is not a secure context[ and the resource is in more-private address space `<addressSpace>`[.]]",
      "InsecureLocalNetwork",
    ],
    [
      "Request had a target IP address space of `<value>`[ yet the resource is in address space `<addressSpace>`[.]]",
      "InvalidLocalNetworkAccess",
    ],
    [
      "Permission was denied for this request to access the `<addressSpace>` address space[.]",
      "LocalNetworkAccessPermissionDenied",
    ],
    [
      "No 'Access-Control-Allow-Private-Network' header[ was present in the preflight response[ for this private network request[ targeting the `<addressSpace>` address space[.]]]]",
      "PreflightMissingAllowPrivateNetwork",
      true,
    ],
    [
      "The 'Access-Control-Allow-Private-Network' header[ in the preflight response][ for this private network request targeting the `<addressSpace>` address space] had a value of '<value>', not 'true'[.]",
      "PreflightInvalidAllowPrivateNetwork",
      true,
    ],
    [
      "Request had no target IP address space[, yet the resource is in address space `<addressSpace>`[.]]",
      "UnexpectedPrivateNetworkAccess",
    ],
  ];

/** Local Network Access prints under the prefix of CORS, and is a permission. */
const codesOfLocalNetworks: ReadonlySet<ConsoleCorsCode> = new Set<ConsoleCorsCode>([
  "InsecureLocalNetwork",
  "InvalidLocalNetworkAccess",
  "LocalNetworkAccessPermissionDenied",
  "PreflightInvalidAllowPrivateNetwork",
  "PreflightMissingAllowPrivateNetwork",
  "UnexpectedPrivateNetworkAccess",
]);

export const chromiumSentences: readonly Sentence[] = [
  ...sentences(
    "chromium",
    "cors",
    [
      "Access to <resource> at '<url>'[ (redirected from '<redirectedFrom>')] from origin[ '<origin>'] has been blocked[ by CORS policy[:]]",
      "Access blocked by CORS policy[:]",
      "Redirect from '<redirectedFrom>' to '<url>' has been blocked by CORS policy[:]",
      "Redirect at '<redirectedFrom>' from origin '<origin>' has been blocked by CORS policy[:]",
      [
        "<resource> from origin '<url>' has been blocked from loading by Cross-Origin Resource Sharing policy[:]",
        {},
      ],
      "has been blocked by CORS policy[:]",
      // Before 2018.
      ["XMLHttpRequest cannot load <url>.<end>", { resource: "XMLHttpRequest" }],
      "Failed to load[.] <url>:<end>",
      "Failed to load <url>.<end>",
      ["Response to preflight request doesn't pass access control check[:]", { isPreflight: true }],
    ],
    "prefix",
  ),
  ...reasons.flatMap(([sentence, code, isPreflight]) =>
    sentences("chromium", codesOfLocalNetworks.has(code) ? "local-network-access" : "cors", [
      [sentence, { code, isPreflight: isPreflight ?? null }],
    ]),
  ),
  ...sentences(
    "chromium",
    "cors",
    [
      "Origin '<origin>' is therefore not allowed access[.][ The response had HTTP status code <status>[.]]",
      "The response had HTTP status code <status>[.]",
    ],
    "suffix",
  ),
  ...sentences("chromium", "request-mode", [
    [
      'Fetch API cannot load <url>. Request mode is "same-origin" but the URL\'s origin is not same as the request origin <origin>.<end>',
      { code: "DisallowedByMode" },
    ],
    [
      'Fetch API cannot load <url>. Request mode is "no-cors" but the redirect mode is not "follow"[.]',
      { code: "NoCorsRedirectModeNotFollow" },
    ],
  ]),
  ...sentences("chromium", "request-mode", [
    [
      "Failed to construct '<any>': Script at '<url>' cannot be accessed from origin '<origin>'[.]",
      { code: "DisallowedByMode", resource: "worker" },
    ],
  ]),
  ...sentences("chromium", "url-scheme", [
    'Fetch API cannot load <url>. URL scheme "<parameter>" is not supported[.]',
    "FTP is not supported[.]",
    'Fetch API cannot load <url>. URL scheme must be "http" or "https" for CORS request[.]',
  ]),
  ...sentences("chromium", "frame", [
    'Blocked a frame with origin "<origin>" from accessing a cross-origin frame[.]',
    'Blocked a frame with origin "<origin>" from accessing a frame with origin "<value>"[.]',
    "Unsafe attempt to load URL <url> from frame with URL <pageUrl>. Domains, protocols and ports must match[.]",
  ]),
  ...sentences("chromium", "frame-refused", [
    "Refused to display '<url>' in a frame because[ it set 'X-Frame-Options' to '<value>'[.]]",
    "Refused to frame '<url>' because an ancestor violates the following Content Security Policy directive: \"<directive>\"",
    "Framing '<url>' violates the following Content Security Policy directive: \"<directive>\"",
  ]),
  ...sentences("chromium", "service-worker", [
    'The FetchEvent for "<url>" resulted in a network error response:[ <value>[.]<eol>]',
    "resulted in a network error response:[ <value>[.]<eol>]",
  ]),
  // What stands in the list of issues.
  ...sentences("chromium", "cross-origin-embedder-policy", [
    "Because your site has the Cross-Origin Embedder Policy (COEP) enabled, each resource must specify a suitable Cross-Origin Resource Policy (CORP)[.]",
    "Specify a Cross-Origin Resource Policy to prevent a resource from being blocked",
  ]),
  ...sentences("chromium", "cross-origin-resource-policy", [
    "Specify a more permissive Cross-Origin Resource Policy to prevent a resource from being blocked",
  ]),
  ...sentences(null, "message-target", [
    "Failed to execute 'postMessage' on '<word>': The target origin provided ('<url>') does not match the recipient window's origin ('<origin>')[.]",
  ]),
  ...sentences("chromium", "opener-policy", [
    "Cross-Origin-Opener-Policy policy would block the <word> call[.]",
  ]),
  ...sentences("chromium", "web-socket", [
    "WebSocket connection to '<url>' failed[:]",
    "Error during WebSocket handshake: Unexpected response code: <status>",
  ]),
  ...sentences("chromium", "mixed-content", [
    "Mixed Content: The page at '<pageUrl>' was loaded over HTTPS, but requested an insecure <resource> '<url>'[.][ This content should also be served over HTTPS[.]][ This request was <any>upgraded to HTTPS]",
    "Mixed Content: The page at '<pageUrl>' was loaded over HTTPS, but requested an insecure <resource> ''[.]",
    "Mixed Content: The page at '<pageUrl>' was loaded over HTTPS, but attempted to connect to the insecure WebSocket endpoint '<url>'[.]",
  ]),
  ...sentences("chromium", "content-security-policy", [
    "Refused to <resource> '<url>' because it violates the[ following] Content Security Policy directive: \"<directive>\"",
    "Connecting to '<url>' violates the following Content Security Policy directive: \"<directive>\"",
    "Loading the <resource> '<url>' violates the following Content Security Policy directive: \"<directive>\"",
    "Fetch API cannot load <url>. Refused to connect because it violates the document's Content Security Policy[.]",
    "Refused to connect because it violates the document's Content Security Policy[.]",
    'violates the following Content Security Policy directive[: "<directive>"]',
  ]),
  ...sentences("chromium", "integrity", [
    "Failed to find a valid digest in the 'integrity' attribute for resource '<url>'[ with computed SHA-<word> integrity]",
    "Subresource Integrity: The resource '<url>' has an integrity attribute, but the response is not eligible for integrity validation[.]",
    "Subresource Integrity: The resource '<url>' has an integrity attribute, but the resource requires the request to be CORS enabled[ to check the integrity]",
    "requires the request to be CORS enabled[ to check the integrity]",
    "Fetch API cannot load <url>. SRI's integrity checks failed[.]",
  ]),
  ...sentences("chromium", "font", [
    "Failed to decode downloaded font: <url><end>",
    "OTS parsing error: <value><end>",
  ]),
  ...sentences("chromium", "content-type", [
    'Failed to load module script: Expected a <resource> but the server responded with a MIME type of "<value>"[.]',
    "Refused to <any> from '<url>' because its MIME type ('<value>') is not",
  ]),
  ...sentences("chromium", "opaque-response-blocking", [
    "Response was blocked by CORB (Cross-Origin Read Blocking)",
    "Cross-Origin Read Blocking (CORB) blocked cross-origin response <url> with MIME type <value>[.]<end>",
  ]),
  ...sentences("chromium", "tainted-canvas", [
    "Failed to execute '<parameter>' on '<word>': Tainted canvases may not be exported[.]",
    "Tainted canvases may not be exported[.]",
    "The canvas has been tainted by cross-origin data[.]",
    "Failed to execute '<parameter>' on '<word>': The image element contains cross-origin data, and may not be loaded[.]",
    "The image element contains cross-origin data, and may not be loaded[.]",
  ]),
  ...sentences(null, "unsafe-header", ['Refused to set unsafe header "<parameter>"']),
  ...sentences(null, "header-not-exposed", ['Refused to get unsafe header "<parameter>"']),
  ...sentences(null, "http-status", [
    "Failed to load resource: the server responded with a status of <status>[ (<value>)]<end>",
    "<method> <url> <status> (<value>)",
    "<method> <url> <status><eol>",
  ]),
  ...sentences("chromium", "invalid-request", [
    "Failed to execute 'fetch' on 'Window': Failed to parse URL from <value><eol>",
    "Failed to execute 'fetch' on 'Window': Request cannot be constructed from a URL that includes credentials: <url><end>",
    "Failed to execute 'fetch' on 'Window': <any>.<end>",
  ]),
  ...sentences("chromium", "fetch-rejected", [
    "TypeError: Failed to fetch",
    "Failed to execute 'send' on 'XMLHttpRequest': Failed to load '<url>'",
  ]),
];
