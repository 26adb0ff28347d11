import type { Scale } from "./scale.ts";
import type { Situation } from "./situation.ts";

/** One way to serve a request. */
export interface Contestant {
  readonly name: string;
  /** Those that do the same work around what is measured, and so can be compared with each other. */
  readonly arena: "core" | "node" | "koa" | "fastify" | "hono" | "h3";
  /** Whether it is the arena's empty exchange: everything but CORS. */
  readonly empty: boolean;
  /** Makes the function that serves the next request, once for each scale and situation; null where it cannot take part. */
  readonly enter: (scale: Scale, situation: Situation) => Promise<Serve> | Serve | null;
}

/** Serves one request. */
export type Serve = () => unknown;
