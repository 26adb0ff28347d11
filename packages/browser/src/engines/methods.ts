// RFC 9110 §9.2.1; the others are WebDAV's.
const safe = new Set(["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT", "SEARCH", "TRACE"]);

/** nsHttpRequestHead::IsSafeMethod */
export const isSafeMethod = (method: string): boolean => safe.has(method);

// RFC 9110 §9.2.2.
const idempotent = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PROPFIND", "PUT", "TRACE"]);

/** SOUP_METHOD_IS_IDEMPOTENT */
export const isIdempotentMethod = (method: string): boolean => idempotent.has(method);
