import { type HeaderEntries, isHeaderName } from "@crosswalk/cors/protocol";
import { ArgumentCheck, isObject } from "../infrastructure/argument-check.ts";
import { bodyOfBytes } from "../infrastructure/body.ts";
import { copyOfBytes } from "../infrastructure/copy-of-bytes.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { checkHar, isHar } from "./check-har.ts";
import { exchangesOfHar, type Har } from "./har.ts";
import { isOnALine } from "./is-on-a-line.ts";
import { isStatus } from "./is-status.ts";
import type { Transport } from "./transport.ts";

/** A message and what answered it. */
export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly statusText?: string;
  readonly headers: HeaderEntries;
  readonly body?: string | Uint8Array;
}

/**
 * Answers from a list, or from an HTTP archive: each exchange once, in the order of the list among those of
 * one method and URL. What is not in the list fails like a server that cannot be reached.
 *
 *     recordedTransport(JSON.parse(readFileSync("session.har", "utf8")))
 */
export function recordedTransport(recording: readonly RecordedExchange[] | Har): Transport {
  const exchanges = exchangesOf(recording);
  const left = new Map<string, RecordedExchange[]>();
  for (const exchange of exchanges) {
    const key = `${exchange.method} ${withoutFragment(new URL(exchange.url))}`;
    const others = left.get(key);
    if (others === undefined) left.set(key, [exchange]);
    else others.push(exchange);
  }
  // Taken from their ends, which costs the same however many there are.
  for (const exchanges of left.values()) exchanges.reverse();
  return {
    send({ method, url }) {
      const exchange = left.get(`${method} ${withoutFragment(url)}`)?.pop();
      if (exchange === undefined) {
        return Promise.reject(new Error(`nothing was recorded for ${method} ${url.href}`));
      }
      const { status, statusText = "", headers, body } = exchange;
      return Promise.resolve({
        status,
        statusText,
        headers,
        body: body === undefined ? null : bodyOfBytes(bytesOf(body)),
      });
    },
  };
}

const bytesOf = (body: string | Uint8Array): Uint8Array =>
  typeof body === "string" ? new TextEncoder().encode(body) : copyOfBytes(body);

function exchangesOf(recording: readonly RecordedExchange[] | Har): readonly RecordedExchange[] {
  if (isHar(recording)) {
    checkHar(recording);
    return exchangesOfHar(recording);
  }
  checkExchanges(recording);
  return recording;
}

function checkExchanges(exchanges: readonly RecordedExchange[]): void {
  const check = new ArgumentCheck("recordedTransport(exchanges)");
  const example = '[{ method: "GET", url: "https://api.example/", status: 200, headers: [] }]';
  if (!Array.isArray(exchanges))
    check.require(
      false,
      "exchanges",
      exchanges,
      `${example}, or JSON.parse(readFileSync("session.har", "utf8"))`,
    );
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
  { method, url, status, statusText, headers, body }: RecordedExchange,
): void {
  check.require(typeof method === "string", `${name}.method`, method, '"GET"');
  check.require(URL.canParse(String(url)), `${name}.url`, url, '"https://api.example/"');
  check.require(isStatus(status), `${name}.status`, status, "a status from 100 to 999, as 200");
  const isText = statusText === undefined || typeof statusText === "string";
  check.require(isText, `${name}.statusText`, statusText, '"OK", or nothing');
  if (Array.isArray(headers))
    for (const [index, header] of headers.entries())
      checkHeader(check, `${name}.headers[${index}]`, header);
  else check.require(false, `${name}.headers`, headers, '[["Vary", "Origin"]]');
  const isBody = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  check.require(isBody, `${name}.body`, body, "text, bytes, or nothing");
}

function checkHeader(check: ArgumentCheck, name: string, header: unknown): void {
  if (!isPair(header)) return check.require(false, name, header, '["Vary", "Origin"]');
  const [headerName, value] = header;
  check.require(isHeaderName(headerName), `${name}[0]`, headerName, '"Vary", or another token');
  const example = '"Origin", or another line, a character a byte';
  check.require(isOnALine(value), `${name}[1]`, value, example);
}

const isPair = (given: unknown): given is readonly [name: string, value: string] =>
  Array.isArray(given) && given.length === 2 && given.every((part) => typeof part === "string");
