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
    part?: "name" | "value",
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
  /** Of the constructor of EventSource. */
  readonly invalidEventSourceUrl: (url: string) => string;
  /** Of `sendBeacon`. */
  readonly invalidBeaconUrl: (url: string) => string;
  readonly beaconScheme: (url: string) => string;
}
