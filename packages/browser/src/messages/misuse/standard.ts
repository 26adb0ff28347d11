import { standardBodyMisuse } from "./body.ts";
import type { MisuseMessages } from "./misuse.ts";

/** The standard has no words for these; they are ours. */
export const standardMisuse: MisuseMessages = {
  inConstructor: (sentence) => sentence,
  noArgument: () => "What to fetch has to be said",
  windowNotNull: () => "The window of a request can be null alone",
  inHeaders: (sentence) => sentence,
  tooFewArguments: (member, required, given) =>
    `'${member}' takes ${required} argument${required === 1 ? "" : "s"}, not ${given}`,
  notCallable: () => "What is called for each header is a function",
  body: standardBodyMisuse,
  immutableHeaders: () => "These headers cannot be changed",
  headerPair: () => "A header is a name and a value",
  headersType: () => "Headers are given as a list or as an object",
  initType: () => "An init is an object",
  invalidSignal: () => "A signal is an AbortSignal",
  invalidUrl: (url) => `Failed to parse URL from ${url}`,
  urlWithCredentials: (url) =>
    `Request cannot be constructed from a URL that includes credentials: ${url}`,
  invalidReferrer: (referrer) => `Failed to parse the referrer ${referrer}`,
  invalidEnumMember: (member, _type, value) => `'${value}' is not a valid value of ${member}`,
  notByteString: () => null,
  navigateMode: () => "A request's mode cannot be navigate",
  onlyIfCachedMode: () => "only-if-cached can be set only with same-origin mode",
  invalidMethod: (method) => `'${method}' is not a valid HTTP method.`,
  forbiddenMethod: (method) => `'${method}' HTTP method is unsupported.`,
  noCorsMethod: (method) => `'${method}' is unsupported in no-cors mode.`,
  invalidHeaderName: (name) => `Invalid header name: ${JSON.stringify(name)}`,
  invalidHeaderValue: (_name, value) => `Invalid header value: ${JSON.stringify(value)}`,
  bodyWithMethod: () => "Request with GET/HEAD method cannot have body.",
  streamWithoutDuplex: () => "A stream as body needs duplex",
  streamMode: () => "A stream needs mode same-origin or cors",
  streamKeepalive: () => "A stream cannot be kept alive",
  streamUnsupported: () => "ReadableStream uploading is not supported",
  streamLocked: () => "The stream is locked",
  streamDisturbed: () => "The stream has been read already",
  invalidEventSourceUrl: (url) => `Failed to parse URL from ${url}`,
  invalidWorkerUrl: (url) => `Failed to parse URL from ${url}`,
  refusedWorker: (url) => `A worker's script cannot be loaded from ${url}`,
  invalidBeaconUrl: (url) => `Failed to parse URL from ${url}`,
  beaconScheme: (url) => `A beacon is sent over HTTP(S), not to ${url}`,
};
