// #region readme
import { cors } from "@crosswalk/cors/lambda";

const guard = cors({
  allowOrigins: ["https://app.example.com"],
  allowCredentials: true,
  allowMethods: ["PUT"],
  allowHeaders: ["Content-Type"],
});

export const handler = guard(async () => ({
  statusCode: 200,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify([{ id: 7, item: "kettle" }]),
}));
// #endregion
