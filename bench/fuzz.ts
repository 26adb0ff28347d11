// Hostile requests, at least a million for each adapter: `npm run fuzz -w bench -- --requests 1000000 [--seed 1] [--only node]`.
// No sockets: what Node or a runtime would refuse to pass on is tried as well.

import { parseArgs } from "node:util";

import { hostileRequest } from "./fuzz/hostile-request.ts";
import { lambdaCore } from "./fuzz/lambda-core.ts";
import { nodeCores } from "./fuzz/node-cores.ts";
import type { FuzzCore } from "./fuzz/node-cores.ts";
import { faults } from "./fuzz/outcome.ts";
import { fuzzedGuards } from "./fuzz/policies.ts";
import { Random } from "./fuzz/random.ts";
import { webCores } from "./fuzz/web-cores.ts";

// Milliseconds. The longest values take well under one; what is quadratic in 64 KiB takes seconds.
const TIME_LIMIT = 50;
const PAUSE = 1; // milliseconds, from which on a request is tried again
const MAX_FAULTS = 10; // for each adapter: who has ten knows enough

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    only: { type: "string" },
  },
});
const requests = Number(values.requests);
const seed = Number(values.seed);
if (!Number.isInteger(requests) || requests < 1 || !Number.isInteger(seed)) {
  console.error("--requests and --seed are whole numbers");
  process.exit(2);
}

console.log(`${requests} requests for each adapter, seed ${seed}`);
let failed = false;
for (const core of [...nodeCores, ...webCores, lambdaCore]) {
  if (values.only !== undefined && values.only !== core.name) continue;
  const { found, slowest, preflights, allowed, seconds } = await fuzz(core);
  const rate = Math.round(requests / seconds);
  console.log(
    `${core.name}: ${found.length} faults; ${preflights} preflights, ${allowed} granted; slowest ${slowest.toFixed(1)} ms; ${rate} requests/s`,
  );
  for (const fault of found) console.log(`  ${fault}`);
  // A fuzz that never meets a grant or a preflight proves nothing.
  failed ||= found.length > 0 || preflights === 0 || allowed === 0;
}
process.exitCode = failed ? 1 : 0;

async function fuzz(core: FuzzCore): Promise<{
  found: string[];
  slowest: number;
  preflights: number;
  allowed: number;
  seconds: number;
}> {
  const random = new Random(seed);
  const guards = fuzzedGuards().map((fuzzed) => ({ fuzzed, send: core.prepare(fuzzed.guard) }));
  const found: string[] = [];
  let [slowest, preflights, allowed] = [0, 0, 0];
  const begin = performance.now();

  for (let index = 0; index < requests && found.length < MAX_FAULTS; index++) {
    const made = hostileRequest(random);
    const request = core.adapt?.(made) ?? made;
    const form = random.below(1_000);
    const { fuzzed, send } = random.pick(guards);
    const report = (fault: string): void => {
      found.push(
        `request ${index}, ${fuzzed.name}: ${fault}\n    ${JSON.stringify(request).slice(0, 400)}`,
      );
    };
    try {
      const start = performance.now();
      const outcome = await send(request, form);
      let time = performance.now() - start;
      // A pause of the collector or the machine is not the adapter's: what is slow stays slow.
      for (let again = 0; time > PAUSE && again < 5; again++) {
        const restart = performance.now();
        await send(request, form);
        time = Math.min(time, performance.now() - restart);
      }
      if (time > TIME_LIMIT) report(`took ${time.toFixed(0)} ms`);
      slowest = Math.max(slowest, time);
      if (outcome.ran === 0) preflights++;
      if (fuzzed.allows(request.headers["origin"], request.url) !== null) allowed++;
      for (const fault of faults(request, fuzzed, outcome)) report(fault);
    } catch (error) {
      report(`threw ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return { found, slowest, preflights, allowed, seconds: (performance.now() - begin) / 1_000 };
}
