import { handlerTransport } from "@crosswalk/browser";
import { corsMatchers } from "@crosswalk/browser/matchers/jest-globals";
import { cors } from "@crosswalk/cors/web";
import { expect as jestExpect } from "expect";
import { expect, it } from "vitest";

// What Jest's users call `expect` is this package of Jest's, which calls matchers in its own way.
jestExpect.extend(corsMatchers);

const guard = cors({
  allowOrigins: ["https://app.example"],
  allowMethods: ["PUT"],
  exposeHeaders: ["X-Total"],
});
const api = handlerTransport(guard(() => new Response("{}", { headers: { "X-Total": "7" } })));
const put = { url: "https://api.example/orders/7", method: "PUT" };
const [app, evil] = ["https://app.example", "https://evil.example"];

it("Jest's expect takes the matchers, and each holds", async () => {
  await jestExpect(api).toBeReadableFrom(app, put);
  await jestExpect(api).toExpose("X-Total", app, put);
  await jestExpect(api).toBePreflightedFrom(app, put);
  await jestExpect(api).not.toBeReadableFrom(evil, put);
  await jestExpect(api).not.toExpose("X-Secret", app, put);
});

it("what does not hold rejects with Jest's error, which tells the reason", async () => {
  await expect(jestExpect(api).toBeReadableFrom(evil, put)).rejects.toThrow(
    /expected a page of https:\/\/evil\.example to read PUT[^]*PreflightMissingAllowOriginHeader/,
  );
  await expect(jestExpect(api).not.toBeReadableFrom(app, put)).rejects.toThrow(
    "expected a page of https://app.example not to read PUT",
  );
  await expect(jestExpect(api).toExpose("X-Secret", app, put)).rejects.toThrow("X-Secret");
});

it("a mistake in the arguments and a server that is down reject, with .not and without", async () => {
  const down = handlerTransport(() => Promise.reject(new Error("no database")));
  await expect(jestExpect(api).not.toBeReadableFrom(evil, { engines: [] })).rejects.toThrow(
    "engines: was given an empty array",
  );
  await expect(jestExpect(down).not.toBePreflightedFrom(app)).rejects.toThrow(
    "TransportFailed: no database",
  );
});
