let platform: typeof Request | null = null;

/**
 * The platform's own `Request`, as it was when it was first asked for: a test may put a page's in its place later. It is not
 * asked for before it is needed, because Node reads all of its `fetch` for it.
 */
export function platformRequest(): typeof Request {
  return (platform ??= Request);
}
