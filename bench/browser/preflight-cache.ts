import { Browser, type EngineName, type PreflightQuery } from "@crosswalk/browser";
import { median } from "./measure-asynchronously.ts";

const KEYS = 100_000;
const LOOK_UPS = 200_000;
/** The newest, of which every browser keeps at least so many. */
const ASKED = 10;

const queryOf = (index: number): PreflightQuery => ({
  networkPartitionKey: "https://app.example",
  origin: "https://app.example",
  url: `https://api.example/orders/${index}`,
  credentials: true,
  method: "PUT",
  isMethodFree: false,
  unsafeHeaderNames: ["x-a"],
});

const ROUNDS = 9;

/** What a look-up costs with 10 keys and with 100,000, and what these weigh; twice as many must weigh no more than is kept. */
export function measurePreflightCache(): void {
  console.log("\nThe preflight cache (a look-up is flat, what is kept is bounded)");
  for (const engine of ["standard", "chromium", "firefox", "webkit"] as const) {
    const small = filled(engine, ASKED);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const large = filled(engine, KEYS);
    globalThis.gc?.();
    const weight = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    // Taking turns: what the collector or a neighbour does meanwhile happens to both.
    const few: number[] = [];
    const many: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const times = [nanosecondsOfLookUp(small, ASKED), nanosecondsOfLookUp(large, KEYS)] as const;
      if (round < 0) continue;
      few.push(times[0]);
      many.push(times[1]);
    }
    const ratio = median(many.map((time, round) => time / few[round]!));
    for (let index = KEYS; index < 2 * KEYS; index++) store(large, index);
    console.log(
      `  ${engine.padEnd(10)}${ASKED} keys ${median(few).toFixed(0)} ns, 100,000 stored ${median(many).toFixed(0)} ns (× ${ratio.toFixed(2)}); ` +
        `kept ${large.size} of 200,000, ${weight.toFixed(1)} MiB at 100,000`,
    );
  }
}

type Cache = Browser["preflightCache"];

function filled(engine: EngineName, keys: number): Cache {
  const cache = new Browser({
    engine,
    transport: { send: () => Promise.reject(new Error("none")) },
  }).preflightCache;
  for (let index = 0; index < keys; index++) store(cache, index);
  return cache;
}

function store(cache: Cache, index: number): void {
  cache.store(queryOf(index), { methods: ["PUT"], headerNames: ["X-A"], maxAge: 600 }, 0);
}

function nanosecondsOfLookUp(cache: Cache, keys: number): number {
  const queries = Array.from({ length: ASKED }, (_, index) => queryOf(keys - 1 - index));
  let found = 0;
  const start = process.cpuUsage();
  for (let turn = 0; turn < LOOK_UPS; turn++) {
    if (cache.covers(queries[turn % ASKED]!, 1)) found++;
  }
  const { user, system } = process.cpuUsage(start);
  if (found === 0) throw new Error("the cache found nothing: there is nothing to measure");
  return ((user + system) * 1000) / LOOK_UPS;
}
