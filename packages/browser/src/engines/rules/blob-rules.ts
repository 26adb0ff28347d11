/** How an engine answers for a blob: URL. */
export interface BlobRules {
  /** To whom the status message of a response with a part of a Blob tells that it is one. */
  readonly partialContent: "all" | "fetch" | "xmlhttprequest";
  /**
   * How a range is read: as the standard has it, or the unit in any case and its positions as integers; the
   * last bytes of an empty Blob have no `Content-Range` then.
   */
  readonly ranges: "standard" | "of-integers";
  /** What more than there is comes to, counted from the end. */
  readonly longSuffix: "whole" | "failure";
  /** Whether a Blob's type is told as it is, not where it is no MIME type, or as far as it is understood. */
  readonly contentType: "as-given" | "parsable" | "understood";
  /** Whether the response has the policies of the page. */
  readonly tellsPolicies: boolean;
}
