import type { Policy } from "@crosswalk/cors";

export const policy = {
  allowOrigins: ["https://app.example"],
  allowCredentials: true,
  allowMethods: ["PUT"],
  exposeHeaders: ["X-Request-Id"],
} as const satisfies Policy;
