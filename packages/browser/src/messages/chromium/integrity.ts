import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { cannotLoad } from "./cannot-load.ts";
import { refusedTypeLines } from "./refused-type.ts";
import { statusLines } from "./status.ts";

/** A digest's length tells how it was made. */
function algorithmOf(digest: string): "SHA-256" | "SHA-384" | "SHA-512" {
  if (digest.length === 64) return "SHA-384";
  return digest.length > 64 ? "SHA-512" : "SHA-256";
}

/** Null where nothing is said of it. */
export function integrityLines(
  { parameter, url, response }: NetworkFailure,
  request: FetchRequest,
): string | null {
  const { initiator, urlList } = request;
  const first = urlList[0]!.href;
  // An element's resource goes by the address that it was asked for by.
  const name = initiator === "fetch" ? url : first;
  const hidden =
    initiator === "fetch"
      ? "the response is not eligible for integrity validation."
      : "the resource requires the request to be CORS enabled to check the integrity, and it is not. The resource has been blocked because the integrity cannot be enforced.";
  // An element is given nothing of an error, and nobody looks into that.
  const status = response === undefined ? [] : statusLines(response, request);
  if (initiator !== "fetch" && response !== undefined && response.status >= 400)
    return status.join("\n");
  // A preload leaves it to what comes for it.
  if (request.element === "preload") return null;
  const line =
    parameter === ""
      ? `Subresource Integrity: The resource '${name}' has an integrity attribute, but ${hidden}`
      : `Failed to find a valid digest in the 'integrity' attribute for resource '${name}' with computed ${algorithmOf(parameter)} integrity '${parameter}'. The resource has been blocked.`;
  const lines = [...status, line];
  if (request.element === "script" && response !== undefined)
    lines.push(
      ...refusedTypeLines("script", currentUrl(request), {
        ...response,
        url: currentUrl(request),
        headers: response.headerList,
      }),
    );
  if (initiator === "fetch") lines.push(cannotLoad(first, "SRI's integrity checks failed."));
  return lines.join("\n");
}
