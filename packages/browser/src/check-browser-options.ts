import type { BrowserOptions } from "./browser.ts";
import { engineNames } from "./engines/engines.ts";
import { ArgumentCheck, canDo, isObject } from "./infrastructure/argument-check.ts";

const known = [
  "engine",
  "transport",
  "session",
  "clock",
  "cookies",
  "preflightCache",
  "httpCache",
  "DOMParser",
] as const satisfies readonly (keyof BrowserOptions)[];

/** A wrong one would be noticed in the middle of a fetch, if at all. */
export function checkBrowserOptions(options: BrowserOptions): void {
  const check = new ArgumentCheck("new Browser(options)");
  if (!isObject(options)) {
    check.require(false, "options", options, '{ engine: "chromium" }');
    return check.done();
  }
  check.requireKnown(options, known);
  const { engine, transport, session, clock, cookies, preflightCache, httpCache } = options;
  check.require(
    engine === undefined || isObject(engine) || engineNames.includes(engine),
    "engine",
    engine,
    `one of ${engineNames.map((name) => `"${name}"`).join(", ")}`,
  );
  check.require(
    transport === undefined || canDo(transport, "send"),
    "transport",
    transport,
    "handlerTransport((request) => response), or listenerTransport(app) of @crosswalk/browser/node",
  );
  check.require(
    session === undefined || session === "persistent" || session === "ephemeral",
    "session",
    session,
    '"persistent" or "ephemeral"',
  );
  check.require(
    clock === undefined || canDo(clock, "now", "date", "schedule"),
    "clock",
    clock,
    "new ManualClock(), or nothing for the platform's own time",
  );
  check.require(
    cookies === undefined || canDo(cookies, "get", "set"),
    "cookies",
    cookies,
    "new JarCookieStore(…), or nothing: the browser's own are browser.cookies",
  );
  check.require(
    preflightCache === undefined || canDo(preflightCache, "covers", "store", "clear", "reset"),
    "preflightCache",
    preflightCache,
    "a CorsPreflightCache, as another browser's browser.preflightCache is",
  );
  check.require(
    httpCache === undefined || canDo(httpCache, "get", "set", "delete", "reset"),
    "httpCache",
    httpCache,
    "new MemoryHttpCache(limits)",
  );
  check.require(
    options.DOMParser === undefined || typeof options.DOMParser === "function",
    "DOMParser",
    options.DOMParser,
    "a class, as new JSDOM().window.DOMParser is",
  );
  check.done();
}
