import { type Sentence, sentences } from "./sentence.ts";

/** What scripts and libraries make of a failure of which a browser tells them nothing. */
const rejections: readonly string[] = [
  "Uncaught (in promise) AxiosError",
  "AxiosError: Network Error",
  "Error: Network Error",
  "message: 'Network Error'",
  "Http failure response for <url>: 0 Unknown Error",
  "Http failure response for (unknown url): 0 Unknown Error",
  'status: 0, statusText: "Unknown Error", url: "<url>"',
  '"status":0,"statusText":"Unknown Error","url":"<url>"',
  '"message":"Network Error"',
  '"code":"ERR_NETWORK"',
  "code: 'ERR_NETWORK'",
  // Flutter's: `package:http`, and Dio.
  "XMLHttpRequest error[.][, uri=<url>]<end>",
  "The XMLHttpRequest onError callback was called",
  // Swagger UI's guess.
  'Failed to fetch. Possible Reasons: CORS Network Failure URL scheme must be "http" or "https" for CORS request',
  // React Native's, which has no CORS.
  "Network request failed",
  // superagent, Supabase, RTK Query.
  "Request has been terminated Possible causes: the network is offline, Origin is not allowed by Access-Control-Allow-Origin",
  "Failed to send a request to the Edge Function",
  "FETCH_ERROR",
  "Failed to fetch",
];

/** What servers print of CORS, and what a fetch without a browser says: Node's, Postman's, Insomnia's. */
export const librarySentences: readonly Sentence[] = [
  ...sentences(null, "fetch-rejected", [...rejections, "TypeError: fetch failed"]),
  ...sentences("chromium", "fetch-rejected", [
    [
      "Failed to fetch dynamically imported module: <url><end>",
      { resource: "javascript-or-wasm module script" },
    ],
  ]),
  ...sentences(null, "refused", [
    "ECONNREFUSED <host><end>",
    "EHOSTUNREACH <host><end>",
    "ECONNREFUSED",
    "EHOSTUNREACH",
  ]),
  ...sentences(null, "dns", [
    "getaddrinfo ENOTFOUND <host><end>",
    "getaddrinfo EAI_AGAIN <host><end>",
    "getaddrinfo ENOTFOUND",
    "getaddrinfo EAI_AGAIN",
    "ENOTFOUND",
    "Couldn't resolve host name",
    "Could not resolve host",
  ]),
  ...sentences(null, "timed-out", [
    "ETIMEDOUT",
    "UND_ERR_CONNECT_TIMEOUT",
    "timeout of <word> exceeded",
  ]),
  ...sentences(null, "connection-lost", ["ECONNRESET", "socket hang up"]),
  ...sentences(null, "certificate", [
    "self[-]signed certificate",
    "self signed certificate",
    "unable to verify the first certificate",
    "unable to get local issuer certificate",
    "certificate has expired",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ]),
  // Of the package cors, in the words of its README; of Flask and of Spring.
  ...sentences(null, "cors", [
    // Postman's, whose agents ask from elsewhere.
    "The request has been blocked because of CORS policy",
    // What Spring answers with 403 to an origin, a method or a header that isn't allowed.
    "Invalid CORS request",
    // What jsdom says of any answer that doesn't allow its page.
    ["Error: Cross origin <origin> forbidden", { code: "MissingAllowOriginHeader" }],
    ["Error: Not allowed by CORS", { code: "MissingAllowOriginHeader" }],
    [
      "The CORS policy for this site does not allow access from the specified Origin",
      { code: "MissingAllowOriginHeader" },
    ],
    [
      'When allowCredentials is true, allowedOrigins cannot contain the special value "*"',
      { code: "WildcardOriginNotAllowed" },
    ],
  ]),
];
