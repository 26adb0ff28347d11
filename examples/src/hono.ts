import { listenWithFetch } from "./fetch-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { cors } from "@crosswalk/cors/hono";
import { Hono } from "hono";

const app = new Hono();

app.use(
  cors({
    allowOrigins: ["https://app.example.com"],
    allowCredentials: true,
    allowMethods: ["PUT"],
    allowHeaders: ["Content-Type"],
  }),
);
app.get("/orders", (c) => c.json([{ id: 7, item: "kettle" }]));
// #endregion

export function start(): Promise<Running> {
  return listenWithFetch((request) => app.fetch(request));
}
