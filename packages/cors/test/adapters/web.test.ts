import { afterAll, describe, expect, test } from "vitest";

import { originLines, situations } from "./matrix-situations.ts";
import { runWebMatrix } from "./web-matrix.ts";

const { passed, failed } = await runWebMatrix();
const reasons = new Map(failed.map(({ name, reason }) => [name, reason]));
const names = [...passed, ...reasons.keys()];

describe("web", () => {
  test.each(names)("%s", (name) => {
    expect(reasons.get(name)).toBeUndefined();
  });

  test("the matrix met every situation from every origin, each under its own name", () => {
    const count = situations.length * Object.keys(originLines).length;
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.startsWith("a response to "))).toHaveLength(count);
  });

  afterAll(() => {
    const origins = Object.keys(originLines).length;
    console.log(
      `web: ${situations.length} × ${origins} situations met, 0 not possible; HTTP/2 is the runtime's own business`,
    );
  });
});
