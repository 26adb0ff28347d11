import { type Sentence, sentences } from "./sentence.ts";

/** What Internet Explorer and the first Edge print; old threads are full of it, and so are embedded views. */
export const internetExplorerSentences: readonly Sentence[] = [
  ...sentences(null, "cors", [
    "Origin <origin> not found in Access-Control-Allow-Origin header[.]",
    "The origin '<origin>' did not find '<any>' in the Access-Control-Allow-Origin response header for cross-origin resource at '<url>'[.]",
    [
      'Credentials flag was set to true, but Access-Control-Allow-Credentials was not present or was not set to "true"[.]',
      { code: "InvalidAllowCredentials" },
    ],
    [
      "Request header <parameter> was not present in the Access-Control-Allow-Headers list[.]",
      { code: "HeaderDisallowedByPreflightResponse", isPreflight: true },
    ],
    [
      "Request method <parameter> was not present in the Access-Control-Allow-Methods list[.]",
      { code: "MethodDisallowedByPreflightResponse", isPreflight: true },
    ],
    [
      "Multiple Access-Control-Allow-Origin headers are not allowed for CORS response[.]",
      { code: "MultipleAllowOriginValues" },
    ],
    [
      "Redirect was blocked for CORS request[.]",
      { code: "PreflightDisallowedRedirect", isPreflight: true },
    ],
    [
      "Access-Control-Allow-Origin header contains wildcard but credentials flag is true",
      { code: "WildcardOriginNotAllowed" },
    ],
  ]),
  ...sentences(null, "fetch-rejected", ["Network Error 0x<word>, Access is denied[.]"]),
];
