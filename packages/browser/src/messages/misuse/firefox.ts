import { firefoxBodyMisuse } from "./body.ts";
import type { MisuseMessages } from "./misuse.ts";
import { standardMisuse } from "./standard.ts";

const inFetch = (sentence: string): string => `Window.fetch: ${sentence}`;

/** Sentences end a string at its first NUL, and take a byte string's bytes for UTF-8. */
const quoted = (bytes: string): string => {
  const [text = ""] = bytes.split("\0", 1);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    Uint8Array.from(text, (byte) => byte.charCodeAt(0)),
  );
};

/** Why a string is no byte string. */
export const becauseOf = (index: number, character: number): string =>
  `ByteString because the character at index ${index} has value ${character} which is greater than 255.`;

/** Of a method of an interface. */
export const tooFewArgumentsOf =
  (owner: string) =>
  (member: string, required: number, given: number): string =>
    `${owner}.${member}: At least ${required} argument${required === 1 ? "" : "s"} required, but only ${given} passed`;

const SEQUENCE = "sequence<sequence<ByteString>>";
const RECORD = "record<ByteString, ByteString>";
const HEADERS = `branch of (${SEQUENCE} or ${RECORD})`;

const notByteString: MisuseMessages["notByteString"] = (member, index, character, part) => {
  const told = (what: string): string =>
    inFetch(`Cannot convert ${what} to ${becauseOf(index, character)}`);
  if (member === "method") return told("'method' member of RequestInit");
  if (part?.startsWith("argument") === true) return told(part);
  if (part === undefined) return told(`element of element of ${SEQUENCE} ${HEADERS}`);
  return part === "value" ? told(`value in ${RECORD} ${HEADERS}`) : null;
};

const inWorkerConstructor = (url: string): string =>
  `Worker constructor: Failed to load worker script at "${url}"`;

const invalidMethod = (method: string): string =>
  inFetch(`Invalid request method ${quoted(method)}.`);

/** As recorded. */
export const firefoxMisuse: MisuseMessages = {
  inConstructor: (sentence) => sentence.replace("Window.fetch", "Request constructor"),
  noArgument: () => inFetch("At least 1 argument required, but only 0 passed"),
  // It takes whatever window there is.
  windowNotNull: standardMisuse.windowNotNull,
  inHeaders: (sentence, member) => sentence.replace("Window.fetch", `Headers.${member}`),
  tooFewArguments: tooFewArgumentsOf("Headers"),
  notCallable: (callback) =>
    `Headers.forEach: Argument 1 is not ${typeof callback === "object" && callback !== null ? "callable" : "an object"}.`,
  body: firefoxBodyMisuse,
  immutableHeaders: () => inFetch("Headers are immutable and cannot be modified."),
  headerPair: () =>
    inFetch("Headers require name/value tuples when being initialized by a sequence."),
  headersType: () =>
    inFetch(
      "'headers' member of RequestInit could not be converted to any of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.",
    ),
  initType: () => inFetch("Argument 2 can't be converted to a dictionary."),
  invalidSignal: (value) =>
    inFetch(
      typeof value === "object"
        ? "'signal' member of RequestInit does not implement interface AbortSignal."
        : "'signal' member of RequestInit is not an object.",
    ),
  invalidUrl: (url) => inFetch(`${url} is not a valid URL.`),
  urlWithCredentials: (url) => inFetch(`${url} is an url with embedded credentials.`),
  invalidReferrer: (referrer) => inFetch(`Invalid referrer URL ${referrer}.`),
  invalidEnumMember: (member, type, value) =>
    inFetch(
      `'${value}' (value of '${member}' member of RequestInit) is not a valid value for enumeration ${
        // It has the name that the standard had first.
        type === "FetchPriority" ? "RequestPriority" : type
      }.`,
    ),
  notByteString,
  navigateMode: () => inFetch("Invalid request mode navigate."),
  onlyIfCachedMode: (mode) =>
    inFetch(
      `Request mode '${mode}' was used, but request cache mode 'only-if-cached' can only be used with ` +
        "request mode 'same-origin'.",
    ),
  invalidMethod,
  forbiddenMethod: invalidMethod,
  noCorsMethod: invalidMethod,
  // Names are byte-lowercased by then.
  invalidHeaderName: (name) =>
    inFetch(
      `${quoted(name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()))} is an invalid header name.`,
    ),
  invalidHeaderValue: (_name, value) => inFetch(`${quoted(value)} is an invalid header value.`),
  bodyWithMethod: () => inFetch("HEAD or GET Request cannot have a body."),
  // It takes streams for strings.
  streamWithoutDuplex: standardMisuse.streamWithoutDuplex,
  streamMode: standardMisuse.streamMode,
  streamKeepalive: standardMisuse.streamKeepalive,
  // It makes text of streams.
  streamUnsupported: standardMisuse.streamUnsupported,
  streamLocked: standardMisuse.streamLocked,
  streamDisturbed: standardMisuse.streamDisturbed,
  invalidEventSourceUrl: () => "An invalid or illegal string was specified",
  invalidWorkerUrl: inWorkerConstructor,
  refusedWorker: inWorkerConstructor,
  invalidBeaconUrl: (url) => `Navigator.sendBeacon: ${url} is not a valid URL.`,
  beaconScheme: (url) =>
    `Navigator.sendBeacon: Beacon URL ${url} must be either http:// or https://.`,
};
