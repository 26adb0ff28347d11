import { nodeTransport } from "./node.ts";
import type { Transport } from "./transport.ts";

/** What a browser sends with when it is given nothing else. */
export function defaultTransport(): Transport {
  return nodeTransport();
}
