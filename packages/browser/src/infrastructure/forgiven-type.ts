import { isCorsUnsafeRequestHeaderByte } from "@crosswalk/cors/protocol";

/** Of the value of a CORS-safelisted request-header. */
const MAX_LENGTH = 128;

/** What is judged of a body's type where its length is forgiven: of a long one without an unsafe byte, its essence. */
export function forgivenType(type: string): string {
  if (type.length <= MAX_LENGTH) return type;
  const isUnsafe = Array.from(type).some((byte) =>
    isCorsUnsafeRequestHeaderByte(byte.charCodeAt(0)),
  );
  return isUnsafe ? type : essenceOf(type);
}

/** As it is written before its parameters. */
const essenceOf = (type: string): string => type.split(";", 1)[0]!.trim();
