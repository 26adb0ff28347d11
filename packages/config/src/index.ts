// The public API of `@crosswalk/config`, in one place.

export { emit } from "./emit/emit.ts";
export type { Deviation, EmittedFile, Emission } from "./emit/emission.ts";
export { emitTargets, type EmitTarget } from "./emit/targets.ts";
