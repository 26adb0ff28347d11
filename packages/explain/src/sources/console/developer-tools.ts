import { type Sentence, sentences } from "./sentence.ts";

/**
 * What stands in Chromium's developer tools beside the console: tooltips of cookies in the network panel, and headings of the list of
 * issues.
 *
 * front_end/core/sdk/NetworkRequest.ts, front_end/models/issues_manager/descriptions
 */
export const developerToolsSentences: readonly Sentence[] = [
  ...sentences("chromium", "cookie", [
    'This [attempt to set a cookie via a ][`]Set-Cookie[`][ header] was blocked because it had the "<any>" attribute[<any>.<end>]',
    'This [attempt to set a cookie via a ][`]Set-Cookie[`][ header] was blocked because it had the "<any>" attribute but came from a cross-site response which was not the response to a top-level navigation. This response is considered cross-site because the URL has a different scheme[<any>.<end>]',
    'This cookie was blocked because it had the "<any>" attribute but the request was cross-site. This request is considered cross-site because the URL has a different scheme[<any>.<end>]',
    "This attempt to set a cookie via a [`]Set-Cookie[`] header was blocked because its Domain attribute was invalid[<any>.<end>]",
    "This attempt to set a cookie via a [`]Set-Cookie[`] header was blocked due to user preferences[.]",
    'This [`]Set-Cookie[`][ header] didn\'t specify a "[`]SameSite[`]" attribute[<any>.<end>]',
    'This cookie was blocked because it had the "<any>" attribute[<any>.<end>]',
    "This cookie was blocked because its path was not[<any>.<end>]",
    "This cookie was blocked because neither did the request URL's domain exactly match the cookie's domain[<any>.<end>]",
    "This cookie was blocked due to <any>.<end>",
    'This cookie didn\'t specify a "[`]SameSite[`]" attribute[<any>.<end>]',
    "Setting this cookie was blocked due to <any>.<end>",
    "Mark cross-site cookies as Secure",
    "Indicate whether to send a cookie in a cross-site request by specifying its SameSite attribute",
  ]),
  ...sentences("chromium", "cors", [
    [
      "Ensure CORS requests include credentials only when allowed",
      { code: "InvalidAllowCredentials" },
    ],
    [
      "Ensure CORS request includes only allowed headers",
      { code: "HeaderDisallowedByPreflightResponse", isPreflight: true },
    ],
    // Of what it lists, which header is missing is in a table below some sentences.
    [
      "Ensure CORS response header values are valid <any> <any> Access-Control-Allow-Origin Missing Header",
      { code: "MissingAllowOriginHeader" },
    ],
    [
      "Ensure CORS response header values are valid <any> <any> Access-Control-Allow-Origin Multiple Values",
      { code: "MultipleAllowOriginValues" },
    ],
    "Ensure CORS response header values are valid",
    [
      "Ensure CORS request uses allowed method",
      { code: "MethodDisallowedByPreflightResponse", isPreflight: true },
    ],
    [
      "Ensure CORS requesting origin matches resource's allowed origin",
      { code: "AllowOriginMismatch" },
    ],
    ["Ensure preflight responses are valid", { code: "PreflightInvalidStatus", isPreflight: true }],
    [
      "Ensure credentialed requests aren't sent to CORS resources with origin wildcards",
      { code: "WildcardOriginNotAllowed" },
    ],
    [
      "Ensure CORS requests aren't redirected to URLs containing credentials",
      { code: "RedirectContainsCredentials" },
    ],
    ["Ensure CORS requests are made on supported schemes", { code: "CorsDisabledScheme" }],
  ]),
  // What the network panel says in place of a status, of whatever CORS forbids.
  ...sentences("chromium", "fetch-rejected", [
    "CORS error<eol>",
    "CORS error <word> <word>:<word>",
  ]),
  ...sentences("chromium", "mixed-content", ["[(]blocked:mixed-content[)]"]),
  ...sentences("chromium", "request-mode", [
    [
      "Ensure only same-origin resources are fetched with same-origin request mode",
      { code: "DisallowedByMode" },
    ],
  ]),
];
