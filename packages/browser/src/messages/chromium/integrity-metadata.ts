import type { FetchRequest } from "../../infrastructure/fetch-request.ts";

const ALGORITHMS = "'sha256', 'sha384', 'sha512', or 'ed21159'";

const known = /^(?:sha-?256|sha-?384|sha-?512|ed25519)-/;

// Those of digests, and what may follow them.
const digestAndOptions = /^[A-Za-z0-9+/=_-]+(?:\?([\x21-\x7e]*)|$)/;

/** What is wrong with a piece of metadata; null where nothing is. */
function faultOf(text: string, item: string): string | null {
  const error = (reason: string): string =>
    `Error parsing 'integrity' attribute ('${text}'). ${reason}`;
  const algorithm = known.exec(item)?.[0];
  if (algorithm === undefined) {
    return item.includes("-")
      ? error(`The specified hash algorithm must be one of ${ALGORITHMS}.`)
      : error(`The hash algorithm must be one of ${ALGORITHMS}, followed by a '-' character.`);
  }
  const rest = digestAndOptions.exec(item.slice(algorithm.length));
  if (rest === null) return error("The digest must be a valid, base64-encoded value.");
  const options = rest[1] ?? "";
  return options === "" ? null : `Ignoring unrecognized 'integrity' attribute option '${options}'.`;
}

/**
 * What of metadata isn't understood: an element's before it is asked for, a fetch's once there is a response.
 *
 * third_party/blink/renderer/platform/loader/subresource_integrity.cc, ParseIntegrityAttribute
 */
export function integrityMetadataLines(
  { integrity, initiator, element }: FetchRequest,
  whose: "element" | "fetch",
): readonly string[] {
  if (integrity === "") return [];
  // NB: Of elements scripts alone tell of it.
  const isTold =
    whose === "fetch" ? initiator === "fetch" : element === "script" || element === "module";
  if (!isTold) return [];
  return integrity
    .split(/[\t-\r ]+/)
    .filter((item) => item !== "")
    .map((item) => faultOf(integrity, item))
    .filter((line) => line !== null);
}
