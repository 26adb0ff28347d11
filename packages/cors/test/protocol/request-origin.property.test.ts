import fc from "fast-check";

import {
  corsCheck,
  HeaderList,
  parseSerializedOrigin,
  redirectTaint,
} from "@crosswalk/cors/protocol";

import { law } from "../laws.ts";

/** What the platform's URL parser makes of a text: its origin, or null. */
function urlOrigin(text: string): string | null {
  try {
    return new URL(text).origin;
  } catch {
    return null;
  }
}

/**
 * Hosts that a URL may have and an origin here doesn't: a dot at the end of the name, an asterisk or other
 * punctuation, and names too long for DNS. And port 0, from which nothing can be fetched.
 */
function isOutsideTheGrammar(origin: string): boolean {
  const { hostname, port } = new URL(origin);
  if (port === "0") return true;
  if (hostname.startsWith("[")) return false;
  return (
    hostname.length > 253 || hostname.split(".").some((label) => !/^[a-z0-9_-]{1,63}$/.test(label))
  );
}

const label = fc.string({
  unit: fc.constantFrom("a", "b", "0", "1", "-", "x", "A"),
  minLength: 0,
  maxLength: 4,
});
const octet = fc.constantFrom("0", "1", "01", "127", "255", "256", "0x1", "");
const piece = fc.constantFrom("0", "0", "0", "1", "ab", "00", "F", "");
const host = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join(".")),
  fc.array(octet, { minLength: 1, maxLength: 5 }).map((octets) => octets.join(".")),
  fc.array(piece, { minLength: 1, maxLength: 10 }).map((pieces) => `[${pieces.join(":")}]`),
  fc.string({
    unit: fc.constantFrom(
      "a",
      ".",
      "-",
      "_",
      "*",
      "%",
      "@",
      "/",
      "?",
      "#",
      "\\",
      " ",
      "[",
      "]",
      "é",
      "\0",
    ),
    maxLength: 6,
  }),
);
const port = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ":80",
      ":443",
      ":8080",
      ":0",
      ":",
      ":65535",
      ":65536",
      ":080",
      ":a",
      ":123456",
    ),
  },
);
const httpText = fc
  .tuple(fc.constantFrom("http", "https"), host, port)
  .map(([scheme, hostText, portText]) => `${scheme}://${hostText}${portText}`);

// NB: Labels with xn-- are left out: whether one is valid takes a decoder of Punycode and the tables of Unicode.

law(
  "what is an origin here is the origin of its own URL",
  [httpText],
  (text) => {
    return parseSerializedOrigin(text) === null || urlOrigin(text) === text;
  },
  { numRuns: 10_000 },
);

law(
  "what is the origin of its own URL is an origin here, unless the grammar has no such host",
  [httpText],
  (text) => {
    return (
      urlOrigin(text) !== text || isOutsideTheGrammar(text) || parseSerializedOrigin(text) !== null
    );
  },
  { numRuns: 10_000 },
);

const pieces = fc.array(fc.constantFrom("0", "0", "0", "1", "ff", "abcd", "1000"), {
  minLength: 8,
  maxLength: 8,
});

law(
  "an IPv6 address is an origin in the form a URL gives it",
  [pieces],
  (eight) => {
    return parseSerializedOrigin(new URL(`http://[${eight.join(":")}]`).origin) !== null;
  },
  { numRuns: 2000 },
);

law(
  "an IPv6 address is an origin in no other form",
  [pieces, fc.nat(7), fc.nat(8)],
  (eight, start, length) => {
    const end = Math.min(start + length, 8);
    const elided = eight.slice(start, end);
    const written =
      elided.every((one) => one === "0") && elided.length > 0
        ? `${eight.slice(0, start).join(":")}::${eight.slice(end).join(":")}`
        : eight.join(":");
    const text = `http://[${written}]`;
    return (parseSerializedOrigin(text) !== null) === (urlOrigin(text) === text);
  },
  { numRuns: 5000 },
);

law(
  "the parts of an origin written together are the origin",
  [httpText],
  (text) => {
    const parts = parseSerializedOrigin(text);
    if (parts === null || parts === "null") return true;
    return text === `${parts.scheme}://${parts.host}${parts.port === "" ? "" : `:${parts.port}`}`;
  },
  { numRuns: 5000 },
);

law(
  "no byte before or after an origin leaves it one, but those that continue its name",
  [
    fc.constantFrom("https://a.example", "http://[::1]", "http://127.0.0.1:8080", "null"),
    fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  ],
  (text, byte) => {
    const isContinuation = /[a-z0-9_-]/.test(byte);
    return (
      isContinuation ||
      (parseSerializedOrigin(text + byte) === null && parseSerializedOrigin(byte + text) === null)
    );
  },
  { numRuns: 2000 },
);

law(
  "the parser never throws, whatever it is given",
  [fc.string({ unit: "binary", maxLength: 400 })],
  (text) => {
    const parsed = parseSerializedOrigin(text);
    return parsed === null || parsed === "null" || typeof parsed.host === "string";
  },
);

// Chromium calls a value that parses as a URL a mismatch, and any other invalid. The names are told apart without a URL
// parser here, so hosts that take one are left out: numbers, percent signs, brackets, what lies beyond ASCII, and the
// drive letters of file URLs.
const allowOrigin = fc
  .tuple(
    fc.constantFrom(
      "https:",
      "http:",
      "HTTP:",
      "ws:",
      "app:",
      "a:",
      "",
      "1a:",
      "+:",
      "a+-.1:",
      "ht_tp:",
      "data:",
    ),
    fc.constantFrom("//", "", "/", "///", "\\\\"),
    fc.constantFrom("", "u@", "u:p@", "@"),
    fc.constantFrom(
      "",
      "a",
      "a.example",
      "A.Example",
      "*.example",
      "a_b",
      "a<b",
      "a^b",
      "a|b",
      "a..b",
      ".",
      "-",
    ),
    fc.constantFrom("", ":", ":1", ":65535", ":65536", ":00001", ":a", ":*", ":-1"),
    fc.constantFrom("", "/", "/a", "?a", "#a"),
  )
  .map((parts) => parts.join(""));

law(
  "a wrong Access-Control-Allow-Origin is invalid where it is no URL, else a mismatch",
  [allowOrigin],
  (value) => {
    const result = corsCheck(
      { credentialsMode: "omit", origin: "https://other.example" },
      HeaderList.from([["Access-Control-Allow-Origin", value]]),
    );
    const expected = urlOrigin(value) === null ? "InvalidAllowOriginValue" : "AllowOriginMismatch";
    return !result.ok && result.error.code === expected;
  },
  { numRuns: 10_000 },
);

const origins = fc.constantFrom(
  "https://a.example",
  "https://www.a.example",
  "https://b.example",
  "https://www.b.example",
  "null",
);
const site = (one: string): string => one.replace("www.", "");
const isSameSite = (a: string, b: string): boolean => site(a) === site(b);

law(
  "one more redirect never lessens the taint",
  [origins, fc.array(origins, { minLength: 1, maxLength: 6 }), origins],
  (origin, urls, next) => {
    const order = ["same-origin", "same-site", "cross-site"];
    const before = order.indexOf(redirectTaint(origin, urls, isSameSite));
    return before <= order.indexOf(redirectTaint(origin, [...urls, next], isSameSite));
  },
);

law(
  "a request is untainted just when it never left a foreign origin for another",
  [origins, fc.array(origins, { maxLength: 6 })],
  (origin, urls) => {
    const hops = urls.slice(1).map((to, index) => [urls[index], to] as const);
    const leavesForeign = hops.some(
      ([from, to]) => (from !== to || from === "null") && (from !== origin || from === "null"),
    );
    return (redirectTaint(origin, urls, isSameSite) === "same-origin") === !leavesForeign;
  },
);
