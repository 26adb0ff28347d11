import { type HeaderList, isRedirectStatus } from "@crosswalk/cors/protocol";
import {
  isBlockedAsStyle,
  isBlockedByMimeType,
  isNosniff,
  modules,
} from "../../infrastructure/blocked-type.ts";
import { contentTypeOf, isJavaScriptType } from "../../infrastructure/content-type.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isHttpScheme } from "../../infrastructure/url.ts";
import type { TypedKind, TypedResponse } from "../messages.ts";
import { wayTo } from "./way-of-redirect.ts";

/** What came for an element that can't use it by its type, and was read all the same. */
export function refusedTypeLines(
  kind: TypedKind,
  asked: URL,
  { url, status, headers, isRedirected = false }: TypedResponse,
): readonly string[] {
  if (kind === "stylesheet") return styleLines(asked, { status, headers, isRedirected });
  if (kind !== "worker" && kind !== "module-worker") return [];
  return isHttpScheme(url) ? scriptLines("Worker", url, headers) : [];
}

/** The network stack looks at the type of whatever the channel has come to, a redirect that is not followed too. */
export function unusedLines(failure: NetworkFailure, request: FetchRequest): readonly string[] {
  const headers = unusedHeaders(failure, request);
  if (headers === null) return [];
  const { destination, element, urlList } = request;
  const isOfRedirect = failure.code === "DisallowedByMode" || failure.code === "MixedContent";
  const url = isOfRedirect ? urlList.at(-2)! : new URL(failure.url);
  switch (destination) {
    case "script":
      return scriptLines(modules.has(element) ? "module" : null, url, headers);
    case "worker":
      return scriptLines("Worker", url, headers);
    case "style":
      return isBlockedAsStyle(headers) ? [ofNosniff(url, headers)] : [];
    default:
      return [];
  }
}

function unusedHeaders(
  { code, parameter, response, unused }: NetworkFailure,
  { mode }: FetchRequest,
): HeaderList | null {
  switch (code) {
    case "BlockedType":
    case "DisallowedByMode":
    case "MixedContent":
      return unused ?? null;
    case "RedirectScheme": {
      const isLookedAt = mode === "cors" && wayTo(new URL(parameter)) === "not-http";
      return isLookedAt ? (unused ?? null) : null;
    }
    default: {
      const isRedirect = response !== undefined && isRedirectStatus(response.status);
      return isRedirect && response.headerList.contains("Location") ? response.headerList : null;
    }
  }
}

/** netwerk/protocol/http/HttpBaseChannel.cpp, ValidateMIMEType */
function scriptLines(
  strict: "module" | "Worker" | null,
  url: URL,
  headers: HeaderList,
): readonly string[] {
  const of = `was blocked because of a disallowed MIME type (“${typeIn(headers)}”).`;
  if (isBlockedByMimeType(headers)) return [`Script from “${url.href}” ${of}`];
  if (isJavaScriptType(contentTypeOf(headers))) return [];
  if (strict !== null) return [`Loading ${strict} from “${url.href}” ${of}`];
  return isNosniff(headers) ? [ofNosniff(url, headers)] : [];
}

/**
 * Told by the address that was asked for first. What a redirect has led to, and that has no type, is one by what is in it.
 *
 * layout/style/Loader.cpp, VerifySheetReadyToParse
 */
export function styleLines(
  asked: URL,
  {
    status,
    headers,
    isRedirected,
  }: Required<Pick<TypedResponse, "status" | "headers" | "isRedirected">>,
): readonly string[] {
  if (status < 200 || status > 299 || asked.protocol === "about:") return [];
  const told = typeIn(headers);
  const type = told === "" && isRedirected ? "text/plain" : told;
  return type === "" || type === "text/css"
    ? []
    : [
        `The stylesheet ${asked.href} was not loaded because its MIME type, “${type}”, is not “text/css”.`,
      ];
}

const ofNosniff = (url: URL, headers: HeaderList): string =>
  `The resource from “${url.href}” was blocked due to MIME type (“${typeIn(
    headers,
  )}”) mismatch (X-Content-Type-Options: nosniff).`;

const typeIn = (headers: HeaderList): string => contentTypeOf(headers)?.essence ?? "";
