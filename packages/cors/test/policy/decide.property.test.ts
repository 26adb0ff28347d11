import { describe, expect, it } from "vitest";

import { compilePolicy, decide, decompile, mergeVary } from "@crosswalk/cors";
import type { Decision, Policy, RequestFacts } from "@crosswalk/cors";
import { corsCheck, HeaderList, preflightCheck } from "@crosswalk/cors/protocol";
import fc from "fast-check";
import vary from "vary";

import { law } from "../laws.ts";
import { exchange, hostileOrigin, policy } from "./arbitrary-policy.ts";
import { naiveDecide, naiveMatch } from "./naive-decide.ts";
import type { NaiveAnswer } from "./naive-decide.ts";

function asNaive(decision: Decision): NaiveAnswer {
  return {
    kind: decision.kind,
    status: decision.kind === "preflight" ? decision.status : null,
    headers: decision.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort(),
    vary: decision.vary,
    granted: decision.error === null,
  };
}

describe("decide", () => {
  law(
    "agrees with a naive comparison of lists and strings",
    [exchange],
    ([itsPolicy, facts]) => {
      expect(asNaive(decide(compilePolicy(itsPolicy), facts))).toEqual(
        naiveDecide(itsPolicy, facts),
      );
    },
    { numRuns: 4000 },
  );

  law(
    "agrees with a naive matcher on every origin, the hostile included",
    [policy, fc.array(hostileOrigin, { minLength: 20, maxLength: 40 })],
    (itsPolicy, origins) => {
      const compiled = compilePolicy(itsPolicy);
      for (const origin of origins) {
        const expected =
          itsPolicy.allowOrigins === "*" ||
          itsPolicy.allowOrigins.some((entry) => naiveMatch(entry, origin));
        expect([origin, decide(compiled, get(origin)).error === null]).toEqual([origin, expected]);
      }
    },
  );

  law("decides a second time as the first", [exchange], ([itsPolicy, facts]) => {
    const compiled = compilePolicy(itsPolicy);
    expect(decide(compiled, facts)).toEqual(decide(compiled, facts));
  });

  law("puts nothing of a refused request on the wire", [exchange], ([itsPolicy, facts]) => {
    const decision = decide(compilePolicy(itsPolicy), facts);
    if (decision.reason !== "origin-not-allowed") return;
    expect(decision.headers.filter(([name]) => /^access-control-/i.test(name))).toEqual([]);
  });
});

describe("the server's half and the protocol's checks", () => {
  law(
    "agree: what is granted passes, what is refused fails, and with the same error",
    [exchange],
    ([itsPolicy, facts]) => {
      const decision = decide(compilePolicy(itsPolicy), facts);
      if (decision.kind === "not-cors" || facts.origin === null) return;
      const headers = HeaderList.from(decision.headers);
      const request = {
        origin: facts.origin,
        credentialsMode:
          itsPolicy.allowCredentials === true ? ("include" as const) : ("omit" as const),
      };
      if (decision.kind === "actual") {
        expect(errorOf(corsCheck(request, headers))).toEqual(decision.error);
        return;
      }
      const asked = preflightAsked(facts);
      // What no browser can ask has no browser's verdict.
      if (asked === null) return;
      const verdict = preflightCheck(
        { ...request, ...asked, useCorsPreflightFlag: false },
        { status: decision.status, headers },
      );
      expect(errorOf(verdict)?.code ?? null).toEqual(decision.error?.code ?? null);
    },
    { numRuns: 4000 },
  );
});

describe("a compiled policy", () => {
  law("decompiles to one that decides identically", [exchange], ([itsPolicy, facts]) => {
    const once = compilePolicy(itsPolicy);
    const twice = compilePolicy(JSON.parse(JSON.stringify(decompile(once))));
    expect(decompile(twice)).toEqual(decompile(once));
    expect(decide(twice, facts)).toEqual(decide(once, facts));
  });

  law("does not change when the object it was made from does", [exchange], ([itsPolicy, facts]) => {
    const mutable = structuredClone(itsPolicy) as {
      -readonly [Field in keyof Policy]: Policy[Field];
    };
    const compiled = compilePolicy(mutable);
    const before = decide(compilePolicy(itsPolicy), facts);
    if (Array.isArray(mutable.allowOrigins))
      mutable.allowOrigins.push(facts.origin ?? "https://evil.org");
    if (Array.isArray(mutable.allowMethods))
      mutable.allowMethods.push(facts.accessControlRequestMethod ?? "PUT");
    if (Array.isArray(mutable.allowHeaders)) mutable.allowHeaders.push("x-late");
    mutable.allowOrigins = "*";
    mutable.allowCredentials = true;
    mutable.maxAge = 7;
    expect(decide(compiled, facts)).toEqual(before);
  });

  it("cannot be changed through what it gives out", () => {
    const compiled = compilePolicy({
      allowOrigins: ["https://a.example", "https://*.b.example"],
      allowMethods: ["PUT"],
      dangerously: {},
    });
    const decision = decide(compiled, get("https://a.example"));
    const given: unknown[] = [
      decompile(compiled),
      decompile(compiled).allowOrigins,
      decompile(compiled).allowMethods,
      decompile(compiled).dangerously,
      decision,
      decision.headers,
      decision.headers[0],
      decision.vary,
    ];
    expect(given.map((value) => Object.isFrozen(value))).toEqual(given.map(() => true));
  });
});

const varyValue = fc
  .array(
    fc.constantFrom("Accept", "accept-encoding", "Origin", "origin", "*", " ", "", "X-Long-Name"),
    { maxLength: 6 },
  )
  .map((names) => names.join(", "));

describe("merging Vary", () => {
  law(
    "equals the vary package",
    [
      varyValue,
      fc.constantFrom(
        ["Origin"],
        ["Origin", "Access-Control-Request-Method"],
        ["*"],
        ["origin", "X-B"],
      ),
    ],
    (value, names) => {
      expect(mergeVary(value, names)).toBe(vary.append(value, [...names]));
    },
    { numRuns: 2000 },
  );
});

function get(origin: string): RequestFacts {
  return {
    method: "GET",
    origin,
    accessControlRequestMethod: null,
    accessControlRequestHeaders: null,
  };
}

function errorOf(result: { ok: true } | { ok: false; error: unknown }): { code: string } | null {
  return result.ok ? null : (result.error as { code: string });
}

/** The request that a browser would be asking about, or null where no browser would ask this way. */
function preflightAsked(facts: RequestFacts): { method: string; headers: HeaderList } | null {
  const method = facts.accessControlRequestMethod;
  if (method === null || !/^[A-Za-z!-]+$/.test(method) || /^(?:connect|trace|track)$/i.test(method))
    return null;
  const list = facts.accessControlRequestHeaders;
  // Longer than what any server reads.
  if (list !== null && list.length > 16_384) return null;
  const names = list === null ? [] : list.split(",");
  if (
    names.length > 128 ||
    !names.every((name) => /^[a-z!-]+$/.test(name)) ||
    /(?:^|,)(?:cookie|sec-.*)(?:,|$)/.test(list ?? "")
  )
    return list === null ? { method, headers: HeaderList.from([]) } : null;
  // A value of 129 bytes is unsafe under every name.
  return {
    method,
    headers: HeaderList.from(names.map((name) => [name, "v".repeat(129)] as const)),
  };
}
