import { do_not_optimize } from "mitata";

import type { Serve } from "../contestant.ts";
import type { Scale } from "../scale.ts";
import { inTurn, requestHeaders } from "../situation.ts";
import type { Situation } from "../situation.ts";

/**
 * Serves one `Request` after another by an application's `fetch`, whole, because a middleware can't be called without its
 * framework. The requests are made beforehand: making them is not the middleware's work.
 */
export function webExchange(
  scale: Scale,
  situation: Situation,
  fetch: (request: Request) => Response | Promise<Response>,
): Serve {
  const request = inTurn(
    situation.origins(scale).map(
      (origin) =>
        new Request("https://api.example.com/orders/1", {
          method: situation.method,
          headers: requestHeaders(situation, origin),
        }),
    ),
  );
  return async () => do_not_optimize(await fetch(request()));
}
