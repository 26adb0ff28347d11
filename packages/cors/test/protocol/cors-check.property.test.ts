import fc from "fast-check";

import {
  corsCheck,
  corsUnsafeRequestHeaderNames,
  type HeaderEntries,
  HeaderList,
  normalizeMethod,
  preflightCheck,
  preflightRequestHeaders,
  isPreflight,
} from "@crosswalk/cors/protocol";

import { law } from "../laws.ts";

import { naiveCorsCheck, naivePreflightCheck } from "./naive-models.ts";

const origin = fc.constantFrom("https://a.example", "https://b.example", "null");
const credentialsMode = fc.constantFrom(
  "omit" as const,
  "same-origin" as const,
  "include" as const,
);
const allowOrigin = fc.tuple(
  fc.constantFrom("Access-Control-Allow-Origin", "access-control-allow-origin"),
  fc.oneof(
    { weight: 4, arbitrary: origin },
    { weight: 2, arbitrary: fc.constant("*") },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        "NULL",
        "https://a.example/",
        "HTTPS://a.example",
        "https://a.example, https://a.example",
        "a.example",
      ),
    },
  ),
);
const allowCredentials = fc.tuple(
  fc.constant("Access-Control-Allow-Credentials"),
  fc.constantFrom("true", "true", "true", "True", "false", ""),
);
const lists = fc.constantFrom(
  "",
  "*",
  "PUT",
  "put",
  "x-a",
  "X-A, x-b",
  "*, x-a",
  "PUT, *",
  "authorization",
  "Authorization, *",
  "a b",
  ",,x-a,",
  "PUT,DELETE",
  "@",
);
const allowMethods = fc.tuple(fc.constant("Access-Control-Allow-Methods"), lists);
const allowHeaders = fc.tuple(fc.constant("Access-Control-Allow-Headers"), lists);
const maxAge = fc.tuple(
  fc.constant("Access-Control-Max-Age"),
  fc.constantFrom("600", "0", "-1", "", "x", "99999999999"),
);

function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: 6, arbitrary: arbitrary.map((one) => [one]) },
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: 2, maxLength: 2 }) },
  );
}

const responseHeaders: fc.Arbitrary<HeaderEntries> = fc
  .tuple(
    some(allowOrigin),
    some(allowCredentials),
    some(allowMethods),
    some(allowHeaders),
    some(maxAge),
  )
  .map((groups) => groups.flat());
const requestHeaders: fc.Arbitrary<HeaderEntries> = fc.array(
  fc.constantFrom(
    ["X-A", "1"] as const,
    ["x-b", "1"] as const,
    ["Authorization", "x"] as const,
    ["Accept", "*/*"] as const,
    ["Content-Type", "application/json"] as const,
    ["*", "1"] as const,
  ),
  { maxLength: 3 },
);
const method = fc.constantFrom(
  "GET",
  "POST",
  "PUT",
  "PUT",
  "put",
  "DELETE",
  "patch",
  "*",
  "CHICKEN",
);
const status = fc.constantFrom(200, 204, 204, 299, 300, 301, 199, 404, 500);

law(
  "the CORS check gives the verdict of the eight steps",
  [origin, credentialsMode, responseHeaders],
  (requestOrigin, mode, headers) => {
    const request = { credentialsMode: mode, origin: requestOrigin };
    return corsCheck(request, HeaderList.from(headers)).ok === naiveCorsCheck(request, headers);
  },
  { numRuns: 5000 },
);

law(
  "a response that may be read with credentials may be read without",
  [origin, responseHeaders],
  (requestOrigin, headers) => {
    const response = HeaderList.from(headers);
    const verdict = (mode: "include" | "omit"): boolean =>
      corsCheck({ credentialsMode: mode, origin: requestOrigin }, response).ok;
    return !verdict("include") || verdict("omit");
  },
);

law(
  "whatever stands in Access-Control-Allow-Origin, every refusal has a code",
  [fc.string({ unit: "binary" }), credentialsMode],
  (value, mode) => {
    const result = corsCheck(
      { credentialsMode: mode, origin: "https://a.example" },
      HeaderList.from([["Access-Control-Allow-Origin", value]]),
    );
    return result.ok || result.error.code !== "MissingAllowOriginHeader";
  },
);

law(
  "the preflight check gives the verdict of the standard's steps",
  [
    fc.record({
      method,
      headers: requestHeaders,
      credentialsMode,
      origin,
      useCorsPreflightFlag: fc.boolean(),
    }),
    fc.record({ status, headers: responseHeaders }),
  ],
  (request, response) => {
    const unsafeNames = corsUnsafeRequestHeaderNames(request.headers);
    const model = naivePreflightCheck({ ...request, unsafeNames }, response);
    const result = preflightCheck(request, {
      status: response.status,
      headers: HeaderList.from(response.headers),
    });
    const verdict = result.ok
      ? { methods: result.methods, headerNames: result.headerNames, maxAge: result.maxAge }
      : null;
    return JSON.stringify(verdict) === JSON.stringify(model);
  },
  { numRuns: 10_000 },
);

law(
  "a preflight's failure is never called by the name of a request's, nor the other way round",
  [
    fc.record({
      method,
      headers: requestHeaders,
      credentialsMode,
      origin,
      useCorsPreflightFlag: fc.boolean(),
    }),
    fc.record({ status, headers: responseHeaders }),
  ],
  (request, response) => {
    const headers = HeaderList.from(response.headers);
    const preflight = preflightCheck(request, { status: response.status, headers });
    const check = corsCheck(request, headers);
    return (
      (preflight.ok || /Preflight/.test(preflight.error.code)) &&
      (check.ok || !/Preflight/.test(check.error.code))
    );
  },
);

law(
  "what a request sends as its preflight is a preflight",
  [method, requestHeaders, origin],
  (requestMethod, headers, requestOrigin) => {
    const unsafeHeaderNames = corsUnsafeRequestHeaderNames(headers);
    const sent = preflightRequestHeaders({ method: requestMethod, unsafeHeaderNames });
    return (
      !isPreflight("OPTIONS", sent) && isPreflight("OPTIONS", [...sent, ["Origin", requestOrigin]])
    );
  },
);

law(
  "a server that grants just what the preflight asked for grants the request",
  [method, requestHeaders, origin, credentialsMode],
  (requestMethod, headers, requestOrigin, mode) => {
    const sent = HeaderList.from(
      preflightRequestHeaders({
        method: requestMethod,
        unsafeHeaderNames: corsUnsafeRequestHeaderNames(headers),
      }),
    );
    const answer = HeaderList.from([
      ["Access-Control-Allow-Origin", requestOrigin],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", sent.get("Access-Control-Request-Method") ?? ""],
      ["Access-Control-Allow-Headers", sent.get("Access-Control-Request-Headers") ?? ""],
    ]);
    const request = {
      method: requestMethod,
      headers,
      credentialsMode: mode,
      origin: requestOrigin,
      useCorsPreflightFlag: false,
    };
    return preflightCheck(request, { status: 204, headers: answer }).ok;
  },
);

law(
  "normalizing a method twice is normalizing it once",
  [
    fc.oneof(
      method,
      fc.string({ unit: "binary-ascii" }),
      fc.mixedCase(
        fc.constantFrom("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "TRACE"),
      ),
    ),
  ],
  (text) => {
    const normalized = normalizeMethod(text);
    return (
      normalizeMethod(normalized) === normalized && normalized.toUpperCase() === text.toUpperCase()
    );
  },
);
