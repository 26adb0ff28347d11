import { parseMimeType } from "@crosswalk/cors/protocol";

/**
 * Which types of Blobs go unsaid when they are sent.
 *
 *     "none"           every type is sent
 *     "unparsable"     what is no MIME type
 *     "no-rfc-2045"    what is no content type of RFC 2045, whose tokens may have braces in them
 */
export type DroppedTypes = "none" | "unparsable" | "no-rfc-2045";

export function isTypeDropped(type: string, dropped: DroppedTypes): boolean {
  switch (dropped) {
    case "none":
      return false;
    case "unparsable":
      return parseMimeType(type) === null;
    case "no-rfc-2045":
      return !contentType.test(type);
  }
}

/** https://www.rfc-editor.org/rfc/rfc2045#section-5.1, with white space around its signs */
const contentType =
  /^[ \t]*[!#-'*+\-.0-9A-Z^-~]+\/[!#-'*+\-.0-9A-Z^-~]+(?:[ \t]*;[ \t]*[!#-'*+\-.0-9A-Z^-~]+=(?:[!#-'*+\-.0-9A-Z^-~]+|"(?:[^"\\]|\\[^])*"))*[ \t]*$/;
