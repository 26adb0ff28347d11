import { runWebMatrix } from "../../packages/cors/test/adapters/web-matrix.ts";
import { assertVersion } from "./assert-version.mjs";

const { Deno } = /** @type {{ Deno?: { version: { deno: string } } }} */ (
  /** @type {unknown} */ (globalThis)
);
if (Deno === undefined) throw new Error("this is not Deno");
assertVersion(Deno.version.deno);
console.log(JSON.stringify(await runWebMatrix()));
