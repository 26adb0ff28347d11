import type { Transport } from "./transport.ts";

/** A web page can send no `Origin` of another page: what a request meets has to be given. */
export function defaultTransport(): Transport {
  throw new TypeError("new Browser({ transport }): there is no network to use here; give a transport, such as handlerTransport(…)");
}
