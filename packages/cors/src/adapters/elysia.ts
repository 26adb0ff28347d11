import type { CorsGuard } from "../policy/cors-guard.ts";
import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import { GuardConflictError } from "./guard-conflict-error.ts";
import { handleCors } from "./web.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";

/** What is used of an Elysia application. */
export interface ElysiaApp {
  readonly config: { readonly aot?: boolean };
  wrap(around: (handler: (...parameters: unknown[]) => unknown) => GuardedElysiaHandler): unknown;
  onRequest(hook: (context: { readonly set: { status?: number | string } }) => void): unknown;
}

/** Elysia's own handler of requests, behind a guard. */
export type GuardedElysiaHandler = (request: Request) => Promise<Response>;

/** A plugin of Elysia 1, in the form of a function. */
export type ElysiaPlugin = <App extends ElysiaApp>(app: App) => App;

/**
 * Guards an Elysia application.
 *
 *     new Elysia().use(cors(policy)).get("/orders", …)      // on the outermost application
 *
 * The guard stands around the whole of Elysia's handler, so that it sees every response as it goes out: errors, 404s, validation
 * errors, files, streams, `HEAD`, what `onError` and `mapResponse` return, static responses. Hooks would see most of these, but
 * not as they go out.
 *
 * Two different guards on one application are an error of every request, which reaches `onError`. Where they come from plugins that are
 * applications of their own, `app.handle` and `app.fetch` reject with it.
 *
 * Not guarded: upgrades to WebSocket, and an outer application with `aot: false` that uses one with a guard: Elysia then runs
 * nothing around its handler. On the application itself that is refused; write `cors(policy)(app.fetch)` with the `cors` of
 * `@crosswalk/cors/web`.
 *
 * @throws TypeError (from the plugin) on an application with `aot: false`
 */
export function cors<const P extends Policy>(source: PolicySource<P>): ElysiaPlugin {
  const guard = guardOf(source);
  return (app) => {
    if (app.config.aot === false) {
      throw new TypeError(
        "aot: false makes Elysia run nothing around its handler, so a guard could not see its responses; " +
          'write cors(policy)(app.fetch) with the cors of "@crosswalk/cors/web", or leave aot out',
      );
    }
    const present = guardOfApp.get(app);
    if (present === undefined) {
      guardOfApp.set(app, guard);
      app.wrap(aroundHandler(guard));
    } else if (present !== guard) {
      app.onRequest(({ set }) => {
        // Elysia answers 200 to an error this early that names no status.
        set.status = 500;
        throw new GuardConflictError();
      });
    }
    return app;
  };
}

/** The guards of the applications that have one. */
const guardOfApp = new WeakMap<object, CorsGuard>();

function aroundHandler(guard: CorsGuard): Parameters<ElysiaApp["wrap"]>[0] {
  const around: Parameters<ElysiaApp["wrap"]>[0] = (handler) => (request) =>
    handleCors(guard, request, () => handler(request) as Response | Promise<Response>);
  // When applications are put together, Elysia keeps one of all functions that have the same text. Of two guards
  // it would drop one in silence.
  const text = textOf(guard);
  return Object.defineProperty(around, "toString", { value: () => text });
}

function textOf(guard: CorsGuard): string {
  let text = texts.get(guard);
  if (text === undefined) texts.set(guard, (text = `crosswalk.cors ${++count}`));
  return text;
}

const texts = new WeakMap<CorsGuard, string>();
let count = 0;
