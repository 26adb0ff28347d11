import { Browser, type Transport } from "@crosswalk/browser";
import { fillCookies, open } from "../../run.ts";
import { perform } from "../../run/perform.ts";
import type { Scenario } from "../../scenario.ts";
import { type ProbedExchange, ProbeTransport, rulesOf } from "./probe-transport.ts";

/** What a server answers, and what was sent to it. */
export interface Probe {
  /** The scenario with the answers that were seen. */
  readonly scenario: Scenario;
  readonly exchanges: readonly ProbedExchange[];
  /** What could not be reached and why, in the transport's words; null where all was. */
  readonly unreachable: { readonly url: string; readonly reason: string } | null;
}

// Methods that change nothing; of others only what a browser would send is sent.
const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Sends what Chromium sends for the request of a page, byte for byte: the preflight, without cookies and with its names sorted,
 * the request if it is let through, and each redirect. A request that changes nothing is sent even if its preflight fails, as it
 * would be sent after that: what the server answers to it decides what else has to be changed.
 */
export async function probe(
  asked: Pick<Scenario, "page" | "request" | "cookies">,
  transport: Transport,
): Promise<Probe> {
  const exchanges = await send(asked, new ProbeTransport(transport, "sent"));
  const { request } = asked;
  const isUnanswered = exchanges.length > 0 && exchanges.every(({ isPreflight }) => isPreflight);
  if (isUnanswered && safeMethods.has((request.method ?? "GET").toUpperCase())) {
    exchanges.push(...(await send(asked, new ProbeTransport(transport, "granted"))));
  }
  const failed = exchanges.find(({ reason }) => reason !== null);
  return {
    scenario: {
      page: asked.page,
      request,
      ...(asked.cookies === undefined ? {} : { cookies: asked.cookies }),
      answers: rulesOf(exchanges),
    },
    exchanges,
    unreachable: failed === undefined ? null : { url: failed.url, reason: failed.reason ?? "" },
  };
}

async function send(
  { page, request, cookies = [] }: Pick<Scenario, "page" | "request" | "cookies">,
  transport: ProbeTransport,
): Promise<ProbedExchange[]> {
  const browser = new Browser({ engine: "chromium", transport });
  await fillCookies(browser, { page, request, cookies, answers: [] });
  await perform(open(browser, page), request);
  return transport.exchanges;
}
