import { expect, test } from "vitest";
import { deviations, fidelity, files } from "../src/emit.ts";

test("the emit example writes two files for nginx, which say all of the policy", () => {
  expect(fidelity).toBe("exact");
  expect(deviations).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(["cors-http.conf", "cors-server.conf"]);
});
