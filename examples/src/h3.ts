import { createServer } from "node:http";
import { toNodeHandler } from "h3";
import { listenOnLoopback } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { cors } from "@crosswalk/cors/h3";
import { H3 } from "h3";

const app = new H3();

app.use(
  cors({
    allowOrigins: ["https://app.example.com"],
    allowCredentials: true,
    allowMethods: ["PUT"],
    allowHeaders: ["Content-Type"],
  }),
);
app.get("/orders", () => [{ id: 7, item: "kettle" }]);
// #endregion

export function start(): Promise<Running> {
  return listenOnLoopback(() => createServer(toNodeHandler(app)));
}
