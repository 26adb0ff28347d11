// #region readme
import { handlerTransport } from "@crosswalk/browser";
import { corsMatchers } from "@crosswalk/browser/matchers";
import { listenerTransport } from "@crosswalk/browser/node";
import { expect, test } from "vitest";
import { app as expressApp } from "../src/tested/express-app.ts";
import { app as fastifyApp } from "../src/tested/fastify-app.ts";
import { app as honoApp } from "../src/tested/hono-app.ts";

expect.extend(corsMatchers);

const apis = {
  Express: () => listenerTransport(expressApp),
  Fastify: async () => {
    await fastifyApp.ready();
    return listenerTransport(fastifyApp.server);
  },
  Hono: () => handlerTransport(honoApp.fetch),
};

test.each(Object.entries(apis))("my %s API is for my page alone", async (_, open) => {
  const api = await open();
  const put = { url: "https://api.example/orders/7", method: "PUT", credentials: "include" };

  await expect(api).toBeReadableFrom("https://app.example", put);
  await expect(api).toBePreflightedFrom("https://app.example", put);
  await expect(api).toExpose("X-Request-Id", "https://app.example", put);
  await expect(api).not.toBeReadableFrom("https://evil.example", put);
});
// #endregion
