import { expect, it } from "vitest";
import { bundleForPage } from "./page-bundle.ts";

it("is bundled for a page, without sockets and without anything of Node.js", async () => {
  const { inputs } = await bundleForPage();
  expect(inputs.some((input) => input.endsWith("transports/default-web.ts"))).toBe(true);
  expect(inputs.filter((input) => /node_modules\/undici|transports\/.*node/.test(input))).toEqual(
    [],
  );
});
