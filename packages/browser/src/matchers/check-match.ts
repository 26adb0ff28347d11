import { isHeaderName } from "@crosswalk/cors/protocol";
import { fetchInitMembers } from "../api/fetch-init.ts";
import { engineNames } from "../engines/engines.ts";
import { ArgumentCheck, canDo } from "../infrastructure/argument-check.ts";
import { isWholeUrl, suggestedUrl } from "../infrastructure/whole-url.ts";
import type { Transport } from "../transports/transport.ts";
import type { MatchedRequest } from "./reading.ts";

const known: readonly (keyof MatchedRequest)[] = [
  "url",
  "engines",
  ...fetchInitMembers,
  "targetAddressSpace",
];

/** What a matcher was given; a name of those that take one. */
interface Given {
  readonly received: unknown;
  readonly name?: unknown;
  readonly origin: unknown;
  readonly request: unknown;
}

/** What is expected of something; a mistake in the rest would let a test hold that tests nothing, with `.not` or without. */
export function checkMatch(call: string, given: Given): Transport | string {
  const { received, origin, request } = given;
  const check = new ArgumentCheck(call);
  checkReceived(received, check);
  if ("name" in given)
    check.require(
      typeof given.name === "string" && isHeaderName(given.name),
      "name",
      given.name,
      'a header\'s name, as "X-Total"',
    );
  checkOrigin(origin, check);
  // Of a `Request` all would be left out: its members are its class's.
  if (Object.prototype.toString.call(request) === "[object Object]")
    checkRequest(request as MatchedRequest, received, check);
  else
    check.require(
      false,
      "request",
      request,
      '{ url: "https://api.example/orders", method: "PUT" }, or nothing',
    );
  check.done();
  return received as Transport | string;
}

function checkReceived(received: unknown, check: ArgumentCheck): void {
  if (typeof received === "string")
    check.require(
      isWholeUrl(received),
      "expect(…)",
      received,
      `expect("${suggestedUrl(received, "http://127.0.0.1:3000/orders")}"), a URL with its scheme`,
    );
  else
    check.require(
      canDo(received, "send"),
      "expect(…)",
      received,
      'expect(handlerTransport(app.fetch)), expect(listenerTransport(app)), or expect("http://127.0.0.1:3000/orders")',
    );
}

/**
 *     "https://app.example"              // permitted
 *     "null"                             // permitted: a sandboxed page's
 *     "file:///"                         // permitted: a page whose origin is opaque
 *     "https://app.example/"             // prohibited: a URL
 *     "localhost:3000"                   // prohibited: its scheme would be "localhost:"
 */
function checkOrigin(origin: unknown, check: ArgumentCheck): void {
  const text = String(origin);
  const whole = isWholeUrl(text) ? text : suggestedUrl(text, "https://app.example");
  const meant = URL.canParse(whole) ? new URL(whole).origin : "https://app.example";
  check.require(
    origin === "null" || (origin === whole && (meant === "null" || meant === origin)),
    "origin",
    origin,
    `"${meant}": a scheme, a host, and a port if it is not the default one`,
  );
}

function checkRequest(request: MatchedRequest, received: unknown, check: ArgumentCheck): void {
  check.requireKnown(request, known);
  const { url, engines } = request as { readonly url?: unknown; readonly engines?: unknown };
  if (typeof received === "string")
    check.require(url === undefined, "url", url, "nothing: the URL in expect(…) is asked for");
  else if (url !== undefined)
    check.require(
      url instanceof URL || (typeof url === "string" && isWholeUrl(url)),
      "url",
      url,
      `a URL with its scheme, as "${meantUrl(url)}"`,
    );
  if (engines !== undefined) checkEngines(engines, check);
}

const meantUrl = (url: unknown): string =>
  typeof url === "string" && url.startsWith("/") && URL.canParse(url, API)
    ? new URL(url, API).href
    : suggestedUrl(String(url), API);

const API = "https://api.example/";

function checkEngines(engines: unknown, check: ArgumentCheck): void {
  if (!Array.isArray(engines) || engines.length === 0) {
    const meant = (engineNames as readonly unknown[]).includes(engines)
      ? `["${engines as string}"]`
      : '["chromium", "firefox"], or nothing for all three';
    return check.require(false, "engines", engines, meant);
  }
  for (const [index, engine] of engines.entries())
    check.require(
      engineNames.includes(engine),
      `engines[${index}]`,
      engine,
      `one of ${engineNames.map((name) => `"${name}"`).join(", ")}`,
    );
}
