import fc from "fast-check";

import { checkPolicy } from "@crosswalk/cors";
import type { Policy, RequestFacts } from "@crosswalk/cors";

/** Hosts that are close to each other on purpose: what is allowed must not rub off on its look-alikes. */
const hosts = [
  "example.com",
  "a.example.com",
  "a.b.example.com",
  "evilexample.com",
  "example.com.evil.org",
  "evil.org",
  "xample.com",
  "example.co",
  "sub-example.com",
  "xn--bcher-kva.example",
  "a_b.example.com",
  "127.0.0.1",
  "localhost",
  "app.localhost",
  "[::1]",
  "[2001:db8::1]",
] as const;

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9_-]{0,6}[a-z0-9])?$/);
const host = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hosts) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(label, fc.constantFrom("example.com", "a.example.com", "evil.org"))
      .map((parts) => parts.join(".")),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(label, { minLength: 1, maxLength: 5 })
      .map((labels) => `${labels.join(".")}.example`),
  },
);
const port = fc.oneof(
  fc.constant(""),
  fc.constantFrom(":8080", ":8443", ":3000", ":1", ":65535", ":443", ":80"),
);
const scheme = fc.constantFrom("https", "https", "https", "http", "capacitor");

/** Origins as browsers send them, for the most part. */
const origin: fc.Arbitrary<string> = fc
  .tuple(scheme, host, port)
  .map(([itsScheme, itsHost, itsPort]) => `${itsScheme}://${itsHost}${itsPort}`);

/** What a hostile client may send as `Origin`. */
export const hostileOrigin: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: origin },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        origin,
        fc.constantFrom(
          "/",
          ".",
          ":",
          "@",
          "#",
          "?",
          "\\",
          " ",
          "\t",
          "\n",
          "\0",
          "%00",
          "*",
          "x",
          ".evil.org",
          ":x",
          ":65536",
          ":00",
          ", https://evil.org",
          "é",
        ),
      )
      .map((parts) => parts.join("")),
  },
  { weight: 2, arbitrary: origin.map((text) => text.toUpperCase()) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("https://", "http://*.", "https://*.", "https://.", "https://-", "x"),
        host,
      )
      .map((parts) => parts.join("")),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "null",
      "*",
      "",
      "toString",
      "constructor",
      "__proto__",
      "hasOwnProperty",
      "undefined",
      "Null",
      "https://",
      "://",
      "https:///example.com",
      "https://example.com@evil.org",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("a", ".", "a.", ":", "https://")
      .map((unit) => unit.repeat(65_536 / unit.length)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("a.", "-", "ab"), fc.integer({ min: 100, max: 200 }))
      .map(([unit, times]) => `https://${unit.repeat(times)}example.com`),
  },
);

const pattern = fc
  .tuple(
    fc.constantFrom("https", "http"),
    fc.constantFrom("*.", "*.", ""),
    host,
    fc.constantFrom("", ":*", ":8443"),
  )
  .map((parts) => `${parts[0]}://${parts[1]}${parts[2]}${parts[3]}`);

const methods = fc.uniqueArray(
  fc.constantFrom("PUT", "DELETE", "PATCH", "patch", "CHICKEN", "GET", "OPTIONS"),
  { maxLength: 4 },
);
const headerNames = fc.uniqueArray(
  fc.constantFrom("X-A", "x-b", "Authorization", "Content-Type", "X-Chicken!", "toString"),
  { maxLength: 4 },
);

/** Policies that are right. */
export const policy: fc.Arbitrary<Policy> = fc
  .record(
    {
      allowOrigins: fc.oneof(
        { weight: 1, arbitrary: fc.constant("*" as const) },
        {
          weight: 5,
          arbitrary: fc.array(fc.oneof(origin, pattern, fc.constant("null")), {
            minLength: 1,
            maxLength: 6,
          }),
        },
      ),
      allowCredentials: fc.boolean(),
      allowMethods: fc.oneof(fc.constant("*" as const), methods),
      allowHeaders: fc.oneof(
        fc.constant("*" as const),
        fc.constant(["*", "Authorization"]),
        headerNames,
      ),
      exposeHeaders: fc.oneof(
        fc.constant("*" as const),
        fc.uniqueArray(fc.constantFrom("X-Request-Id", "ETag", "X-Total"), { maxLength: 3 }),
      ),
      maxAge: fc.constantFrom(0, 1, 600, 86_400),
      crossOriginResourcePolicy: fc.constantFrom("same-origin" as const, "cross-origin" as const),
      timingAllowOrigin: fc.oneof(fc.constant("*" as const), fc.constant(["https://example.com"])),
      dangerously: fc.constant({
        allowNullOrigin: true,
        allowInsecureOrigins: true,
        allowPublicSuffixSubdomains: true,
      }),
    },
    { requiredKeys: ["allowOrigins", "dangerously"] },
  )
  .filter((candidate) => checkPolicy(candidate).issues.length === 0);

const requestMethod = fc.oneof(
  fc.constantFrom(
    "PUT",
    "DELETE",
    "patch",
    "PATCH",
    "CHICKEN",
    "GET",
    "POST",
    "put",
    "TRACE",
    "toString",
    "B AD",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const listElement = fc.oneof(
  fc.constantFrom(
    "x-a",
    "X-A",
    "x-b",
    "authorization",
    "content-type",
    "cookie",
    "x-chicken!",
    "tostring",
    "*",
    "",
    "x y",
    "\u000b",
    "sec-a",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const requestHeaders = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .array(
        fc
          .tuple(fc.constantFrom("", " ", "\t", "  "), listElement, fc.constantFrom("", " "))
          .map((parts) => parts.join("")),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(",")),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 126, max: 130 })
      .map((count) => Array.from({ length: count }, () => "x-a").join(",")),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 16_382, max: 16_386 }).map((length) => "a".repeat(length)),
  },
);

/** Requests that aim at a policy: its own origins, and those beside them. */
function requestTo(target: Policy): fc.Arbitrary<RequestFacts> {
  const listed =
    target.allowOrigins === "*" ? [] : target.allowOrigins.filter((entry) => !entry.includes("*"));
  const origins =
    listed.length === 0 ? hostileOrigin : fc.oneof(fc.constantFrom(...listed), hostileOrigin);
  return fc.record({
    method: fc.oneof(fc.constant("OPTIONS"), fc.constantFrom("GET", "PUT", "POST", "options")),
    origin: fc.option(origins, { freq: 8 }),
    accessControlRequestMethod: fc.option(requestMethod, { freq: 6 }),
    accessControlRequestHeaders: fc.option(requestHeaders, { freq: 3 }),
  });
}

/** A policy and a request to it. */
export const exchange: fc.Arbitrary<readonly [Policy, RequestFacts]> = policy.chain((itsPolicy) =>
  requestTo(itsPolicy).map((facts) => [itsPolicy, facts] as const),
);
