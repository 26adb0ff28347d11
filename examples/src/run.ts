import { mistakesIn, WRONG_POLICY } from "./check-policy.ts";
import type { Running } from "./loopback-server.ts";

/** The examples that serve something. Each is loaded only when it is asked for. */
const servers = new Map<string, () => Promise<{ start(): Promise<Running> }>>([
  ["node", () => import("./node.ts")],
  ["express", () => import("./express.ts")],
  ["fastify", () => import("./fastify.ts")],
  ["koa", () => import("./koa.ts")],
  ["hono", () => import("./hono.ts")],
  ["h3", () => import("./h3.ts")],
  ["elysia", () => import("./elysia.ts")],
  ["web", () => import("./web.ts")],
  ["next", () => import("./next.ts")],
  ["origins-from-environment", () => import("./origins-from-environment.ts")],
  ["select", () => import("./select.ts")],
  ["resolve-origin", () => import("./resolve-origin.ts")],
  ["report-only", () => import("./report-only.ts")],
]);

const name = process.argv[2] ?? "";
const load = servers.get(name);
if (name === "check-policy") {
  process.stdout.write(`${mistakesIn(WRONG_POLICY).join("\n")}\n`);
} else if (load === undefined) {
  process.stderr.write(`which example? ${[...servers.keys()].join(", ")}, check-policy\n`);
  process.exitCode = 2;
} else {
  await serve(load);
}

async function serve(load: () => Promise<{ start(): Promise<Running> }>): Promise<void> {
  try {
    const running = await (await load()).start();
    process.stdout.write(
      `curl -i --noproxy "*" -H "Origin: https://app.example.com" "${running.url}/orders"\nCtrl-C ends it.\n`,
    );
    process.once("SIGINT", () => void running.close());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
