import type { Reply } from "../case.ts";
import { ALLOW_CREDENTIALS, maxAge, reply } from "./situation.ts";

/** Lines that let whoever asks do what it asks for. */
export const everyone: readonly string[] = [
  "Access-Control-Allow-Origin: {origin}",
  ALLOW_CREDENTIALS,
  "Access-Control-Allow-Headers: {access-control-request-headers}",
  "Access-Control-Allow-Methods: {access-control-request-method}",
];

/** Replies with these lines, of which the preflight's are kept. */
export const granted: Readonly<Record<string, readonly Reply[]>> = {
  preflight: [reply(204, ...everyone, maxAge("600"))],
  "": [reply(200, ...everyone)],
};
