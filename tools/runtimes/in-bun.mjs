import { runWebMatrix } from "../../packages/cors/test/adapters/web-matrix.ts";
import { assertVersion } from "./assert-version.mjs";

const { Bun } = /** @type {{ Bun?: { version: string } }} */ (/** @type {unknown} */ (globalThis));
if (Bun === undefined) throw new Error("this is not Bun");
assertVersion(Bun.version);
console.log(JSON.stringify(await runWebMatrix()));
