import { compilePolicy, type Policy } from "@crosswalk/cors";
import { describe, expect, it, test } from "vitest";
import { emit, type Emission, emitTargets } from "../../src/index.ts";
import { policyLiteral } from "../../src/emit/policy-literal.ts";

const policy: Policy = {
  allowOrigins: ["https://app.example.com", "https://*.preview.example.com", "http://localhost:*"],
  allowCredentials: true,
  allowMethods: ["PUT", "PATCH"],
  allowHeaders: ["Authorization", "Content-Type"],
  exposeHeaders: ["X-Request-Id"],
  maxAge: 600,
};
const textOf = ({ files }: Emission): string => files.map(({ text }) => text).join("\n");
const directions = ({ deviations }: Emission): string[] =>
  deviations.map(({ field, direction }) => `${field} ${direction}`);

describe.each(emitTargets)("%s", (target) => {
  it("says whether it is exact, and where it isn't, in what", () => {
    const emission = emit(target, policy);
    expect(emission.target).toBe(target);
    if (emission.fidelity === "exact") expect(emission.deviations).toEqual([]);
    else expect(emission.deviations).not.toEqual([]);
    expect(emission.files.length > 0).toBe(emission.fidelity !== "impossible");
  });

  it("never permits more than the policy: there are no files rather than a looser one", () => {
    for (const its of [
      policy,
      { allowOrigins: "*", allowHeaders: "*", allowMethods: "*" },
      { allowOrigins: ["https://app.example.com"] },
      { ...policy, allowHeaders: "*" },
    ] as const satisfies readonly Policy[]) {
      const emission = emit(target, its);
      const isLooser = emission.deviations.some(({ direction }) => direction === "looser");
      expect([its, emission.fidelity === "impossible"]).toEqual([
        its,
        isLooser || emission.files.length === 0,
      ]);
    }
  });

  it("refuses a wrong policy as `compilePolicy` does", () => {
    const wrong = { allowOrigins: ["https://app.example.com/"] };
    expect(() => emit(target, wrong)).toThrow("https://app.example.com");
  });

  it("takes a compiled policy, too", () => {
    expect(emit(target, compilePolicy(policy))).toEqual(emit(target, policy));
  });
});

test("a policy is written so that reading it gives the policy again", () => {
  const whole: Policy = { ...policy, dangerously: { allowInsecureOrigins: true } };
  expect(new Function(`return ${policyLiteral(whole)};`)()).toEqual(whole);
});

test("S3 always allows credentials where origins are listed, so a policy without is refused", () => {
  const emission = emit("s3", { allowOrigins: ["https://app.example.com"] });
  expect(emission.fidelity).toBe("impossible");
  expect(directions(emission)).toContain("allowCredentials looser");
});

test("S3 knows no PATCH, and takes any port as two entries", () => {
  const emission = emit("s3", policy);
  expect(directions(emission)).toContain("allowMethods stricter");
  const [rule] = JSON.parse(textOf(emission)) as {
    AllowedOrigins: string[];
    AllowedMethods: string[];
  }[];
  expect(rule!.AllowedMethods).toEqual(["GET", "HEAD", "POST", "PUT"]);
  expect(rule!.AllowedOrigins).toContain("http://localhost");
  expect(rule!.AllowedOrigins).toContain("http://localhost:*");
});

test("API Gateway takes exact origins only, and says which it leaves out", () => {
  const emission = emit("api-gateway", policy);
  expect(emission.fidelity).toBe("approximate");
  expect(emission.deviations[0]!.message).toContain(
    "https://*.preview.example.com, http://localhost:*",
  );
  expect(emit("api-gateway", { allowOrigins: ["https://*.example.com"] }).fidelity).toBe(
    "impossible",
  );
});

test.each(["nginx", "haproxy", "envoy", "django", "s3"] as const)(
  "%s cannot repeat what was asked for under *, with credentials",
  (target) => {
    expect(emit(target, { ...policy, allowMethods: "*" }).fidelity).toBe("impossible");
    expect(emit("express", { ...policy, allowMethods: "*" }).fidelity).toBe("exact");
  },
);

test("systems that take `*` for Authorization too are refused where the policy says `*`", () => {
  const its: Policy = { allowOrigins: "*", allowHeaders: "*" };
  for (const target of ["envoy", "spring", "flask", "rails", "aspnet"] as const)
    expect([target, directions(emit(target, its))]).toEqual([
      target,
      expect.arrayContaining(["allowHeaders looser"]) as unknown,
    ]);
  expect(emit("nginx", its).fidelity).toBe("exact");
});
