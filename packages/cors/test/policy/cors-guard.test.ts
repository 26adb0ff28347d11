import { setTimeout as wait } from "node:timers/promises";

import { afterEach, describe, expect, it, vi } from "vitest";

import { compilePolicy, createCors, PolicyError } from "@crosswalk/cors";
import type { Decision, DecisionReport, GuardFacts } from "@crosswalk/cors";

const A = "https://a.example";
const B = "https://b.example";

function facts(given: Partial<GuardFacts> = {}): GuardFacts {
  return {
    method: "GET",
    origin: A,
    accessControlRequestMethod: null,
    accessControlRequestHeaders: null,
    host: "api.example",
    url: "/orders?page=1",
    ...given,
  };
}

const preflight = facts({ method: "OPTIONS", accessControlRequestMethod: "PUT" });

function allowedOrigin(decision: Decision): string | null {
  return decision.headers.find(([name]) => name === "Access-Control-Allow-Origin")?.[1] ?? null;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a guard", () => {
  it("decides at once where there is nothing to ask", () => {
    const decision = createCors({ allowOrigins: [A] }).decide(facts());
    expect(decision).not.toBeInstanceOf(Promise);
    expect(decision).toMatchObject({ kind: "actual", error: null });
  });

  it("swaps its policy between two requests, and keeps the old one where the new one is wrong", async () => {
    const guard = createCors({ allowOrigins: [A] });
    guard.reconfigure({ allowOrigins: [B] });
    expect(allowedOrigin(await guard.decide(facts()))).toBeNull();
    expect(allowedOrigin(await guard.decide(facts({ origin: B })))).toBe(B);
    expect(() => guard.reconfigure({ allowOrigins: ["b.example"] })).toThrow(PolicyError);
    expect(allowedOrigin(await guard.decide(facts({ origin: B })))).toBe(B);
  });

  it("takes a compiled policy", async () => {
    expect(
      allowedOrigin(await createCors(compilePolicy({ allowOrigins: [A] })).decide(facts())),
    ).toBe(A);
  });
});

describe("onDecision", () => {
  it("is told of every decision, with what was asked made printable and short", () => {
    const reports: DecisionReport[] = [];
    const guard = createCors(
      { allowOrigins: [A] },
      { onDecision: (report) => reports.push(report) },
    );
    void guard.decide(facts());
    void guard.decide(
      facts({
        origin: `https://evil.example\r\nforged line\u001b[31m${"x".repeat(70_000)}`,
        url: "/a\u202eb",
      }),
    );
    expect(reports.map(({ decision, ...rest }) => [decision.reason, rest])).toEqual([
      [
        null,
        {
          origin: A,
          host: "api.example",
          path: "/orders",
          method: "GET",
          policyName: null,
          mode: "enforce",
        },
      ],
      [
        "origin-not-allowed",
        {
          origin: `https://evil.example\\u000d\\u000aforged line\\u001b[31m${"x".repeat(512 - 38)}…`,
          host: "api.example",
          path: "/a\\u202eb",
          method: "GET",
          policyName: null,
          mode: "enforce",
        },
      ],
    ]);
  });

  it("can break nothing by throwing or rejecting, and onError is told", async () => {
    const errors: unknown[] = [];
    const options = { onError: (error: unknown) => errors.push(String(error)) };
    const throwing = createCors(
      { allowOrigins: [A] },
      {
        ...options,
        onDecision: () => {
          throw new Error("thrown");
        },
      },
    );
    const rejecting = createCors(
      { allowOrigins: [A] },
      {
        ...options,
        onDecision: async () => {
          throw new Error("rejected");
        },
      },
    );
    expect(allowedOrigin(await throwing.decide(facts()))).toBe(A);
    expect(allowedOrigin(await rejecting.decide(facts()))).toBe(A);
    await wait(1);
    expect(errors).toEqual(["Error: thrown", "Error: rejected"]);
  });

  it("may even have an onError that throws", async () => {
    const fail = (): never => {
      throw new Error("no");
    };
    const guard = createCors({ allowOrigins: [A] }, { onDecision: fail, onError: fail });
    expect(allowedOrigin(await guard.decide(facts()))).toBe(A);
  });
});

describe("resolveOrigin", () => {
  it("is asked only about origins that the policy does not list", async () => {
    const asked: unknown[] = [];
    const guard = createCors(
      { allowOrigins: [A] },
      {
        resolveOrigin: (origin, target) => {
          asked.push([origin, target]);
          return true;
        },
      },
    );
    expect(allowedOrigin(await guard.decide(facts()))).toBe(A);
    expect(allowedOrigin(await guard.decide(facts({ origin: null })))).toBeNull();
    expect(allowedOrigin(await guard.decide({ ...preflight, origin: B }))).toBe(B);
    expect(asked).toEqual([[B, { host: "api.example", path: "/orders", method: "PUT" }]]);
  });

  it.each<[string, () => unknown, string]>([
    ["false", () => false, "resolver-denied"],
    ["a promise of false", async () => false, "resolver-denied"],
    ["a truthy string", () => "https://b.example", "resolver-denied"],
    ["a truthy object", async () => ({}), "resolver-denied"],
    ["nothing", () => undefined, "resolver-denied"],
    [
      "a throw",
      () => {
        throw new Error("x");
      },
      "resolver-failed",
    ],
    [
      "a rejection",
      async () => {
        throw new Error("x");
      },
      "resolver-failed",
    ],
  ])("refuses on %s", async (_title, answer, reason) => {
    // oxlint-disable-next-line typescript/no-explicit-any -- what a JavaScript user could return
    const guard = createCors({ allowOrigins: [] }, { resolveOrigin: answer as any });
    const decision = await guard.decide({ ...preflight, origin: B });
    expect(decision).toMatchObject({
      kind: "preflight",
      status: 403,
      headers: [],
      vary: ["Origin"],
      reason,
    });
  });

  it("refuses when the time limit is over, and aborts the signal", async () => {
    vi.useFakeTimers();
    let aborted = false;
    const guard = createCors(
      { allowOrigins: [] },
      {
        resolveOrigin: {
          timeLimit: 50,
          resolve: (_origin, _target, signal) =>
            new Promise(() => {
              signal.addEventListener("abort", () => {
                aborted = true;
              });
            }),
        },
      },
    );
    const decision = guard.decide(facts());
    await vi.advanceTimersByTimeAsync(49);
    expect(aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await decision).toMatchObject({ reason: "resolver-timed-out" });
    expect(aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    "null",
    "https://b.example/",
    "HTTPS://b.example",
    "http://b.example",
    "toString",
    "",
    "https://b.example, https://c.example",
  ])("is never asked about %j where credentials are at stake", async (origin) => {
    let asked = 0;
    const guard = createCors(
      { allowOrigins: [], allowCredentials: true },
      {
        resolveOrigin: () => {
          asked++;
          return true;
        },
      },
    );
    expect(allowedOrigin(await guard.decide(facts({ origin })))).toBeNull();
    expect(asked).toBe(0);
  });

  it("does the same work once for requests in flight, and again for later ones", async () => {
    let asked = 0;
    const guard = createCors(
      { allowOrigins: [] },
      {
        resolveOrigin: async () => {
          asked++;
          await wait(1);
          return true;
        },
      },
    );
    const answers = await Promise.all([1, 2, 3].map(async () => guard.decide(facts())));
    expect(answers.map(allowedOrigin)).toEqual([A, A, A]);
    expect(asked).toBe(1);
    await Promise.all([
      guard.decide(facts()),
      guard.decide(facts({ url: "/other" })),
      guard.decide(facts({ origin: B })),
    ]);
    expect(asked).toBe(4);
  });

  it("is remembered only under a cacheKey, only so long, and only so many", async () => {
    const asked: string[] = [];
    let now = 0;
    vi.spyOn(Date, "now").mockImplementation(() => now);
    const guard = createCors(
      { allowOrigins: [] },
      {
        resolveOrigin: {
          resolve: (origin) => {
            asked.push(origin);
            return origin === A;
          },
          cacheKey: (origin) => origin,
          cacheTime: 100,
          cacheSize: 2,
        },
      },
    );
    const ask = async (origin: string): Promise<string | null> =>
      allowedOrigin(await guard.decide(facts({ origin })));
    expect([await ask(A), await ask(A), await ask(B), await ask(B)]).toEqual([A, A, null, null]);
    expect(asked).toEqual([A, B]);
    await ask("https://c.example");
    await ask(A);
    expect(asked).toEqual([A, B, "https://c.example", A]);
    now = 100;
    await ask(A);
    expect(asked).toHaveLength(5);
    vi.restoreAllMocks();
  });

  it("is not remembered when it failed", async () => {
    let asked = 0;
    const guard = createCors(
      { allowOrigins: [] },
      {
        resolveOrigin: {
          resolve: () => {
            if (++asked === 1) throw new Error("down");
            return true;
          },
          cacheKey: (origin) => origin,
        },
      },
    );
    expect(allowedOrigin(await guard.decide(facts()))).toBeNull();
    expect(allowedOrigin(await guard.decide(facts()))).toBe(A);
  });

  it.each([
    { timeLimit: 0 },
    { timeLimit: Number.NaN },
    { cacheSize: -1 },
    { cacheTime: Number.POSITIVE_INFINITY },
  ])("does not take %j", (options) => {
    expect(() =>
      createCors({ allowOrigins: [] }, { resolveOrigin: { resolve: () => true, ...options } }),
    ).toThrow(/is not a positive number; write one/);
  });
});

describe("select", () => {
  const policies = {
    open: { allowOrigins: "*" },
    own: { allowOrigins: [A], allowMethods: ["PUT"] },
  } as const;

  it("names the policy, the same for a preflight and its request", async () => {
    const targets: unknown[] = [];
    const names: unknown[] = [];
    const guard = createCors(policies, {
      select: (target) => {
        targets.push(target);
        return target.path === "/open" ? "open" : "own";
      },
      onDecision: ({ policyName }) => names.push(policyName),
    });
    expect(allowedOrigin(await guard.decide(preflight))).toBe(A);
    expect(allowedOrigin(await guard.decide(facts({ method: "PUT" })))).toBe(A);
    expect(allowedOrigin(await guard.decide(facts({ url: "http://api.example/open?x" })))).toBe(
      "*",
    );
    const own = { host: "api.example", path: "/orders", method: "PUT" };
    expect(targets).toEqual([own, own, { ...own, path: "/open", method: "GET" }]);
    expect(names).toEqual(["own", "own", "open"]);
  });

  it.each<[string, () => unknown, string, boolean]>([
    ["null", () => null, "no-policy-selected", false],
    ["a name there is no policy for", () => "toString", "select-failed", true],
    ["a promise", async () => "open", "select-failed", true],
    ["a rejection", async () => Promise.reject(new Error("x")), "select-failed", true],
    ["what cannot be written as JSON", () => 1n, "select-failed", true],
    [
      "a throw",
      () => {
        throw new Error("x");
      },
      "select-failed",
      true,
    ],
  ])("refuses on %s", async (_title, select, reason, isError) => {
    const errors: unknown[] = [];
    const guard = createCors(policies, {
      // oxlint-disable-next-line typescript/no-explicit-any -- what a JavaScript user could return
      select: select as any,
      onError: (error) => errors.push(error),
    });
    expect(await guard.decide(preflight)).toMatchObject({
      status: 403,
      headers: [],
      vary: ["Origin"],
      reason,
    });
    expect(errors.length > 0).toBe(isError);
  });

  it("tells the mistakes of every policy, with its name", () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- refused by the types as well
    const wrong: any = {
      open: { allowOrigins: "*", allowCredentials: true },
      own: { allowOrigins: ["a.example"] },
    };
    expect(() => createCors(wrong, { select: () => "own" })).toThrow(
      /open\.allowOrigins: "\*" cannot[^]*own\.allowOrigins\[0\]: "a\.example" has no scheme/,
    );
  });

  it("needs policies with names", () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- refused by the types as well
    expect(() => createCors([] as any, { select: () => "own" } as any)).toThrow(
      /policies: \[\] is not an object with policies in it; with select, write one/,
    );
  });
});

it.each([
  [{ mode: "off" }, /mode: "off" is not a mode/],
  [{ onDecision: 1 }, /onDecision: 1 is not a function/],
  [{ resolveOrigin: {} }, /resolveOrigin: an object is not a function/],
])("an option that is wrong never starts a server: %j", (options, message) => {
  // oxlint-disable-next-line typescript/no-explicit-any -- refused by the types as well
  expect(() => createCors({ allowOrigins: [A] }, options as any)).toThrow(message);
});
