import { elided } from "../chromium/cannot-load.ts";
import { chromiumBodyMisuse } from "./body.ts";
import type { MisuseMessages } from "./misuse.ts";
import { standardMisuse } from "./standard.ts";

const inFetch = (sentence: string): string => `Failed to execute 'fetch' on 'Window': ${sentence}`;

const inSendBeacon = (sentence: string): string =>
  `Failed to execute 'sendBeacon' on 'Navigator': ${sentence}`;

/** Of a method of an interface. */
export const tooFewArgumentsOf =
  (owner: string) =>
  (member: string, required: number, given: number): string =>
    `Failed to execute '${member}' on '${owner}': ${required} argument${required === 1 ? "" : "s"} required, but only ${given} present.`;

const tooFewArguments = tooFewArgumentsOf("Headers");

/**
 * As recorded, but for those of referrers, duplex and keepalive, which are as in
 * third_party/blink/renderer/core/fetch/request.cc.
 */
export const chromiumMisuse: MisuseMessages = {
  inConstructor: (sentence) =>
    sentence.replace("Failed to execute 'fetch' on 'Window'", "Failed to construct 'Request'"),
  noArgument: () => inFetch("1 argument required, but only 0 present."),
  // It takes whatever window there is.
  windowNotNull: standardMisuse.windowNotNull,
  inHeaders: (sentence, member) =>
    sentence.replace(
      /^Failed to execute 'fetch' on 'Window': (?:Failed to read the 'headers' property from 'RequestInit': )?/,
      `Failed to execute '${member}' on 'Headers': `,
    ),
  tooFewArguments,
  notCallable: (_, given) =>
    given === 0
      ? tooFewArguments("forEach", 1, 0)
      : "Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.",
  body: chromiumBodyMisuse,
  immutableHeaders: () => inFetch("Headers are immutable"),
  headerPair: () => inFetch("Invalid value"),
  headersType: () =>
    inFetch(
      "Failed to read the 'headers' property from 'RequestInit': The provided value is not of type " +
        "'(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.",
    ),
  initType: () => inFetch("The provided value is not of type 'RequestInit'."),
  invalidSignal: () =>
    inFetch(
      "Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.",
    ),
  invalidUrl: (url) => inFetch(`Failed to parse URL from ${url}`),
  urlWithCredentials: (url) =>
    inFetch(`Request cannot be constructed from a URL that includes credentials: ${url}`),
  invalidReferrer: (referrer) => inFetch(`Referrer '${referrer}' is not a valid URL.`),
  invalidEnumMember: (member, type, value) =>
    inFetch(
      `Failed to read the '${member}' property from 'RequestInit': ` +
        `The provided value '${value}' is not a valid enum value of type ${type}.`,
    ),
  notByteString: (member) =>
    inFetch(
      `Failed to read the '${member}' property from 'RequestInit': String contains non ISO-8859-1 code point.`,
    ),
  navigateMode: () =>
    inFetch(
      "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.",
    ),
  onlyIfCachedMode: () => inFetch("'only-if-cached' can be set only with 'same-origin' mode"),
  invalidMethod: (method) => inFetch(`'${method}' is not a valid HTTP method.`),
  forbiddenMethod: (method) => inFetch(`'${method}' HTTP method is unsupported.`),
  noCorsMethod: (method) => inFetch(`'${method}' is unsupported in no-cors mode.`),
  invalidHeaderName: () => inFetch("Invalid name"),
  invalidHeaderValue: () => inFetch("Invalid value"),
  bodyWithMethod: () => inFetch("Request with GET/HEAD method cannot have body."),
  streamWithoutDuplex: () =>
    inFetch("The `duplex` member must be specified for a request with a streaming body"),
  // A space is missing there.
  streamMode: () =>
    inFetch('If request is made from ReadableStream, mode should be"same-origin" or "cors"'),
  streamKeepalive: () => inFetch("Keepalive request cannot have a ReadableStream body."),
  // It sends streams.
  streamUnsupported: standardMisuse.streamUnsupported,
  streamLocked: () => inFetch("The provided ReadableStream is locked"),
  streamDisturbed: () => inFetch("The provided ReadableStream is disturbed"),
  invalidEventSourceUrl: (url) =>
    `Failed to construct 'EventSource': Cannot open an EventSource to '${url}'. The URL is invalid.`,
  invalidWorkerUrl: (url) => `Failed to construct 'Worker': '${url}' is not a valid URL.`,
  refusedWorker: (url, origin) =>
    `Failed to construct 'Worker': Script at '${elided(url)}' cannot be accessed from origin '${origin}'.`,
  invalidBeaconUrl: () => inSendBeacon("The URL argument is ill-formed or unsupported."),
  beaconScheme: () => inSendBeacon("Beacons are only supported over HTTP(S)."),
};
