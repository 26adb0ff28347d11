import { cors } from "@crosswalk/cors/express";
import express from "express";
import { policy } from "./policy.ts";

export const app: express.Express = express();

app.use(cors(policy));
app.put("/orders/:id", (_request, response) => {
  response.set("X-Request-Id", "r-1").json({ saved: true });
});
