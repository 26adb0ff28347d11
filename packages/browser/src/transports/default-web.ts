import type { Transport } from "./transport.ts";

/** A page's own `fetch` is under the very rules that are to be tried out. */
export function defaultTransport(): Transport {
  throw new TypeError(
    "transport: nothing was given, and a web page has no network of its own; give handlerTransport(…) or a Transport",
  );
}
