/** When a request goes out once more because its connection ended without an answer. */
export interface ResendingRules {
  /** How often it goes out in all. */
  readonly attempts: number;
  /** Methods that are sent again even if the connection was made for them. */
  readonly onNewConnection: (method: string) => boolean;
  /** Methods that are sent again if the connection had served before: the server may have been about to close it. */
  readonly onReusedConnection: (method: string) => boolean;
  /** Whether a 408 on such a connection is taken for its closing. */
  readonly afterRequestTimeout: boolean;
}
