import { runWebMatrix } from "../../packages/cors/test/adapters/web-matrix.ts";
import { assertVersion } from "./assert-version.mjs";

// Bun and Deno have a `process` too.
if ("Bun" in globalThis || "Deno" in globalThis) throw new Error("this is not Node");
assertVersion(process.versions.node);
console.log(JSON.stringify(await runWebMatrix()));
