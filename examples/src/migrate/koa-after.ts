import { createServer } from "node:http";
import { listenOnLoopback } from "../loopback-server.ts";
import type { Running } from "../loopback-server.ts";

// #region docs
import { cors } from "@crosswalk/cors/koa";
import Koa from "koa";

const app = new Koa();

app.use(
  cors({
    allowOrigins: ["https://app.example.com"],
    allowCredentials: true,
    allowMethods: ["PUT"],
    allowHeaders: ["Content-Type"],
    maxAge: 600,
  }),
);
app.use((ctx) => {
  ctx.body = [{ id: 7, item: "kettle" }];
});
// #endregion

export function start(): Promise<Running> {
  const listener = app.callback();
  return listenOnLoopback(() =>
    createServer((request, response) => void listener(request, response)),
  );
}
