/** What is wrong with a response that can't be read, or not to its end. */
export type Http1Fault =
  | "closed"
  | "conflicting-headers"
  | "head-too-large"
  | "invalid-chunk"
  | "invalid-length"
  | "no-status-line"
  | "short-body"
  | "switched-protocols"
  | "truncated-head"
  | "undecodable"
  | "unknown-transfer-encoding"
  | "zero-byte";

/** Thrown for a response that can't be read, or not to its end. */
export class UnreadableResponse extends Error {
  readonly fault: Http1Fault;

  constructor(fault: Http1Fault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UnreadableResponse";
    this.fault = fault;
  }
}
