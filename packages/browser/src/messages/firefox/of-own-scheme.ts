import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { isHttpScheme } from "../../infrastructure/url.ts";
import { mayNotLink, mayNotLoad, pageOf } from "./beside-cors.ts";
import { noStream } from "./event-source.ts";
import { wayTo } from "./way-of-redirect.ts";

/**
 * What Firefox says of a failure where what was asked for is none of HTTP; null where that is not all there is to say.
 *
 * caps/nsScriptSecurityManager.cpp, CheckLoadURIWithPrincipal
 */
export function ofOwnScheme(request: FetchRequest): readonly string[] | null {
  const { urlList, initiator, mode, element, origin } = request;
  const url = urlList[0]!;
  if (urlList.length > 1 || isHttpScheme(url) || url.protocol === "data:") return null;
  if (initiator === "event-source") return [noStream(url)];
  // NB: Scripts in addresses are found out later than what is a browser's own, but for who asks for the same origin alone.
  if (url.protocol === "javascript:") return mode === "same-origin" && element === null ? [] : null;
  switch (wayTo(url)) {
    case "nowhere":
      return [];
    case "link":
      return mode === "same-origin" ? null : [mayNotLink(pageOf(request), url.href)];
    case "data":
      return mode === "same-origin" || url.origin === origin.serialization
        ? null
        : [mayNotLoad(pageOf(request), url.href)];
    default:
      return element === "preload" && url.protocol !== "about:" ? [] : null;
  }
}
