import type { HeaderList } from "@crosswalk/cors/protocol";

const signs: readonly (readonly [name: string, shows: RegExp])[] = [
  ["Age", /^\s*[1-9]\d*\s*$/],
  ["X-Cache", /hit/i],
  ["CF-Cache-Status", /^(?:hit|stale|updating|revalidated)$/i],
  ["X-Cache-Status", /hit|stale/i],
  ["X-Vercel-Cache", /^(?:hit|stale)$/i],
  ["X-Proxy-Cache", /hit/i],
  ["Cache-Status", /;\s*hit/i],
];

/** The line that shows that a cache between answered; null where none does. */
export function cacheSign(headers: HeaderList): string | null {
  for (const [name, shows] of signs) {
    const value = headers.get(name);
    if (value !== null && shows.test(value)) return `${name}: ${value}`;
  }
  return null;
}

/** Whether a cache must keep one copy for each origin. */
export function variesOnOrigin(headers: HeaderList): boolean {
  return (headers.get("Vary") ?? "")
    .split(",")
    .some((name) => ["*", "origin"].includes(name.trim().toLowerCase()));
}

/**
 * Whether a cache that all share may keep a response and give it to others without asking.
 *
 * https://www.rfc-editor.org/rfc/rfc9111#section-3
 */
export function isSharedCacheable(headers: HeaderList): boolean {
  const control = (headers.get("Cache-Control") ?? "").toLowerCase();
  if (/\b(?:no-store|private|no-cache)\b/.test(control)) return false;
  return /\b(?:s-maxage|max-age)="?[1-9]/.test(control) || headers.contains("Expires");
}
