import { webkitBodyMisuse } from "./body.ts";
import type { MisuseMessages } from "./misuse.ts";
import { standardMisuse } from "./standard.ts";

const invalidUrl = (): string => "URL is not valid or contains user credentials.";

/** As recorded, but for that of referrers. */
export const webkitMisuse: MisuseMessages = {
  inConstructor: (sentence) => sentence,
  noArgument: () => "Not enough arguments",
  windowNotNull: () => "Window can only be null.",
  inHeaders: (sentence) => sentence,
  tooFewArguments: () => "Not enough arguments",
  notCallable: () => "Cannot call callback",
  body: webkitBodyMisuse,
  immutableHeaders: () => "Headers object's guard is 'immutable'",
  headerPair: () => "Header sub-sequence must contain exactly two items",
  headersType: () => "Type error",
  initType: () => "Type error",
  invalidSignal: () => null,
  invalidUrl,
  urlWithCredentials: invalidUrl,
  invalidReferrer: () => "Referrer is not a valid URL.",
  invalidEnumMember: () => "Type error",
  notByteString: () => "Type error",
  navigateMode: () => "Request constructor does not accept navigate fetch mode.",
  onlyIfCachedMode: () => "only-if-cached cache option requires fetch mode to be same-origin.",
  invalidMethod: () => "Method is not a valid HTTP token.",
  forbiddenMethod: () => "Method is forbidden.",
  noCorsMethod: () => "Method must be GET, POST or HEAD in no-cors mode.",
  invalidHeaderName: (name) => `Invalid header name: '${name}'`,
  invalidHeaderValue: (name, value) => `Header '${name}' has invalid value: '${value}'`,
  bodyWithMethod: (method) => `Request has method '${method}' and cannot have a body`,
  // It refuses streams before either of these.
  streamWithoutDuplex: standardMisuse.streamWithoutDuplex,
  streamMode: standardMisuse.streamMode,
  streamKeepalive: () => "Request cannot have a ReadableStream body and keepalive set to true",
  streamUnsupported: () => "ReadableStream uploading is not supported",
  streamLocked: () => "Input body is locked.",
  streamDisturbed: () => "Input body is disturbed.",
  invalidEventSourceUrl: () => "The string did not match the expected pattern.",
  invalidWorkerUrl: () => "The string did not match the expected pattern.",
  refusedWorker: () => "The operation is insecure.",
  invalidBeaconUrl: () => "This URL is invalid",
  beaconScheme: () => "Beacons can only be sent over HTTP(S)",
};
