// The public API of `@crosswalk/browser/node`, in one place.

export { listenerTransport } from "./listener.ts";
export type { TransportTimeLimits } from "./time-limits.ts";
export { nodeTransport, type NodeTransportOptions } from "./node.ts";
