import { listenWithFetch } from "./fetch-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
// app/orders/route.ts
import { cors } from "@crosswalk/cors/web";

const guard = cors({
  allowOrigins: ["https://app.example.com"],
  allowCredentials: true,
  allowMethods: ["PUT"],
  allowHeaders: ["Content-Type"],
});

export const GET = guard((_request: Request) => Response.json([{ id: 7, item: "kettle" }]));
// Preflights come here, and the guard answers them.
export const OPTIONS = guard((_request: Request) => new Response(null, { status: 204 }));
// #endregion

/** What Next does with a route file: it calls the export that has the name of the method. */
export function start(): Promise<Running> {
  const routes = new Map([
    ["GET", GET],
    ["OPTIONS", OPTIONS],
  ]);
  return listenWithFetch(
    (request) => routes.get(request.method)?.(request) ?? new Response(null, { status: 405 }),
  );
}
