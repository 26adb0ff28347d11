import { describe, expect, it, test } from "vitest";

import { comparePolicies, compilePolicy, decide } from "@crosswalk/cors";
import type { GrantWitness, Policy } from "@crosswalk/cors";
import { corsCheck, HeaderList } from "@crosswalk/cors/protocol";

import { law } from "../laws.ts";
import { exchange, policy } from "./arbitrary-policy.ts";

const A = "https://a.example";
const B = "https://b.example";

function grants(before: Policy, after: Policy): string[] {
  return comparePolicies(before, after).map(({ kind, value }) => `${kind} ${value}`);
}

describe("a new policy", () => {
  test.each<[string, Policy, Policy, string[]]>([
    ["that is the old one", { allowOrigins: [A] }, { allowOrigins: [A] }, []],
    ["with another origin", { allowOrigins: [A] }, { allowOrigins: [A, B] }, [`origin ${B}`]],
    ["with fewer origins", { allowOrigins: [A, B] }, { allowOrigins: [A] }, []],
    ["for everyone", { allowOrigins: [A] }, { allowOrigins: "*" }, ["origin *"]],
    ["no longer for everyone", { allowOrigins: "*" }, { allowOrigins: [A] }, []],
    [
      "with a pattern over what was listed",
      { allowOrigins: ["https://x.a.example"] },
      { allowOrigins: ["https://*.a.example"] },
      ["origin https://*.a.example"],
    ],
    [
      "with a pattern under a pattern",
      { allowOrigins: ["https://*.a.example"] },
      { allowOrigins: ["https://*.b.a.example"] },
      [],
    ],
    [
      "with a pattern over a pattern",
      { allowOrigins: ["https://*.b.a.example"] },
      { allowOrigins: ["https://*.a.example"] },
      ["origin https://*.a.example"],
    ],
    [
      "with any port",
      { allowOrigins: ["http://localhost:3000", "http://localhost"] },
      { allowOrigins: ["http://localhost:*"] },
      ["origin http://localhost:*"],
    ],
    [
      "with one port of any",
      { allowOrigins: ["http://localhost:*"] },
      { allowOrigins: ["http://localhost:3000"] },
      [],
    ],
    [
      "on another scheme",
      { allowOrigins: [A] },
      { allowOrigins: ["http://a.example"] },
      ["origin http://a.example"],
    ],
    [
      "with credentials",
      { allowOrigins: [A] },
      { allowOrigins: [A], allowCredentials: true },
      ["credentials true"],
    ],
    [
      "with credentials for others",
      { allowOrigins: [A] },
      { allowOrigins: [B], allowCredentials: true },
      [`origin ${B}`],
    ],
    [
      "with another method",
      { allowOrigins: [A], allowMethods: ["PUT"] },
      { allowOrigins: [A], allowMethods: ["PUT", "DELETE"] },
      ["method DELETE"],
    ],
    [
      "with a method that never needed it",
      { allowOrigins: [A] },
      { allowOrigins: [A], allowMethods: ["GET"] },
      [],
    ],
    [
      "with every method",
      { allowOrigins: [A], allowMethods: ["PUT", "CHICKEN"] },
      { allowOrigins: [A], allowMethods: "*" },
      ["method *"],
    ],
    [
      "with one method of every",
      { allowOrigins: [A], allowMethods: "*" },
      { allowOrigins: [A], allowMethods: ["PUT"] },
      [],
    ],
    [
      "with a header in another case",
      { allowOrigins: [A], allowHeaders: ["X-A"] },
      { allowOrigins: [A], allowHeaders: ["x-a"] },
      [],
    ],
    [
      "with Authorization beside every header",
      { allowOrigins: [A], allowHeaders: "*" },
      { allowOrigins: [A], allowHeaders: ["*", "Authorization"] },
      ["request-header Authorization"],
    ],
    [
      "that exposes another header",
      { allowOrigins: [A], exposeHeaders: ["ETag"] },
      { allowOrigins: [A], exposeHeaders: ["etag", "X-A"] },
      ["response-header X-A"],
    ],
    [
      "that shows its timing",
      { allowOrigins: [A] },
      { allowOrigins: [A], timingAllowOrigin: [B] },
      [`timing ${B}`],
    ],
    [
      "that may be embedded",
      { allowOrigins: [A], crossOriginResourcePolicy: "same-origin" },
      { allowOrigins: [A] },
      ["resource-policy none"],
    ],
    [
      "that keeps preflights longer",
      { allowOrigins: [A], maxAge: 1 },
      { allowOrigins: [A], maxAge: 600 },
      [],
    ],
  ])("%s grants what it grants", (_title, before, after, expected) => {
    expect(grants(before, after)).toEqual(expected);
  });

  law(
    "shows each grant by a request that the new one grants and the old one does not",
    [policy, policy],
    (before, after) => {
      for (const { kind, value, witness } of comparePolicies(before, after)) {
        if (kind === "timing" || kind === "resource-policy") continue;
        expect([kind, value, canRead(after, witness)]).toEqual([kind, value, true]);
        expect([kind, value, canRead(before, witness)]).toEqual([kind, value, false]);
      }
    },
    { numRuns: 1000 },
  );

  law(
    "that grants any request the old one did not is never found harmless",
    [policy, exchange],
    (before, [after, facts]) => {
      const gained =
        facts.origin !== null &&
        decide(compilePolicy(after), facts).error === null &&
        decide(compilePolicy(before), facts).error !== null;
      if (gained) expect(comparePolicies(before, after)).not.toEqual([]);
    },
    { numRuns: 2000 },
  );

  law("grants nothing over itself", [policy], (same) => {
    expect(comparePolicies(same, same)).toEqual([]);
  });

  it("that is wrong is refused", () => {
    expect(() => comparePolicies({ allowOrigins: [A] }, { allowOrigins: ["a.example"] })).toThrow(
      /has no scheme/,
    );
  });
});

/** Whether a page can do what the witness shows, by the protocol's own check of what the policy answers. */
function canRead(itsPolicy: Policy, witness: GrantWitness): boolean {
  const decision = decide(compilePolicy(itsPolicy), witness);
  if (decision.error !== null || witness.origin === null) return false;
  const headers = HeaderList.from(decision.headers);
  // Where the old policy allows no credentials, what is gained by a credentialed grant may still be readable without.
  const modes =
    itsPolicy.allowCredentials === true || witness.credentialsMode === "omit"
      ? [witness.credentialsMode]
      : (["include", "omit"] as const);
  const needed =
    modes.includes("omit") && !needsCredentials(witness, itsPolicy)
      ? "omit"
      : witness.credentialsMode;
  if (!corsCheck({ origin: witness.origin, credentialsMode: needed }, headers).ok) return false;
  if (witness.responseHeader === null) return true;
  const exposed = headers.get("Access-Control-Expose-Headers") ?? "";
  return (
    exposed === "*" ||
    exposed.toLowerCase().split(", ").includes(witness.responseHeader.toLowerCase())
  );
}

function needsCredentials(witness: GrantWitness, itsPolicy: Policy): boolean {
  return (
    witness.credentialsMode === "include" &&
    witness.method === "GET" &&
    itsPolicy.allowCredentials !== true
  );
}
