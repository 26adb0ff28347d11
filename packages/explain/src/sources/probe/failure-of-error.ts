import type { AnsweredFailure } from "../../scenario.ts";

const codes: readonly (readonly [RegExp, AnsweredFailure["failure"]])[] = [
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, "connection-refused"],
  [/^(?:ENOTFOUND|EAI_)/, "name-not-resolved"],
  [/CERT|^ERR_(?:TLS|SSL)|^EPROTO$|UNABLE_TO_|SELF_SIGNED/, "certificate"],
  [/TIMEDOUT|TIMEOUT/, "timed-out"],
];

// Errors hold the errors that they come of; nobody nests them deeper.
const MAX_CAUSES = 8;

/** What an error of a transport says of the server. */
export function failureOfError(error: unknown): AnsweredFailure {
  let cause: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof cause === "object" && cause !== null; depth++) {
    const { code, errors } = cause as { code?: unknown; errors?: unknown };
    const found = codes.find(([pattern]) => typeof code === "string" && pattern.test(code));
    if (found !== undefined) return { failure: found[1] };
    // Of several addresses, each has failed.
    cause = Array.isArray(errors) ? errors[0] : (cause as { cause?: unknown }).cause;
  }
  return { failure: "connection-reset" };
}
