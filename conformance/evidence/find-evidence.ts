import { engineNamed } from "@crosswalk/browser";
import type { DriverName } from "../lab/drivers/driver.ts";
import { Random } from "../lab/generate/random.ts";
import type { Evidence, EvidenceTable } from "./evidence.ts";
import { type Flip, flipsOf, watched } from "./flips.ts";
import { type Likeness, likenessOf, type RecordedSituation } from "./recorded-situations.ts";

/**
 * Keeps the rows of `known`, but for recorded cases that no longer show their entries, and looks for a
 * case for each entry that has no row then. For what is not found the standard stands, or nothing yet.
 */
export async function findEvidence(
  engine: DriverName,
  situations: ReadonlyMap<string, RecordedSituation>,
  known: EvidenceTable,
): Promise<EvidenceTable> {
  const rows = new Map<string, Evidence>();
  const open = new Map<string, readonly Flip[]>();
  for (const [path, flips] of flipsOf(engine)) {
    if (flips.length === 0) continue;
    const row = known[path];
    if (row !== undefined && (await isStillTrue(engine, situations, row, flips)))
      rows.set(path, row);
    else open.set(path, flips);
  }
  for (const situation of inGoodOrder(situations, engine)) {
    if (open.size === 0) break;
    for (const { path, from } of await shownFlips(engine, situation, [...open.values()].flat())) {
      if (!open.delete(path)) continue;
      rows.set(path, { kind: "recording", case: situation.one.id, from });
    }
  }
  for (const [path, flips] of open) {
    const isStandard = flips.every(({ from }) => from !== "standard");
    rows.set(path, { kind: isStandard ? "as the standard" : "not shown yet" });
  }
  return Object.fromEntries(rows);
}

async function isStillTrue(
  engine: DriverName,
  situations: ReadonlyMap<string, RecordedSituation>,
  row: Evidence,
  flips: readonly Flip[],
): Promise<boolean> {
  if (row.kind === "as the standard") return flips.every(({ from }) => from !== "standard");
  if (row.kind !== "recording") return true;
  const situation = situations.get(row.case);
  const named = flips.filter(({ from }) => from === row.from);
  return situation !== undefined && (await shownFlips(engine, situation, named)).length > 0;
}

/** Those of the flips that have the situation played less like the recording. */
async function shownFlips(
  engine: DriverName,
  situation: RecordedSituation,
  flips: readonly Flip[],
): Promise<readonly Flip[]> {
  const result: Flip[] = [];
  let own: Own | null = null;
  // Apart, because of two values for one entry the later would hide the earlier.
  for (const group of withOneOfEach(flips, CROWDED.has(situation.one.dimension) ? 8 : Infinity)) {
    // As a rule none of them shows, and what this engine does by itself need not be asked.
    if ((await likenessWith(engine, situation, group)) === 2) continue;
    own ??= await ownOf(engine, situation);
    const { read, likeness } = own;
    const asked = group.filter(({ path }) => read.has(path.replace(/\[.*$/, "")));
    result.push(...(await deciding(engine, situation, asked, likeness)));
  }
  return result;
}

const likenessWith = (
  engine: DriverName,
  situation: RecordedSituation,
  flips: readonly Flip[],
): Promise<Likeness> =>
  likenessOf(
    engine,
    situation,
    flips.reduce((made, flip) => flip.apply(made), engineNamed(engine)),
  );

/** What comes of a situation with nothing flipped, and the entries that it asks for. */
interface Own {
  readonly likeness: Likeness;
  readonly read: ReadonlySet<string>;
}

async function ownOf(engine: DriverName, situation: RecordedSituation): Promise<Own> {
  const read = new Set<string>();
  const profile = watched(engineNamed(engine), (path) => read.add(path));
  return { likeness: await likenessOf(engine, situation, profile), read };
}

/**
 * Flips that each change how the case is played. They are tried together, because as a rule none of
 * them does; that two undo each other is possible, and costs a case, of which there are many.
 */
async function deciding(
  engine: DriverName,
  situation: RecordedSituation,
  flips: readonly Flip[],
  own: Likeness,
): Promise<readonly Flip[]> {
  if (flips.length === 0) return [];
  if ((await likenessWith(engine, situation, flips)) >= own) return [];
  if (flips.length === 1) return flips;
  const middle = flips.length >> 1;
  return [
    ...(await deciding(engine, situation, flips.slice(0, middle), own)),
    ...(await deciding(engine, situation, flips.slice(middle), own)),
  ];
}

function withOneOfEach(flips: readonly Flip[], size: number): readonly (readonly Flip[])[] {
  const groups: Flip[][] = [];
  for (const flip of flips) {
    const group = groups.find(
      (each) => each.length < size && each.every(({ path }) => path !== flip.path),
    );
    if (group === undefined) groups.push([flip]);
    else group.push(flip);
  }
  return groups;
}

// Here many entries are at work, and tried all at once one would hide another.
const CROWDED = new Set(["http-caches", "garbage"]);

const LATER = new Set([
  "entries",
  "file-pages",
  "chromium-entries",
  "chromium-loads",
  "firefox-entries",
  "webkit-entries",
  "kept-directives",
  "kept-statuses",
  "kept-headers",
  "kept-changes",
  "kept-cancelled",
  "kept-opaque",
  "kept-turns",
  "kept-conditions",
  "kept-spellings",
  "cleared-data",
  "textures",
  "blobs",
  "data-urls",
  "other-schemes",
  "element-entries",
  "answers",
  "reads",
  "codings",
  "own-headers",
  "cookie-lines",
  "addresses",
  "found",
]);

/** First those that the profile's own evidence names, then those recorded to tell entries. */
function inGoodOrder(
  situations: ReadonlyMap<string, RecordedSituation>,
  engine: DriverName,
): readonly RecordedSituation[] {
  const evidence = Object.values(engineNamed(engine).evidence).join(" ");
  const named = new Set(evidence.match(/\b[a-z][a-z-]*-\d+\b/g));
  const rank = ({ one }: RecordedSituation): number => {
    // In real time, several times each.
    if (one.isAlone === true) return 3;
    if (named.has(one.id) || CROWDED.has(one.dimension)) return 0;
    return LATER.has(one.dimension) ? 1 : 2;
  };
  return shuffled([...situations.values()]).sort((one, other) => rank(one) - rank(other));
}

function shuffled<T>(values: readonly T[]): T[] {
  const random = new Random(1);
  const result = [...values];
  for (let index = result.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}
