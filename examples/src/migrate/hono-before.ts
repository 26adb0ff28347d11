import { listenWithFetch } from "../fetch-server.ts";
import type { Running } from "../loopback-server.ts";

// #region docs
import { cors } from "@crosswalk/cors/migrate/hono-cors";
import { Hono } from "hono";

const app = new Hono();

app.use(
  "/orders/*",
  cors({
    origin: ["https://app.example.com", "http://localhost:5173"],
    allowMethods: ["GET", "PUT"],
    allowHeaders: ["Content-Type"],
    credentials: true,
  }),
);
app.get("/orders", (c) => c.json([{ id: 7, item: "kettle" }]));
// #endregion

export function start(): Promise<Running> {
  return listenWithFetch((request) => app.fetch(request));
}
