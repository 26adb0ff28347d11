import { isRedirectStatus } from "@crosswalk/cors/protocol";
import { type HarEntry, headerOf } from "./har-entry.ts";

/** The entries of one request: its redirects in order, and the preflights that were made for them. */
export interface HarExchange {
  readonly chain: HarEntry[];
  readonly preflights: HarEntry[];
}

// Entries of one request lie near each other: a page has some hundred requests under way at once at most.
const MAX_OPEN = 256;

/** Joins entries that belong together, holding no more than what is under way. */
export class HarJoiner {
  readonly #open: HarExchange[] = [];
  readonly #preflights: HarEntry[] = [];

  /** Takes the next entry and gives what is complete, in order. */
  push(entry: HarEntry): HarExchange[] {
    if (isPreflightEntry(entry)) {
      const exchange = this.#latest((open) => isPreflightOf(entry, open));
      if (exchange === undefined) this.#preflights.push(entry);
      else exchange.preflights.push(entry);
    } else {
      this.#join(entry);
    }
    const complete: HarExchange[] = [];
    while (this.#open.length > MAX_OPEN) complete.push(this.#open.shift()!);
    while (this.#preflights.length > MAX_OPEN) complete.push(alone(this.#preflights.shift()!));
    return complete;
  }

  end(): HarExchange[] {
    const rest = [...this.#open.splice(0), ...this.#preflights.splice(0).map(alone)];
    return rest.sort((one, other) => firstOf(one).index - firstOf(other).index);
  }

  #latest(fits: (exchange: HarExchange) => boolean): HarExchange | undefined {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      if (fits(this.#open[index]!)) return this.#open[index];
    }
    return undefined;
  }

  #join(entry: HarEntry): void {
    const open = this.#latest(({ chain }) => leadsTo(chain.at(-1)!, entry));
    const exchange: HarExchange = open ?? { chain: [], preflights: [] };
    if (open === undefined) this.#open.push(exchange);
    exchange.chain.push(entry);
    // A preflight is listed before its request or after it.
    const index = this.#preflights.findIndex((preflight) => isPreflightOf(preflight, exchange));
    if (index !== -1) exchange.preflights.push(...this.#preflights.splice(index, 1));
  }
}

/** Whether an entry was redirected to where another one is. */
function leadsTo({ redirectUrl, answer }: HarEntry, { url }: HarEntry): boolean {
  return (
    redirectUrl === url && answer !== null && "status" in answer && isRedirectStatus(answer.status)
  );
}

function isPreflightEntry({ method, headers, resourceType }: HarEntry): boolean {
  return (
    method === "OPTIONS" &&
    (resourceType === "preflight" || headerOf(headers, "access-control-request-method") !== null)
  );
}

function isPreflightOf(preflight: HarEntry, { chain, preflights }: HarExchange): boolean {
  const { url, method } = chain.at(-1)!;
  const asked = headerOf(preflight.headers, "access-control-request-method");
  return (
    preflight.url === url &&
    (asked === null || asked === method) &&
    !preflights.some((other) => other.url === url)
  );
}

function alone(preflight: HarEntry): HarExchange {
  return { chain: [], preflights: [preflight] };
}

function firstOf({ chain, preflights }: HarExchange): HarEntry {
  return (chain[0] ?? preflights[0])!;
}
