import { describe, expect, test } from "vitest";

import {
  type CorsErrorCode,
  type HeaderEntries,
  HeaderList,
  isPreflight,
  preflightCheck,
  type PreflightCheckRequest,
  preflightRequestHeaders,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

describe("the headers of a preflight:", () => {
  const vectors = readVectors<
    { readonly method: string; readonly unsafeHeaderNames: readonly string[] },
    HeaderEntries
  >("preflight-request-headers");
  test.each(vectors)("$title", ({ given, expect: expected }) => {
    expect(preflightRequestHeaders(given)).toEqual(expected);
  });
});

describe("a request is a preflight or not:", () => {
  const vectors = readVectors<
    { readonly method: string; readonly headers: HeaderEntries },
    boolean
  >("preflight-requests");
  test.each(vectors)("$title", ({ given: { method, headers }, expect: expected }) => {
    expect(isPreflight(method, headers)).toBe(expected);
    expect(isPreflight(method, HeaderList.from(headers))).toBe(expected);
  });
});

type Expected =
  | {
      readonly ok: true;
      readonly methods: readonly string[];
      readonly headerNames: readonly string[];
      readonly maxAge: number;
    }
  | {
      readonly ok: false;
      readonly code: CorsErrorCode;
      readonly parameter: string;
      readonly anchor: string;
      readonly step: string;
    };

interface Exchange {
  readonly request: PreflightCheckRequest & { readonly headers: HeaderEntries };
  readonly response: { readonly status: number; readonly headers: HeaderEntries };
}

describe("a preflight's response permits or not:", () => {
  const vectors = readVectors<Exchange, Expected>("preflight-check");
  test.each(vectors)("$title", ({ given: { request, response }, expect: expected }) => {
    const received = { status: response.status, headers: HeaderList.from(response.headers) };
    const result = preflightCheck(request, received);
    expect(result.ok ? result : { ok: false, ...result.error }).toEqual(expected);
    const listed = { ...request, headers: HeaderList.from(request.headers) };
    expect(preflightCheck(listed, received)).toEqual(result);
  });
});

describe("the max-age of a preflight that permits:", () => {
  const vectors = readVectors<{ readonly values: readonly string[] }, { readonly maxAge: number }>(
    "max-age",
  );
  test.each(vectors)("$title", ({ given: { values }, expect: { maxAge } }) => {
    const headers = HeaderList.from([
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Methods", "PUT"],
      ...values.map((value) => ["Access-Control-Max-Age", value] as const),
    ]);
    const result = preflightCheck(
      {
        method: "PUT",
        headers: [],
        credentialsMode: "same-origin",
        origin: "https://a.example",
        useCorsPreflightFlag: false,
      },
      { status: 204, headers },
    );
    expect(result).toMatchObject({ ok: true, maxAge });
  });
});
