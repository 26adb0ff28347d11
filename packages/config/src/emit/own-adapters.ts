import type { Policy } from "@crosswalk/cors";
import type { Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";
import { policyLiteral } from "./policy-literal.ts";

const typescript = (name: string, ...lines: string[]): Draft => ({
  files: [{ name, language: "ts", text: `${lines.join("\n")}\n` }],
  deviations: [],
});

/** Frameworks that `@crosswalk/cors` has an adapter for: the policy itself is the configuration. */
export const emitExpress = ({ policy }: EmittedPolicy): Draft =>
  typescript(
    "app.ts",
    'import { cors } from "@crosswalk/cors/express";',
    "",
    "// Before everything else: routes, authentication, body parsers.",
    `app.use(cors(${policyLiteral(policy)}));`,
  );

export const emitFastify = ({ policy }: EmittedPolicy): Draft =>
  typescript(
    "app.ts",
    'import { cors } from "@crosswalk/cors/fastify";',
    "",
    `await app.register(cors(${policyLiteral(policy)}));`,
  );

export const emitKoa = ({ policy }: EmittedPolicy): Draft =>
  typescript(
    "app.ts",
    'import { cors } from "@crosswalk/cors/koa";',
    "",
    "// Before everything else.",
    `app.use(cors(${policyLiteral(policy)}));`,
  );

export const emitHono = ({ policy }: EmittedPolicy): Draft =>
  typescript(
    "app.ts",
    'import { cors } from "@crosswalk/cors/hono";',
    "",
    "// Before everything else.",
    `app.use(cors(${policyLiteral(policy)}));`,
  );

export const emitNest = ({ policy }: EmittedPolicy): Draft =>
  typescript(
    "main.ts",
    'import { cors } from "@crosswalk/cors/express";',
    'import { NestFactory } from "@nestjs/core";',
    'import { AppModule } from "./app.module";',
    "",
    "// Not enableCors: its default reflects every origin.",
    "const app = await NestFactory.create(AppModule);",
    `app.use(cors(${policyLiteral(policy)}));`,
    "await app.listen(3000);",
  );

const guardLines = (policy: Policy): string[] => [
  'import { cors } from "@crosswalk/cors/web";',
  "",
  `const guard = cors(${policyLiteral(policy)});`,
  "",
];

export const emitNext = ({ policy }: EmittedPolicy): Draft =>
  typescript(
    "app/api/route.ts",
    ...guardLines(policy),
    "export const GET = guard((request: Request) => Response.json({}));",
    "// Preflights come here, and the guard answers them.",
    "export const OPTIONS = guard((request: Request) => new Response(null, { status: 204 }));",
  );

export const emitCloudflare = ({ policy }: EmittedPolicy): Draft =>
  typescript(
    "worker.ts",
    ...guardLines(policy),
    "export default {",
    "  // What the origin server says of CORS itself is replaced.",
    "  fetch: guard((request: Request) => fetch(request)),",
    "};",
  );
