/** What a server answers, malformed where it is meant to be. */
export interface Reply {
  readonly status: number;
  /** Lines as they go on the wire, one char a byte. `Content-Length` is added where none frames the body. */
  readonly headers?: readonly string[];
  readonly body?: string;
  /** One of the files of `assets.ts` as body. */
  readonly asset?: string;
  /** Written instead of a head and body. */
  readonly raw?: string;
  /** Hang up after the answer; with `raw: ""`, instead of it. */
  readonly hangUp?: boolean;
  /** Reset the connection after the answer, where hanging up would end it in order. */
  readonly reset?: boolean;
  readonly delay?: number;
  /** Of the body, so many bytes go out with the head, and the rest so many milliseconds later. */
  readonly pause?: { readonly after: number; readonly delay: number };
}
