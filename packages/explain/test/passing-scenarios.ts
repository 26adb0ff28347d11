import { compilePolicy, decide, type Policy } from "@crosswalk/cors";
import fc from "fast-check";
import type { AnswerRule, Scenario, ScenarioRequest } from "../src/scenario.ts";

const pages = ["https://app.example", "https://a.b.example:8443", "http://localhost:3000"];
const origin = fc.constantFrom(...pages);
const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "CHICKEN");
const headers = fc.uniqueArray(fc.constantFrom("X-A", "X-B", "Authorization", "Content-Type"), {
  maxLength: 3,
});

export const request: fc.Arbitrary<ScenarioRequest> = fc.record({
  api: fc.constantFrom("fetch" as const, "xhr" as const),
  url: fc.constantFrom("https://api.example/orders", "https://api.example:8443/x?y=1"),
  method,
  headers: headers.map((names) => names.map((name) => [name, valueOf(name)] as const)),
  credentials: fc.constantFrom("omit" as const, "same-origin" as const, "include" as const),
});

const valueOf = (name: string): string => (name === "Content-Type" ? "application/json" : "1");

/** What a server with that policy answers, as rules. */
function answersOf(policy: Policy, page: string, asked: ScenarioRequest): AnswerRule[] {
  const compiled = compilePolicy(policy);
  const names = (asked.headers ?? []).map(([name]) => name.toLowerCase()).sort();
  const preflight = decide(compiled, {
    method: "OPTIONS",
    origin: page,
    accessControlRequestMethod: asked.method ?? "GET",
    accessControlRequestHeaders: names.length === 0 ? null : names.join(","),
  });
  const actual = decide(compiled, {
    method: asked.method ?? "GET",
    origin: page,
    accessControlRequestMethod: null,
    accessControlRequestHeaders: null,
  });
  return [
    {
      when: { preflight: true },
      answer: { status: 204, headers: [...preflight.headers, ["Access-Control-Max-Age", "600"]] },
    },
    { when: {}, answer: { status: 200, headers: actual.headers } },
  ];
}

/** A page, a request, and a server whose policy lets it pass. */
export const passing: fc.Arbitrary<Scenario> = fc
  .record({ page: origin, request, maxAge: fc.constantFrom(60, 600) })
  .map(({ page, request: asked }) => {
    const names = (asked.headers ?? []).map(([name]) => name);
    const policy: Policy = {
      allowOrigins: [page],
      allowCredentials: asked.credentials === "include",
      allowMethods: ["GET", "HEAD", "POST"].includes(asked.method ?? "GET")
        ? []
        : [asked.method ?? "GET"],
      allowHeaders: names,
    };
    return {
      page: { url: `${page}/` },
      request: asked,
      answers: answersOf(policy, page, asked),
    };
  });
