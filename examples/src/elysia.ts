import { listenWithFetch } from "./fetch-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { cors } from "@crosswalk/cors/elysia";
import { Elysia } from "elysia";

const app = new Elysia()
  .use(
    cors({
      allowOrigins: ["https://app.example.com"],
      allowCredentials: true,
      allowMethods: ["PUT"],
      allowHeaders: ["Content-Type"],
    }),
  )
  .get("/orders", () => [{ id: 7, item: "kettle" }]);
// #endregion

export function start(): Promise<Running> {
  return listenWithFetch((request) => app.fetch(request));
}
