/**
 * Two different guards met on one request. Each would answer preflights by its own policy, and a browser would meet one
 * policy in the preflight and the other in the response; so neither goes on.
 *
 * It reaches the application the way every error does in its framework: `next(error)`, a throw, a rejected promise.
 */
export class GuardConflictError extends Error {
  override readonly name = "GuardConflictError" as const;

  constructor() {
    super(
      "two different CORS guards met on one request; keep the outermost one and let it choose the policy: " +
        'createCors({ open: { … }, account: { … } }, { select: ({ path }) => path.startsWith("/account/") ? "account" : "open" })',
    );
  }
}
