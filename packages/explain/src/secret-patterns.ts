// Where secrets stand, and how they look. Of each pattern with a name the first group is what stays, the second what goes.

/** Names of headers that carry them. */
export const secretHeaders: RegExp =
  /^(?:proxy-)?authorization$|^(?:set-)?cookie$|api-?key|apikey|(?:^|[-_])key$|token|secret|passw|signature|session|credential|jwt|^x-auth|[-_](?:auth|otp|pass|pin|sig)$|[-_]sess(?:[-_]?id)?$/i;

// A name in an address, a form or JSON that carries what nobody else should have, whatever stands before and behind it.
const name =
  "[\\w.%-]{0,64}(?:token|secret|passw(?:or)?d|passwd|passphrase|pwd|signature|credential|session|sess[_-]?id|samlre|relaystate|assertion|hmac|apikey|api_key|api-key|accesskeyid|jwt|x-amz-|x-goog-|oauth_)[\\w.%-]{0,64}" +
  "|(?:[\\w.%-]{0,64}[_.-])?(?:key|auth|authorization|sig|sid|code|state|ticket|otp|pin|pass|pw|nonce|hash)";

/**
 * A fragment has parameters too, where a login put them. What closes the sentence in which the address stands is none of it: a
 * quotation mark, a full stop.
 */
export const inQuery: RegExp = new RegExp(
  `([?&;#](?:${name})=)([^&#\\s'"<>\`)”’»]*[^&#\\s'"<>\`)”’».,;:])`,
  "gi",
);

// An address within an address: `next=https%3A%2F%2Fapp.example%2F%3Ftoken%3D…`, and within that again, where `%` is `%25`.
const inEncodedQuery = new RegExp(
  `(%(?:25){0,3}(?:3F|26|23)(?:${name.replaceAll(".%-", ".-")})%(?:25){0,3}3D)((?:(?!%(?:25){0,3}(?:26|23))[^&#\\s'"<>\`)])+)`,
  "gi",
);

// What a path says a secret stands behind: `/reset-password/…`. A word is none.
const inPath =
  /(\/(?:tokens?|reset|reset-?password|password-?reset|verify|confirm|activat(?:e|ion)|invit(?:e|ation)s?|magic(?:-?link)?|unsubscribe|secrets?|api-?keys?|sessions?|webhooks?)\/)((?=[^/?#\s'"<>`)\d]*\d)[^/?#\s'"<>`)]{8,})/gi;

// Names of methods have capitals, small letters and digits too: `GetCustomerOrdersV2Async`.
const words = "[a-z]*\\d{0,3}(?:[A-Z][a-z]{2,}\\d{0,3}|[A-Z]\\d{1,3}|[-_])*";

// A part of a path that nobody would make up: capitals, small letters and digits without an end, as links that give leave have.
const madeByMachines = new RegExp(
  `(/)(?!${words}(?![\\w-]))((?=[\\w-]*[a-z])(?=[\\w-]*[A-Z])(?=[\\w-]*\\d)[\\w-]{22,256})(?![\\w%:-]|\\.\\w)`,
  "g",
);

/** In any text. */
export const inTexts: readonly RegExp[] = [inQuery, inEncodedQuery, inPath, madeByMachines];

const jsonString = String.raw`(?:[^"\\]|\\.)+`;

/** Of what is made of parts, all within it is one: of these names, not of a `code` or a `state`. */
export const secretMembers: RegExp =
  /token|secret|passw|passphrase|pwd|signature|credential|session|assertion|api[-_]?key|jwt/i;

/** In bodies: forms of either kind, JSON, JSON within a string of JSON, XML, and queries of GraphQL. */
export const inBodies: readonly RegExp[] = [
  new RegExp(`((?:^|&)(?:${name})=)([^&\\s]+)`, "gi"),
  new RegExp(
    `(\\bname="(?:${name})"[^\\r\\n]{0,200}(?:\\r?\\n[^\\r\\n]{1,200}){0,4}\\r?\\n\\r?\\n)([^\\r\\n]+)`,
    "gi",
  ),
  new RegExp(`("(?:${name})"\\s*:\\s*")(${jsonString})(?=")`, "gi"),
  new RegExp(`("(?:${name})"\\s*:\\s*)(-?\\d[\\d.]*)`, "gi"),
  new RegExp(`("(?:${name})"\\s*:\\s*\\[\\s*")([^\\]\\[]{1,4096})(?="\\s*\\])`, "gi"),
  new RegExp(`((?<!\\\\)\\\\{1,8}"(?:${name})\\\\{1,8}"\\s*:\\s*\\\\{1,8}")([^"\\\\]+)`, "gi"),
  new RegExp(`(<(?:${name})(?:\\s[^<>]{0,200})?>)([^<]+)`, "gi"),
  new RegExp(`(\\b(?:${name})\\s*:\\s*\\\\*")([^"\\\\]+)`, "gi"),
];

/** What is a secret by its own look: a JSON Web Token, and keys of services that mark theirs. */
export const bySight: RegExp =
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\b(?:sk|pk|rk)_(?:live|test)_\w{8,}|\b(?:ck|cs)_[0-9a-f]{32,}|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{30,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|(?<=\/bot)\d{6,}:[\w-]{30,}/g;

export const inUserInfo: RegExp = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#\s'"<>]+@/gi;

/** Of an address that was given without its scheme. */
export const bareUserInfo: RegExp = /^(?=[^/?#\s:]*:)[^/?#\s]*@/;
