import { drain } from "../infrastructure/body.ts";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import type { FetchParams } from "./user-agent.ts";

/** What a preflight's body says is nobody's concern; whether it comes to an end is that of some. */
export async function neededBody(
  { body }: FetchResponse,
  { request, agent }: FetchParams,
): Promise<FetchResponse | null> {
  if (body === null || agent.engine.preflightBody !== "needed") return null;
  try {
    await drain(body);
    return null;
  } catch (cause) {
    const place = ["#cors-preflight-fetch", "6"] as const;
    return networkError(otherFailure("TransportFailed", currentUrl(request), place, { cause }));
  }
}

/** What a granted request waits for, though nothing can go wrong with it; null where that is nothing. */
export function readFurther({ body }: FetchResponse, { agent }: FetchParams): Promise<void> | null {
  if (body === null) return null;
  switch (agent.engine.preflightBody) {
    case "needed":
      return null;
    case "left":
      body.cancel?.();
      return null;
    case "beside":
      body.cancel?.("beside");
      return null;
    case "awaited":
      return drain(body).catch(() => undefined);
  }
}
