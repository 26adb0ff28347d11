import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { ArgumentCheck, isObject } from "../infrastructure/argument-check.ts";
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
  checkExchanges(exchanges);
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

function checkExchanges(exchanges: readonly RecordedExchange[]): void {
  const check = new ArgumentCheck("recordedTransport(exchanges)");
  const example = '[{ method: "GET", url: "https://api.example/", status: 200, headers: [] }]';
  if (!Array.isArray(exchanges)) check.require(false, "exchanges", exchanges, example);
  else
    for (const [index, exchange] of exchanges.entries()) {
      const name = `exchanges[${index}]`;
      check.require(isObject(exchange), name, exchange, example.slice(1, -1));
      if (isObject(exchange)) checkExchange(check, name, exchange as RecordedExchange);
    }
  check.done();
}

function checkExchange(
  check: ArgumentCheck,
  name: string,
  { method, url, status, headers, body }: RecordedExchange,
): void {
  check.require(typeof method === "string", `${name}.method`, method, '"GET"');
  check.require(URL.canParse(String(url)), `${name}.url`, url, '"https://api.example/"');
  check.require(typeof status === "number", `${name}.status`, status, "200");
  check.require(Array.isArray(headers), `${name}.headers`, headers, '[["Vary", "Origin"]]');
  const isText = body === undefined || typeof body === "string";
  check.require(isText, `${name}.body`, body, "text, or nothing");
}
