import { nodeTransport } from "./node.ts";
import type { Transport } from "./transport.ts";

/** Where sockets can be opened, they are. */
export function defaultTransport(): Transport {
  return nodeTransport();
}
