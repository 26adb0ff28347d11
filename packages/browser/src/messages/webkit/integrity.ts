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

/** By the address that was asked for first. Of bodies whose length nothing tells none has been seen. */
function mismatchLines(response: Response, request: FetchRequest): readonly (string | null)[] {
  if (response.headerList.contains("Content-Encoding")) return [];
  const expected = response.headerList.get("Content-Length") ?? lengthWithin(currentUrl(request));
  const isEmpty = response.body === null || expected === "0";
  if (expected === null && !isEmpty) return [];
  const url = withoutFragment(request.urlList[0]!);
  const length = isEmpty ? "(no content)" : expected;
  const whole = `${url}. ${FAILED} Content length: ${length}, Expected content length: ${expected ?? 0}, Expected metadata: ${request.integrity}`;
  const kind = kinds.get(request.element ?? "");
  if (kind === undefined) return [`${FAILED} ${whole}`, cannotLoad(url, request, FAILED)];
  const line = `Cannot load ${kind} ${whole}`;
  return request.element === "module"
    ? [line, "TypeError: Cannot load script due to integrity mismatch"]
    : [line];
}

/** Of what stands in its own address; null of other addresses. */
function lengthWithin(url: URL): string | null {
  const data = url.protocol === "data:" ? parseDataUrl(url, "any") : null;
  return data === null ? null : String(data.body.length);
}

const kinds: ReadonlyMap<string, string> = new Map([
  ["module", "script"],
  ["script", "script"],
  ["stylesheet", "stylesheet"],
]);
