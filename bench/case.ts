import { compilePolicy, decide } from "@crosswalk/cors";
import { do_not_optimize } from "mitata";

import type { Serve } from "./contestant.ts";
import { coreContestants, requestFacts } from "./contestants/core-contestants.ts";
import { fastifyContestants } from "./contestants/fastify-contestants.ts";
import { h3Contestants } from "./contestants/h3-contestants.ts";
import { honoContestants } from "./contestants/hono-contestants.ts";
import { koaContestants } from "./contestants/koa-contestants.ts";
import { completeExchange, nodeContestants } from "./contestants/node-contestants.ts";
import { hostileLists, longestLists } from "./hostile-lists.ts";
import { compiledPolicy, policyOf } from "./policies.ts";
import { askedByOne, exactOrigins, scales } from "./scale.ts";
import type { Scale } from "./scale.ts";
import { inTurn, situations } from "./situation.ts";
import type { Situation } from "./situation.ts";

/** What is measured together: everybody in it is measured in each round. */
export interface Case {
  readonly title: string;
  readonly entries: () => Promise<readonly Entry[]>;
}

export interface Entry {
  readonly name: string;
  readonly serve: Serve;
  /** The name of the entry that does everything but CORS; its own name where it is that. */
  readonly empty: string | null;
}

const contestants = [
  ...coreContestants,
  ...nodeContestants,
  ...koaContestants,
  ...fastifyContestants,
  ...honoContestants,
  ...h3Contestants,
];

export const growthTitle = "growth: from 1 to 100,000 origins";
export const hostileTitle = "core: hostile request-header lists";
export const ordinaryPreflight = "ordinary preflight";
/** Who is asked how they grow. */
export const growing = ["decide", "@crosswalk/cors/node", "floor", "cors"];
export const compileTitle = "compile 100,000 origins";
export const completeTitle = "node: whole answers, 1 origin";

/** The title of a case of the matrix. */
export function titleOf(scale: string, situation: Situation["name"]): string {
  return `${scale}: ${situation}`;
}

export const cases: readonly Case[] = [
  ...scales.flatMap((scale) =>
    situations.map((situation): Case => ({
      title: titleOf(scale.name, situation.name),
      entries: () => matrixEntries(scale, situation),
    })),
  ),
  { title: completeTitle, entries: completeEntries },
  { title: growthTitle, entries: growthEntries },
  { title: hostileTitle, entries: hostileEntries },
  { title: compileTitle, entries: compileEntries },
];

async function matrixEntries(scale: Scale, situation: Situation): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { name, arena, enter } of contestants) {
    const empty = contestants.find((other) => other.arena === arena && other.empty);
    const serve = await enter(scale, situation);
    if (serve !== null) entries.push({ name, serve, empty: empty?.name ?? null });
  }
  return entries;
}

/** The four situations beside each other, with everything that is sent. In the matrix an actual request ends with its headers. */
function completeEntries(): Promise<Entry[]> {
  const [scale] = scales;
  return Promise.resolve(
    situations.map((situation) => ({
      name: situation.name,
      serve: completeExchange(scale, situation),
      empty: null,
    })),
  );
}

/** An allowed actual request at both ends, interleaved: the matrix measures them minutes apart. */
async function growthEntries(): Promise<Entry[]> {
  const [one] = scales;
  const [, , , many] = scales;
  const [situation] = situations;
  // Of as many origins, one asks: what grows now is the policy, and not what a cache must hold to serve its users.
  const oneAsks = { ...many, allowed: askedByOne(many) };
  const entries: Entry[] = [];
  for (const name of growing) {
    const contestant = contestants.find((other) => other.name === name);
    for (const [scale, end] of [
      [one, "1"],
      [many, "100,000"],
      [oneAsks, "100,000, 1 asks"],
    ] as const) {
      const serve = (await contestant?.enter(scale, situation)) ?? null;
      if (serve !== null) entries.push({ name: `${name}, ${end}`, serve, empty: null });
    }
  }
  return entries;
}

function hostileEntries(): Promise<Entry[]> {
  const [scale] = scales;
  const policy = compiledPolicy(scale);
  const preflight = situations[2];
  const ordinary = requestFacts(preflight, scale.allowed);
  const entry = (name: string, list: string | null): Entry => {
    const next = inTurn(
      list === null
        ? ordinary
        : ordinary.map((facts) => ({ ...facts, accessControlRequestHeaders: list })),
    );
    return { name, serve: () => do_not_optimize(decide(policy, next())), empty: null };
  };
  return Promise.resolve([
    entry(ordinaryPreflight, null),
    ...[...hostileLists, ...longestLists].map(({ name, value }) => entry(name, value)),
  ]);
}

function compileEntries(): Promise<Entry[]> {
  const policy = policyOf(exactOrigins(100_000));
  const serve = (): void => do_not_optimize(compilePolicy(policy));
  return Promise.resolve([{ name: "compilePolicy", serve, empty: null }]);
}
