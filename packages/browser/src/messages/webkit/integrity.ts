import type { HeaderList } from "@crosswalk/cors/protocol";
import { parseDataUrl } from "../../fetching/data-url.ts";
import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import { withFirstType } from "../../infrastructure/given-type.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { refusedTypeLines } from "./refused-type.ts";
import { statusLines } from "./status.ts";
import { cannotLoad } from "./subjects.ts";

const FAILED = "Failed integrity metadata check.";

type Response = NonNullable<NetworkFailure["response"]>;

export function integrityLines(
  { response }: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  if (response === undefined) return [];
  const { element, urlList } = request;
  const { headerList } = response;
  // NB: What is no script by its type is not looked at any further, nor what has a status against it.
  const { status } = response;
  const headers = withFirstType(headerList);
  const typed = { url: currentUrl(request), status, headers, givenHeaders: headerList };
  const refused =
    element === "script" || element === "module"
      ? refusedTypeLines(element, urlList[0]!, typed)
      : [];
  const isOver = refused.length > 0 || (status >= 400 && kinds.has(element ?? ""));
  return [
    ...statusLines(response, request),
    ...refused,
    ...(isOver ? [] : mismatchLines(response, request)),
  ];
}

/** By the address that was asked for first. */
function mismatchLines(
  { headerList, size = 0 }: Response,
  request: FetchRequest,
): readonly (string | null)[] {
  const url = withoutFragment(request.urlList[0]!);
  const length = size === 0 ? "(no content)" : String(size);
  const expected = expectedLength(headerList, currentUrl(request));
  const whole = `${url}. ${FAILED} Content length: ${length}, Expected content length: ${expected}, Expected metadata: ${request.integrity}`;
  const kind = kinds.get(request.element ?? "");
  if (kind === undefined) return [`${FAILED} ${whole}`, cannotLoad(url, request, FAILED)];
  const line = `Cannot load ${kind} ${whole}`;
  return request.element === "module"
    ? [line, "TypeError: Cannot load script due to integrity mismatch"]
    : [line];
}

/** As far as it was told: 0 of what comes in chunks, or up to its end. */
function expectedLength(headerList: HeaderList, url: URL): string {
  const data = url.protocol === "data:" ? parseDataUrl(url, "any") : null;
  if (data !== null) return String(data.body.length);
  const isChunked = /chunked/i.test(headerList.get("Transfer-Encoding") ?? "");
  return (isChunked ? null : headerList.get("Content-Length")) ?? "0";
}

const kinds: ReadonlyMap<string, string> = new Map([
  ["module", "script"],
  ["script", "script"],
  ["stylesheet", "stylesheet"],
]);
