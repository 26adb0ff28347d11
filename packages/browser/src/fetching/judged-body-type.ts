import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { forgivenType } from "../infrastructure/forgiven-type.ts";

/** What a preflight takes for the type of a body, which came with the body. */
export function judgedBodyType(
  type: string,
  { initiator }: Pick<FetchRequest, "initiator">,
  { headers }: EngineProfile,
): string {
  return headers.bodyTypeByEssence && initiator !== "fetch" ? forgivenType(type) : type;
}
