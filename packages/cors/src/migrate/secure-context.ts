import type { KoaContext } from "../adapters/koa.ts";

type Middleware<Context> = (context: Context, next: () => Promise<unknown>) => Promise<void>;

/** What `@koa/cors` sends for `secureContext`. It is about pages and not about CORS, so no policy has it. */
const ISOLATION = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
] as const;

/** Adds the headers that isolate a page from others. Koa clears headers for errors, and takes those that the error brings. */
export function isolated<Context extends KoaContext>(
  middleware: Middleware<Context>,
): Middleware<Context> {
  return async (context, next) => {
    for (const [name, value] of ISOLATION) context.res.setHeader(name, value);
    try {
      await middleware(context, next);
    } catch (error) {
      if (typeof error === "object" && error !== null) {
        const own: unknown = Reflect.get(error, "headers");
        Reflect.set(error, "headers", {
          ...(typeof own === "object" ? own : {}),
          ...Object.fromEntries(ISOLATION),
        });
      }
      throw error;
    }
  };
}
