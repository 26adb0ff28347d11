import { cors } from "@crosswalk/cors/hono";
import { Hono } from "hono";
import { policy } from "./policy.ts";

export const app: Hono = new Hono();

app.use(cors(policy));
app.put("/orders/:id", (context) => {
  context.header("X-Request-Id", "r-1");
  return context.json({ saved: true });
});
