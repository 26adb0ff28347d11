export { emitTargets, type EmitTarget } from "./emit/targets.ts";
