import { isCorsSafelistedRequestHeader } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { UserAgent } from "./user-agent.ts";

/**
 * The CORS-unsafe names in the order in which an engine looks at them, which tells which one it complains about.
 * Those that are unsafe only because all values together are too long come last.
 */
export function inOrder(
  request: FetchRequest,
  unsafeHeaderNames: readonly string[],
  { engine }: UserAgent,
): readonly string[] {
  if (engine.headers.order === null || unsafeHeaderNames.length < 2) return unsafeHeaderNames;
  const order = new Map(engine.headers.order(request).map((name, index) => [name, index] as const));
  const isSafelisted = (name: string): boolean =>
    isCorsSafelistedRequestHeader(name, request.preflightHeaderList.get(name) ?? "", engine.rules);
  const rank = (name: string): number =>
    (isSafelisted(name) ? order.size + 1 : 0) + (order.get(name) ?? order.size);
  return [...unsafeHeaderNames].sort((one, other) => rank(one) - rank(other));
}
