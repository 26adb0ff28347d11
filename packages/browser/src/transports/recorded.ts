import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { bodyOfBytes } from "../infrastructure/body.ts";
import type { Transport } from "./transport.ts";

/** A message and what answered it. */
export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly statusText?: string;
  readonly headers: HeaderEntries;
  readonly body?: string;
}

/**
 * Answers from a list: each exchange once, in the order of the list among those of one method and
 * URL. What is not in the list fails like a server that cannot be reached.
 */
export function recordedTransport(exchanges: readonly RecordedExchange[]): Transport {
  const left = new Map<string, RecordedExchange[]>();
  for (const exchange of exchanges) {
    const key = `${exchange.method} ${new URL(exchange.url).href}`;
    left.set(key, [...(left.get(key) ?? []), exchange]);
  }
  return {
    send({ method, url }) {
      const exchange = left.get(`${method} ${url.href.replace(/#.*$/, "")}`)?.shift();
      if (exchange === undefined) {
        return Promise.reject(new Error(`nothing was recorded for ${method} ${url.href}`));
      }
      const { status, statusText = "", headers, body } = exchange;
      return Promise.resolve({
        status,
        statusText,
        headers,
        body: body === undefined ? null : bodyOfBytes(new TextEncoder().encode(body)),
      });
    },
  };
}
