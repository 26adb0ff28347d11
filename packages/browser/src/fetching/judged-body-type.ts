import { isCorsUnsafeRequestHeaderByte } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";

/** Of the value of a CORS-safelisted request-header. */
const MAX_LENGTH = 128;

/** What a preflight takes for the type of a body, which came with the body. */
export function judgedBodyType(
  type: string,
  { initiator }: Pick<FetchRequest, "initiator">,
  { headers }: EngineProfile,
): string {
  if (!headers.bodyTypeByEssence || initiator === "fetch") return type;
  const essence = type.split(";", 1)[0]!.trim();
  if (initiator === "xmlhttprequest") return essence;
  const isUnsafe = Array.from(type).some((byte) =>
    isCorsUnsafeRequestHeaderByte(byte.charCodeAt(0)),
  );
  return type.length > MAX_LENGTH && !isUnsafe ? essence : type;
}
