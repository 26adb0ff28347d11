import type { BodyMisuse } from "./body.ts";

/** Of an object's properties, or among the arguments of a method of `Headers`. */
export type HeaderPart = "name" | "value" | "argument 1" | "argument 2";

/**
 * What the exceptions say that scripts get for misuse of `fetch` and of what is called to load something. The standard names the exceptions;
 * their words are each engine's own.
 */
export interface MisuseMessages {
  /** What `fetch` would say, as the constructor of `Request` says it. */
  readonly inConstructor: (sentence: string) => string;
  /** Of a call with nothing. */
  readonly noArgument: () => string;
  readonly windowNotNull: () => string;
  /** The same, as a method of `Headers` says it. */
  readonly inHeaders: (sentence: string, member: string) => string;
  /** Of a method of `Headers` that was given too little. */
  readonly tooFewArguments: (member: string, required: number, given: number) => string;
  /** Of what `Headers` cannot call for each. */
  readonly notCallable: (callback: unknown, given: number) => string;
  readonly body: BodyMisuse;
  readonly immutableHeaders: () => string;
  /** Of a pair that is none. */
  readonly headerPair: () => string;
  /** Of what is neither a list nor an object; null is taken for none by some. */
  readonly headersType: () => string;
  /** Of an init that is no object. */
  readonly initType: () => string;
  /** Of what is no signal; null where it is taken for none. */
  readonly invalidSignal: (value: unknown) => string | null;
  readonly invalidUrl: (url: string) => string;
  readonly urlWithCredentials: (url: string) => string;
  readonly invalidReferrer: (referrer: string) => string;
  /** `type` is the Web IDL's name of the enumeration. */
  readonly invalidEnumMember: (member: string, type: string, value: string) => string;
  /**
   * What is no byte string in a member of an init, and at which of its characters; null where we have words
   * of our own. `part` is told of an object's properties.
   */
  readonly notByteString: (
    member: "method" | "headers",
    index: number,
    character: number,
    part?: HeaderPart,
  ) => string | null;
  readonly navigateMode: () => string;
  readonly onlyIfCachedMode: (mode: string) => string;
  readonly invalidMethod: (method: string) => string;
  readonly forbiddenMethod: (method: string) => string;
  readonly noCorsMethod: (method: string) => string;
  readonly invalidHeaderName: (name: string) => string;
  readonly invalidHeaderValue: (name: string, value: string) => string;
  readonly bodyWithMethod: (method: string) => string;
  readonly streamWithoutDuplex: () => string;
  readonly streamMode: () => string;
  readonly streamKeepalive: () => string;
  readonly streamUnsupported: () => string;
  readonly streamLocked: () => string;
  /** Of one that was read, or cancelled. */
  readonly streamDisturbed: () => string;
  /** Of the constructor of EventSource. */
  readonly invalidEventSourceUrl: (url: string) => string;
  /** Of the constructor of Worker. */
  readonly invalidWorkerUrl: (url: string) => string;
  readonly refusedWorker: (url: string, origin: string) => string;
  /** Of `sendBeacon`. */
  readonly invalidBeaconUrl: (url: string) => string;
  readonly beaconScheme: (url: string) => string;
}
