import {
  compileTitle,
  completeTitle,
  growing,
  growthTitle,
  hostileTitle,
  ordinaryPreflight,
  titleOf,
} from "./case.ts";
import { hostileLists } from "./hostile-lists.ts";
import { difference, median, ownRatio, ratio } from "./measurement.ts";
import { resultOf } from "./result.ts";
import type { Result, Results } from "./result.ts";

/** A figure that was asked for, and whether it was reached. */
export interface Target {
  readonly name: string;
  readonly target: string;
  readonly reached: string;
  /** Null where there is no number to reach. */
  readonly ok: boolean | null;
}

const NODE = "@crosswalk/cors/node";
const scaleNames = ["1 origin", "100 origins", "10,000 origins", "100,000 origins"];

/** The figures that could be computed from what was run. */
export function targetsOf(results: Results): Target[] {
  return [
    ...scaleNames.flatMap((scale) => againstFloor(results, scale)),
    ...againstPeer(results, "1 origin", 2),
    ...againstPeer(results, "10,000 origins", 50),
    ...growth(results),
    ...cheapest(results),
    ...hostile(results),
    ...compilation(results),
  ];
}

function againstFloor(results: Results, scale: string): Target[] {
  const title = titleOf(scale, "actual, allowed");
  const ours = resultOf(results, title, NODE);
  const floor = resultOf(results, title, "floor");
  if (ours === null || floor === null) return [];
  const times = ratio(ours, floor);
  return [
    {
      name: `${title}: node adapter ÷ floor`,
      target: "≤ 1.25",
      reached: `${times.toFixed(2)} (means, with collections: ${ratio(ours, floor, "means").toFixed(2)})`,
      ok: times <= 1.25,
    },
  ];
}

/** Whole exchanges that are alike on both sides, and what remains when the empty exchange of the same round is taken off. */
function againstPeer(results: Results, scale: string, least: number): Target[] {
  const title = titleOf(scale, "actual, allowed");
  const ours = resultOf(results, title, NODE);
  const peer = resultOf(results, title, "cors");
  const empty = resultOf(results, title, "empty exchange");
  if (ours === null || peer === null || empty === null) return [];
  const whole = ratio(peer, ours);
  const own = ownRatio(peer, ours, empty);
  return [
    {
      name: `${title}: cors ÷ node adapter, response included`,
      target: `≥ ${least}`,
      reached: `${whole.toFixed(1)} (own cost alone: ${own.toFixed(1)})`,
      ok: whole >= least,
    },
  ];
}

/** Less than a tenth more is not called growth: runs of the same code differ by more than that. */
const MEASURABLE = 1.1;

/** The floor beside ours shows what the memory costs: more origins than a cache holds are slower to read, whoever reads them. */
function growth(results: Results): Target[] {
  return growing.flatMap((name) => {
    const small = resultOf(results, growthTitle, `${name}, 1`);
    if (small === null) return [];
    const ours = name === NODE || name === "decide";
    return ["100,000", "100,000, 1 asks"].flatMap((end) => {
      const large = resultOf(results, growthTitle, `${name}, ${end}`);
      if (large === null) return [];
      const times = ratio(large, small);
      const judged = ours && end === "100,000";
      return [
        {
          name: `growth from 1 origin to ${end}: ${name}`,
          target: judged ? `× ${MEASURABLE} at most` : "(for comparison)",
          reached: `× ${times.toFixed(2)} (${difference(large, small).toFixed(0)} ns more)`,
          ok: judged ? times <= MEASURABLE : null,
        },
      ];
    });
  });
}

function cheapest(results: Results): Target[] {
  const names = ["actual, allowed", "actual, denied", "preflight, allowed"];
  const denied = resultOf(results, completeTitle, "preflight, denied");
  if (denied === null) return [];
  return names.flatMap((name) => {
    const other = resultOf(results, completeTitle, name);
    if (other === null) return [];
    const times = ratio(denied, other);
    return [
      {
        name: `whole answer: denied preflight ÷ ${name}`,
        target: "≤ 1",
        reached: times.toFixed(2),
        ok: times <= 1,
      },
    ];
  });
}

function hostile(results: Results): Target[] {
  const ordinary = resultOf(results, hostileTitle, ordinaryPreflight);
  if (ordinary === null) return [];
  return hostileLists.flatMap(({ name }) => {
    const list = resultOf(results, hostileTitle, name);
    if (list === null) return [];
    const times = ratio(list, ordinary);
    return [
      {
        name: `${name} ÷ ordinary preflight`,
        target: "≤ 1.5",
        reached: times.toFixed(2),
        ok: times <= 1.5,
      },
    ];
  });
}

function compilation(results: Results): Target[] {
  const compile: Result | null = resultOf(results, compileTitle, "compilePolicy");
  if (compile === null) return [];
  const slowest = Math.max(...compile.means);
  return [
    {
      name: compileTitle,
      target: "< 1 s",
      reached: `${(median(compile.medians) / 1e6).toFixed(0)} ms (slowest round ${(slowest / 1e6).toFixed(0)} ms)`,
      ok: slowest < 1e9,
    },
  ];
}
