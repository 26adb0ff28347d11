import type { PolicyIssueCode } from "./policy-issue-code.ts";

export interface IssueText {
  readonly severity: "error" | "warning";
  /** Follows the given value: `"https://example.com:443" ‹problem›; ‹remedy›`. `{write}` becomes the suggested value. */
  readonly problem: string;
  readonly remedy: string;
  readonly hint: string;
}

function error(problem: string, remedy: string, hint: string): IssueText {
  return { severity: "error", problem, remedy, hint };
}

function warning(problem: string, remedy: string, hint: string): IssueText {
  return { severity: "warning", problem, remedy, hint };
}

const SERIALIZED =
  "Browsers compare origins byte by byte with what they send in Origin: scheme, host and, where it is not the default, port; all in lower case. Anything else never matches.";
const CREDENTIALED_ANY =
  "With credentials this would let every site read what your users see when they are signed in.";
const TOKEN = "Names are RFC 9110 tokens: letters, digits and !#$%&'*+-.^_`|~.";
const FORBIDDEN_HEADER =
  "Browsers set this header themselves and ignore scripts that try, so it never needs permission.";

/** Every code, with its words: the only place where prose about policies is written. */
export const issueTexts: Readonly<Record<PolicyIssueCode, IssueText>> = {
  "policy/not-an-object": error(
    "is not a policy",
    'write an object, such as { allowOrigins: ["https://app.example.com"] }',
    "A policy is a plain object with the fields of the Policy type.",
  ),
  "option/unknown": error(
    "is not a policy field",
    "{write}",
    "A field that is not known would be ignored, and the policy would not mean what it seems to say.",
  ),

  "origin/unset": error(
    "is not set",
    'set it to the origins whose pages may read responses, such as "https://app.example.com"',
    "A variable that is missing must not decide who may read your responses, neither everyone nor no one.",
  ),
  "origin/wildcard-in-text": error(
    "stands in a list of origins",
    'write allowOrigins: "*" in the policy to share with everyone',
    "Sharing with everyone is a decision for the policy, where it is seen, not for a variable.",
  ),
  "origin/missing": error(
    "is missing",
    'list the origins whose pages may read responses, or write "*" to share with everyone',
    "There is no default: who may read your responses is your decision.",
  ),
  "origin/empty": error(
    "is empty",
    "list at least one origin, or remove the CORS guard",
    "An empty list is more often a variable that was not set than a decision.",
  ),
  "origin/not-a-list": error(
    'is neither "*" nor a list',
    "write {write}",
    "Origins are a list even where there is only one.",
  ),
  "origin/reflects-any": error(
    "would reflect whatever origin asks",
    'list the origins, or write "*" to share with everyone without credentials',
    CREDENTIALED_ANY,
  ),
  "origin/function": error(
    "is a function",
    "pass it as resolveOrigin to createCors(policy, { resolveOrigin })",
    "A policy is data. What must be computed per request stands beside it, with a time limit, and fails closed.",
  ),
  "origin/regexp": error(
    "is a regular expression",
    'write exact origins or a pattern such as "https://*.example.com"',
    "An unanchored or unescaped expression is the most common way to let strangers in: /example\\.com$/ matches https://evilexample.com.",
  ),
  "origin/not-a-string": error(
    "is not a string",
    'write an origin such as "https://app.example.com"',
    SERIALIZED,
  ),
  "origin/blank": error(
    "is blank",
    'remove it, or write an origin such as "https://app.example.com"',
    "A blank entry usually comes from a variable that was not set or from a trailing comma.",
  ),
  "origin/several-in-one": error(
    "holds several origins",
    "write one origin per element: {write}",
    "A response can name only one origin; a list in one string never matches.",
  ),
  "origin/whitespace": error("contains white space", "write {write}", SERIALIZED),
  "origin/wildcard-in-list": error(
    "stands in a list",
    'write allowOrigins: "*" to share with everyone, or remove it',
    '"*" means everyone; beside other origins one of the two is not meant.',
  ),
  "origin/wildcard-with-credentials": error(
    "cannot be combined with allowCredentials: true",
    "list the origins, or leave allowCredentials out",
    "Browsers refuse `*` for requests with credentials, and echoing every origin instead would let every site read what your users see when they are signed in.",
  ),
  "origin/scheme-missing": error(
    "has no scheme",
    "write {write}",
    "The origins http://b.example and https://b.example are different; which one is meant decides who may read.",
  ),
  "origin/scheme-invalid": error(
    "has no valid scheme",
    'write an origin such as "https://app.example.com"',
    "A scheme is a letter followed by letters, digits, +, - or ., and is written in lower case.",
  ),
  "origin/scheme-opaque": error(
    "names a scheme whose pages have no origin of their own",
    "list the origin of the page that embeds them",
    "Browsers send `Origin: null` for pages of file:, data: and blob: URLs, whatever their address.",
  ),
  "origin/scheme-websocket": error(
    "names a WebSocket scheme",
    "write {write}",
    "Browsers send the origin of the page that opens the socket, which is http or https.",
  ),
  "origin/uppercase": error("contains upper-case letters", "write {write}", SERIALIZED),
  "origin/userinfo": error("contains a user name or password", "write {write}", SERIALIZED),
  "origin/trailing-slash": error("ends in a slash", "write {write}", SERIALIZED),
  "origin/path": error(
    "has a path",
    "write {write}",
    "CORS knows only origins: a page's path cannot be told from another's. " + SERIALIZED,
  ),
  "origin/query": error("has a query", "write {write}", SERIALIZED),
  "origin/fragment": error("has a fragment", "write {write}", SERIALIZED),
  "origin/default-port": error("names the default port", "write {write}", SERIALIZED),
  "origin/port-missing": error("ends in a colon", "write {write}", SERIALIZED),
  "origin/port-invalid": error(
    "has a port that is not a number",
    'write a port from 1 to 65535 without leading zeros, or ":*" for any port',
    SERIALIZED,
  ),
  "origin/port-range": error(
    "has a port outside 1 to 65535",
    'write a port from 1 to 65535, or ":*" for any port',
    SERIALIZED,
  ),
  "origin/host-missing": error(
    "has no host",
    'write an origin such as "https://app.example.com"',
    SERIALIZED,
  ),
  "origin/host-invalid": error(
    "has a host with characters that no host name has",
    "write the host as the browser's address bar gives it",
    "Host names consist of letters, digits, hyphens and underscores between dots.",
  ),
  "origin/host-unicode": error(
    "has a host outside ASCII",
    "write {write}",
    "Browsers send international host names in their ASCII form.",
  ),
  "origin/idna": error(
    "has a host label that starts with xn-- but encodes no valid name",
    "write the host as the browser's address bar gives it",
    "Browsers never send such a host, so the entry never matches.",
  ),
  "origin/label-empty": error(
    "has an empty host label",
    "write {write}",
    "Two dots in a row, or a dot at the start, name no host.",
  ),
  "origin/label-too-long": error(
    "has a host label of more than 63 characters",
    "shorten it to a name that DNS can hold",
    "DNS limits a label to 63 bytes.",
  ),
  "origin/host-too-long": error(
    "has a host of more than 253 characters",
    "shorten it to a name that DNS can hold",
    "DNS limits a name to 253 bytes.",
  ),
  "origin/trailing-dot": error(
    "has a host that ends in a dot",
    "write {write}",
    "A host with a trailing dot is another origin to browsers, and hardly anyone visits it.",
  ),
  "origin/ip-not-canonical": error(
    "has an IP address that is not in the form browsers send",
    "write {write}",
    SERIALIZED,
  ),
  "origin/ip-pattern": error(
    "is a pattern over an IP address",
    "write the address itself",
    "Addresses have no subdomains.",
  ),
  "origin/wildcard-position": error(
    "has a * where it cannot stand",
    'write * as the whole left end of the host ("https://*.example.com") or as the port ("http://localhost:*")',
    "`*` stands for one or more whole labels. Within a label, as a suffix or as the scheme it would let strangers in.",
  ),
  "origin/custom-scheme-pattern": error(
    "is a pattern with a scheme other than http and https",
    "write the exact origin",
    "How other schemes divide into origins differs between browsers and platforms.",
  ),
  "origin/null": error(
    "lets every site in, with credentials",
    "remove it, or set dangerously: { allowNullOrigin: true }",
    "Any site can make a browser send `Origin: null`: a sandboxed frame is enough.",
  ),
  "origin/null-is-anyone": warning(
    'is as open as "*"',
    'list origins, or write "*" and mean it',
    "Any site can make a browser send `Origin: null`: a sandboxed frame is enough.",
  ),
  "origin/insecure": error(
    "is plain http, with credentials",
    "write {write}, or set dangerously: { allowInsecureOrigins: true }",
    "Whoever controls the network between a user and that site can write its pages, and would read what the user sees when signed in.",
  ),
  "origin/public-suffix": error(
    "covers names that strangers can register, with credentials",
    "name the host you own, or set dangerously: { allowPublicSuffixSubdomains: true }",
    "The host is on the Public Suffix List: anyone can get a name under it.",
  ),
  "origin/public-suffix-ancestor": error(
    "covers public suffixes under which strangers can register names, with credentials",
    "name the host you own, or set dangerously: { allowPublicSuffixSubdomains: true }",
    "Some names under this host are on the Public Suffix List: anyone can get a name under those.",
  ),
  "origin/duplicate": warning("is listed twice", "remove it", "It has no effect."),
  "origin/covered": warning("is already covered by {write}", "remove it", "It has no effect."),

  "allow-credentials/not-a-boolean": error(
    "is neither true nor false",
    "write {write}",
    "Only true turns credentials on; anything else would be a guess.",
  ),

  "method/not-a-list": error(
    'is neither "*" nor a list',
    "write {write}",
    "Methods are a list even where there is only one.",
  ),
  "method/not-a-token": error("is not a method name", 'write a method such as "PUT"', TOKEN),
  "method/forbidden": error(
    "is a method that no script can send",
    "remove it",
    "Browsers refuse CONNECT, TRACE and TRACK.",
  ),
  "method/case": error(
    "is never sent in this case",
    "write {write}",
    "Browsers send these methods in upper case, and compare them case-sensitively.",
  ),
  "method/unusual-case": warning(
    "is not {write}",
    "write {write} if that is what pages send",
    "Methods are case-sensitive, and browsers send this one exactly as the script writes it.",
  ),
  "method/wildcard-in-list": error(
    "stands in a list",
    'write allowMethods: "*", or remove it',
    '"*" means every method; beside others one of the two is not meant.',
  ),
  "method/duplicate": warning("is listed twice", "remove it", "It has no effect."),
  "method/redundant": warning(
    "needs no permission",
    "remove it",
    "GET, HEAD and POST are CORS-safelisted: browsers never ask for them.",
  ),

  "request-header/not-a-list": error(
    'is neither "*" nor a list',
    "write {write}",
    "Headers are a list even where there is only one.",
  ),
  "request-header/not-a-token": error(
    "is not a header name",
    'write a header name such as "Content-Type"',
    TOKEN,
  ),
  "request-header/forbidden": error(
    "is a request header that no script can set",
    "remove it",
    FORBIDDEN_HEADER,
  ),
  "request-header/misplaced": error(
    "is a response header",
    "remove it; headers for scripts to read go in exposeHeaders",
    "This field lists what scripts may send.",
  ),
  "request-header/wildcard-in-list": error(
    "stands in a list",
    'write allowHeaders: "*" or allowHeaders: ["*", "Authorization"]',
    '"*" means every header but Authorization; beside other names one of the two is not meant.',
  ),
  "request-header/duplicate": warning(
    "is listed twice",
    "remove it",
    "Header names are case-insensitive; it has no effect.",
  ),

  "response-header/not-a-list": error(
    'is neither "*" nor a list',
    "write {write}",
    "Headers are a list even where there is only one.",
  ),
  "response-header/not-a-token": error(
    "is not a header name",
    'write a header name such as "X-Request-Id"',
    TOKEN,
  ),
  "response-header/forbidden": error(
    "is a response header that no script can read",
    "remove it",
    "Browsers never show Set-Cookie to scripts.",
  ),
  "response-header/misplaced": error(
    "is a header of the CORS protocol itself",
    "remove it",
    "Exposing it tells a page nothing that it could use.",
  ),
  "response-header/wildcard-in-list": error(
    "stands in a list",
    'write exposeHeaders: "*", or remove it',
    '"*" means every header; beside others one of the two is not meant.',
  ),
  "response-header/wildcard-with-credentials": error(
    "cannot be combined with allowCredentials: true",
    "list the headers that pages need",
    "For requests with credentials browsers take `*` as the name of a header, so nothing would be exposed.",
  ),
  "response-header/duplicate": warning(
    "is listed twice",
    "remove it",
    "Header names are case-insensitive; it has no effect.",
  ),
  "response-header/redundant": warning(
    "is always readable",
    "remove it",
    "It is a CORS-safelisted response header.",
  ),

  "max-age/not-an-integer": error(
    "is not a whole number of seconds",
    "write {write}",
    "Browsers read Access-Control-Max-Age as a whole number of seconds.",
  ),
  "max-age/negative": error(
    "is negative",
    "write 0 to turn the preflight cache off",
    "Browsers disagree about negative values.",
  ),
  "max-age/too-large": error(
    "is more than a day",
    "write 86400 or less",
    "No browser keeps a preflight longer than 86,400 seconds; Chromium caps it at 7,200, WebKit at 600.",
  ),

  "cross-origin-resource-policy/invalid": error(
    "is not a resource policy",
    'write "same-origin", "same-site" or "cross-origin"',
    "The value is case-sensitive.",
  ),
  "timing-allow-origin/not-a-list": error(
    'is neither "*" nor a list',
    "write {write}",
    "Origins are a list even where there is only one.",
  ),
  "timing-allow-origin/pattern": error(
    "is a pattern",
    'write exact origins, or "*"',
    "Timing-Allow-Origin is the same on every response, so it can only name origins.",
  ),
  "timing-allow-origin/wildcard-in-list": error(
    "stands in a list",
    'write timingAllowOrigin: "*", or remove it',
    '"*" means everyone; beside other origins one of the two is not meant.',
  ),
  "timing-allow-origin/empty": error(
    "is empty",
    "list at least one origin, or leave it out",
    "An empty list is more often a variable that was not set than a decision.",
  ),

  "dangerously/not-an-object": error(
    "is not an object",
    "write dangerously: { allowNullOrigin: true } or leave it out",
    "Each danger is asked for by its name.",
  ),
  "dangerously/not-a-boolean": error(
    "is neither true nor false",
    "write true, or leave it out",
    "Only true turns a danger on; anything else would be a guess.",
  ),
  "dangerously/unneeded": warning(
    "permits nothing that this policy uses",
    "remove it",
    "A permission that is not needed hides the day on which it starts to be.",
  ),

  "guard/resolver-with-wildcard": error(
    'stands beside allowOrigins: "*"',
    "remove one of the two",
    '"*" allows everyone, so there is nothing left to resolve.',
  ),
};
