import { byteLowercase, type HeaderEntries } from "@crosswalk/cors/protocol";
import type { Answer, AnsweredFailure } from "../../scenario.ts";
import { SourceError } from "../source-error.ts";
import type { JsonItem } from "./json-splitter.ts";

/** What counts of an entry. */
export interface HarEntry {
  /** From 0, in the order of the file. */
  readonly index: number;
  readonly method: string;
  /** Without its fragment. */
  readonly url: string;
  readonly headers: HeaderEntries;
  readonly body: string | null;
  /** Null where no response was seen. */
  readonly answer: Answer | null;
  /** Where a redirect leads. */
  readonly redirectUrl: string | null;
  /** As the browser names it, `net::ERR_FAILED`; null where it got a response. */
  readonly error: string | null;
  /** Chromium's: `fetch`, `xhr`, `image`, `preflight`… */
  readonly resourceType: string | null;
  readonly page: string | null;
  readonly isFromServiceWorker: boolean;
}

// Enough for an error page to be recognised.
const MAX_BODY_LENGTH = 8 * 1024;

const failures: readonly (readonly [RegExp, AnsweredFailure["failure"]])[] = [
  [/ERR_CONNECTION_REFUSED|NS_ERROR_CONNECTION_REFUSED/, "connection-refused"],
  [
    /ERR_(?:CONNECTION_(?:RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|SOCKET)|NS_ERROR_NET_RESET/,
    "connection-reset",
  ],
  [/ERR_NAME_|NS_ERROR_UNKNOWN_HOST/, "name-not-resolved"],
  [/ERR_CERT|ERR_SSL|SEC_ERROR|SSL_ERROR|MOZILLA_PKIX/, "certificate"],
  [/TIMED_OUT|NS_ERROR_NET_TIMEOUT/, "timed-out"],
  [/ERR_BLOCKED_BY_(?:CLIENT|ADMINISTRATOR)/, "blocked-by-client"],
  [/LOCAL_NETWORK_ACCESS/, "local-network-access-denied"],
];

/** What a browser's name of a network error says of the server; null where it says nothing. */
function failureNamed(error: string): AnsweredFailure | null {
  const found = failures.find(([pattern]) => pattern.test(error));
  return found === undefined ? null : { failure: found[1] };
}

/** Reads one element of `log.entries`. */
export function harEntry({ text, position }: JsonItem, index: number): HarEntry {
  const entry = record(JSON.parse(text));
  const request = record(entry?.["request"]);
  const found = entry === null ? text : "{";
  const wrong = (expected: string): SourceError =>
    new SourceError("har", position, found, expected);
  if (entry === null || request === null) throw wrong('an entry with "request"');
  const url = string(request["url"]);
  const method = string(request["method"]);
  if (url === null) throw wrong('an entry whose "request" has an "url"');
  if (method === null) throw wrong('an entry whose "request" has a "method"');
  const response = record(entry["response"]);
  const status = number(response?.["status"]) ?? 0;
  const error = errorNamed(response) ?? errorNamed(entry) ?? "";
  const isAnswered = response !== null && status >= 100 && status <= 999;
  return {
    index,
    method,
    url: url.replace(/#[^]*$/, ""),
    headers: entriesOf(request["headers"]),
    body: string(record(request["postData"])?.["text"]),
    answer: isAnswered ? answerOf(status, response) : failureNamed(error),
    redirectUrl: redirectOf(url, string(response?.["redirectURL"])),
    error: error !== "" ? error : isAnswered ? null : "no response",
    resourceType: string(entry["_resourceType"]),
    page: string(entry["pageref"]),
    isFromServiceWorker:
      response?.["_fetchedViaServiceWorker"] === true || entry["_fetchedViaServiceWorker"] === true,
  };
}

/** As Chromium and Safari name it, and as Playwright does. */
const errorNamed = (of: Readonly<Record<string, unknown>> | null): string | null =>
  string(of?.["_error"]) ?? string(of?.["_failureText"]);

export function headerOf(headers: HeaderEntries, name: string): string | null {
  return headers.find(([other]) => byteLowercase(other) === name)?.[1] ?? null;
}

function answerOf(status: number, response: Readonly<Record<string, unknown>>): Answer {
  const content = record(response["content"]);
  const body = content?.["encoding"] === undefined ? string(content?.["text"]) : null;
  return {
    status,
    statusText: string(response["statusText"]) ?? "",
    headers: entriesOf(response["headers"]),
    ...(body === null || body.length > MAX_BODY_LENGTH ? {} : { body }),
  };
}

function redirectOf(url: string, location: string | null): string | null {
  if (location === null || location === "") return null;
  try {
    return new URL(location, url).href.replace(/#[^]*$/, "");
  } catch {
    return null;
  }
}

/** Lines that Chromium's extension API joins by line ends are lines of their own. */
function entriesOf(value: unknown): HeaderEntries {
  if (!Array.isArray(value)) return [];
  return value.flatMap((header: unknown) => {
    const { name, value: text } = record(header) ?? {};
    if (typeof name !== "string" || typeof text !== "string") return [];
    return text.split("\n").map((line) => [name, line] as const);
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function string(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
