/** Systems that a policy can be written for. */
export const emitTargets = [
  "express",
  "fastify",
  "koa",
  "hono",
  "next",
  "nest",
  "nginx",
  "apache",
  "caddy",
  "haproxy",
  "envoy",
  "spring",
  "django",
  "flask",
  "rails",
  "aspnet",
  "s3",
  "api-gateway",
  "cloudfront",
  "cloudflare",
] as const;

export type EmitTarget = (typeof emitTargets)[number];
