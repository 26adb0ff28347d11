import { isHttpTabOrSpaceByte } from "@crosswalk/cors/protocol";
import { trimEnd } from "./trim.ts";

// RFC 9110 §5.6.2.
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What stands before a line's colon, as a name; null where the line is passed over, as it is everywhere without one. */
export type ReadName = (written: string) => string | null;

export const token: ReadName = (written) => (TOKEN.test(written) ? written : null);

export const tokenBeforeBlanks: ReadName = (written) =>
  token(trimEnd(written, isHttpTabOrSpaceByte));

/** libsoup/soup-message-headers.c, soup_message_headers_append_common */
export const anyWithoutBlanks: ReadName = (written) =>
  written === "" || /[ \t\r\n]/.test(written) ? null : written;
