import { decide } from "@crosswalk/cors";
import type { RequestFacts } from "@crosswalk/cors";
import { do_not_optimize } from "mitata";

import type { Contestant } from "../contestant.ts";
import { compiledPolicy } from "../policies.ts";
import type { Scale } from "../scale.ts";
import { inTurn, requestHeaders } from "../situation.ts";
import type { Situation } from "../situation.ts";

/** The facts of requests, as an adapter finds them. */
export function requestFacts(situation: Situation, origins: readonly string[]): RequestFacts[] {
  return origins.map((origin) => {
    const headers = requestHeaders(situation, origin);
    return {
      method: situation.method,
      origin,
      accessControlRequestMethod: headers["access-control-request-method"] ?? null,
      accessControlRequestHeaders: headers["access-control-request-headers"] ?? null,
    };
  });
}

/** The decision alone, without a server. */
export const coreContestants: readonly Contestant[] = [
  {
    name: "no decision",
    arena: "core",
    empty: true,
    enter: (scale: Scale, situation: Situation) => {
      const next = inTurn(requestFacts(situation, situation.origins(scale)));
      return () => do_not_optimize(next());
    },
  },
  {
    name: "decide",
    arena: "core",
    empty: false,
    enter: (scale: Scale, situation: Situation) => {
      const policy = compiledPolicy(scale);
      const next = inTurn(requestFacts(situation, situation.origins(scale)));
      return () => do_not_optimize(decide(policy, next()));
    },
  },
];
