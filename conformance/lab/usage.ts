/** What the laboratory can be told to do. */
export const USAGE = `node conformance/lab/main.mjs <command>

  record <browser> <run> [pattern]   run cases whose id matches; run 1 and run 2 make a recording
  forget <browser>                   drop cases that did not end in time, to record them again
  join <browser>                     make the recording out of the two runs
  add <browser>                      add to the recording what the two runs have and it lacks
  renew <browser> <pattern> [other]  take cases whose id matches from the two runs, and set others aside
  retell <browser> <pattern>         hear again what the console says of cases, and of nothing else
  heads <browser> [pattern]          record the header lines of some cases, as they are on the wire
  check <browser> [one in n]         run again and compare with the recording
  show <pattern> [browser]           what was recorded of these cases
  unstable                           the names of cases that were not the same twice, of all sets
  judge <browser> [--seed n] [--count n] [--pattern re] [--report file]
                                     hold the engine to cases that were not recorded
  keep <report…>                     keep what judges' reports name, to be replayed from then on
  --supplement with any of these     cases that were recorded apart; see generate/supplement.ts
  --schemes with any of these        those that no server answers; see generate/schemes.ts
  --scripts with any of these        what scripts do by themselves; see generate/scripts/
  --later with any of these          what is asked for hours later; see generate/later.ts
  --timings with any of these        what resource timing gives away; see generate/timings.ts
  --drawn with any of these          what comes of shapes, masks and drawings; see generate/drawn.ts
  --documents with any of these      what documents share, one after the other; see generate/documents/
  --alone with any of these          each in a browser of its own; see generate/alone/
  --found with any of these          the cases that \`keep\` kept
  differences [facet]                where the recorded browsers part; of a facet, every case
`;
