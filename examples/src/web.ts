import { listenWithFetch } from "./fetch-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { cors } from "@crosswalk/cors/web";

const guard = cors({
  allowOrigins: ["https://app.example.com"],
  allowCredentials: true,
  allowMethods: ["PUT"],
  allowHeaders: ["Content-Type"],
});
const handler = guard((_request: Request) => Response.json([{ id: 7, item: "kettle" }]));

export default { fetch: handler }; // Workers, Bun; for Deno: Deno.serve(handler)
// #endregion

export function start(): Promise<Running> {
  return listenWithFetch(handler);
}
