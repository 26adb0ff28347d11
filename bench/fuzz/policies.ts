import { createCors } from "@crosswalk/cors";
import type { CorsGuard } from "@crosswalk/cors";

/** A guard, and what it may grant: told again by hand, so that the guard is not its own judge. */
export interface FuzzedGuard {
  readonly name: string;
  readonly guard: CorsGuard;
  readonly mode: "enforce" | "report-only";
  /** `Access-Control-Allow-Origin` for a request, or null where it is refused (or has no need). */
  allows(origin: string | undefined, url: string): string | null;
  /** Whether responses to this URL must vary on `Origin`. */
  varies(url: string): boolean;
  /** Whether preflights are answered with what they ask for. */
  readonly echoes: boolean;
}

const listed = "https://app.example.com";
const named = {
  allowMethods: ["PUT"],
  allowHeaders: ["Content-Type", "X-Token"],
  exposeHeaders: ["X-Request-Id"],
  maxAge: 600,
} as const;
const origins = [listed, "https://*.preview.example.com", "http://localhost:*"] as const;

function inList(origin: string | undefined): string | null {
  if (origin === undefined) return null;
  if (origin === listed) return origin;
  const port = /^http:\/\/localhost(?::([1-9][0-9]{0,4}))?$/.exec(origin);
  if (port !== null)
    return port[1] === undefined || (port[1] !== "80" && Number(port[1]) < 65_536) ? origin : null;
  const host = /^https:\/\/([^/]+)\.preview\.example\.com$/.exec(origin)?.[1];
  // 253 characters is the longest that a host name can be.
  if (host === undefined || `${host}.preview.example.com`.length > 253) return null;
  // Hyphens at the ends and underscores are no host names of DNS, but the URL Standard passes them and browsers send them.
  const areLabels = host.split(".").every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
  return areLabels ? origin : null;
}

const never = (): null => null;
const always = (): boolean => true;
const enforced = { mode: "enforce", echoes: false } as const;

export function fuzzedGuards(): FuzzedGuard[] {
  const credentialed = { allowOrigins: origins, allowCredentials: true } as const;
  const isPublic = (url: string): boolean => /^(?:[^/]*:\/\/[^/?#]*)?\/public\//.test(url);
  return [
    {
      ...enforced,
      name: "listed",
      guard: createCors({ ...credentialed, ...named }),
      allows: inList,
      varies: always,
    },
    {
      ...enforced,
      name: "echoing",
      guard: createCors({ ...credentialed, allowMethods: "*", allowHeaders: "*" }),
      allows: inList,
      varies: always,
      echoes: true,
    },
    {
      ...enforced,
      name: "public",
      guard: createCors({ allowOrigins: "*", allowHeaders: "*", allowMethods: "*" }),
      allows: () => "*",
      varies: () => false,
    },
    {
      ...enforced,
      name: "selected",
      guard: createCors(
        { open: { allowOrigins: "*", ...named }, own: { allowOrigins: origins, ...named } },
        { select: ({ path }) => (path.startsWith("/public/") ? "open" : "own") },
      ),
      allows: (origin, url) => (isPublic(url) ? "*" : inList(origin)),
      varies: (url) => !isPublic(url),
    },
    {
      ...enforced,
      name: "resolved",
      guard: createCors(
        { allowOrigins: [], ...named },
        { resolveOrigin: (origin) => Promise.resolve(origin === listed) },
      ),
      allows: (origin) => (origin === listed ? listed : null),
      varies: always,
    },
    {
      ...enforced,
      name: "resolver that throws",
      guard: createCors(
        { allowOrigins: [], ...named },
        {
          resolveOrigin: () => {
            throw new Error("no database");
          },
        },
      ),
      allows: never,
      varies: always,
    },
    {
      name: "report-only",
      mode: "report-only",
      echoes: false,
      guard: createCors({ ...credentialed, ...named }, { mode: "report-only" }),
      allows: never,
      varies: always,
    },
  ];
}
