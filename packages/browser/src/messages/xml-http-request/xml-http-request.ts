/** Of what a script asks for in vain; null of what nothing is said of. */
export interface IgnoredMessages {
  readonly requestHeader: (name: string) => string;
  readonly responseHeader: ((name: string) => string) | null;
  readonly responseType: ((value: string) => string) | null;
}

/** What XMLHttpRequest says of misuse, in exceptions mostly. */
export interface XmlHttpRequestMessages {
  /** Of a method that was given too little. */
  readonly tooFewArguments: (method: string, required: number, given: number) => string;
  /**
   * What is no byte string among a method's arguments (the first is 1), and at which of its characters; null
   * where we have words of our own.
   */
  readonly notByteString: (
    method: string,
    argument: number,
    index: number,
    character: number,
  ) => string | null;
  readonly invalidMethod: (method: string) => string;
  readonly forbiddenMethod: (method: string) => string;
  readonly invalidUrl: (url: string) => string;
  readonly invalidHeaderName: (name: string) => string;
  readonly invalidHeaderValue: (value: string) => string;
  /** A method was called that needs a request which is opened and not sent. */
  readonly notOpened: (method: string, isSent: boolean) => string;
  readonly withCredentialsTooLate: string;
  /** A synchronous request is being sent, and will be for good. */
  readonly stuck: string;
  /** A synchronous request has no time limit and no response type: set when it is opened, and after. */
  readonly synchronousOpen: (what: "timeout" | "responseType") => string;
  readonly synchronousSet: (what: "timeout" | "responseType") => string;
  /** What the page's console says beside these exceptions; null of nothing. */
  readonly synchronousTold: {
    readonly open: (what: "timeout" | "responseType") => string;
    readonly set: (what: "timeout" | "responseType") => string;
  } | null;
  /** The response is being read by the time its type is set. */
  readonly typeTooLate: (member: string) => string;
  /** The response is of another type. */
  readonly otherType: (member: "responseText" | "responseXML", type: string) => string;
  /** A synchronous request met a network error. */
  readonly networkError: (url: URL, method: string) => string;
  /** What the page's console says of what is ignored without an exception; null where we know of nothing. */
  readonly ignored: IgnoredMessages | null;
  /** The same of a body that is better given otherwise. */
  readonly deprecatedBody: (given: unknown) => string | null;
}
