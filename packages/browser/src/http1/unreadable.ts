/** What is wrong with a response that can't be read, or not to its end. */
export type Http1Fault =
  | "closed"
  | "conflicting-headers"
  | "head-too-large"
  | "invalid-chunk"
  | "invalid-length"
  | "invalid-status-line"
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
  /** The name of the header that is at fault, or that is not kept to; empty where it isn't one. */
  readonly header: string;

  constructor(
    fault: Http1Fault,
    message: string,
    { header = "", ...options }: ErrorOptions & { readonly header?: string } = {},
  ) {
    super(message, options);
    this.name = "UnreadableResponse";
    this.fault = fault;
    this.header = header;
  }
}
