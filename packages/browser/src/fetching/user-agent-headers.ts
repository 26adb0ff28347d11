import type { HeaderList } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { appendAcceptSignature } from "./accept-signature.ts";
import { appendRequestOriginHeader } from "./append-request-origin-header.ts";
import { appendCacheControl } from "./cache-mode.ts";
import { appendFetchMetadata } from "./fetch-metadata.ts";
import { rewriteRange } from "./rewritten-range.ts";
import { toldReferrer } from "./told-referrer.ts";
import type { UserAgent } from "./user-agent.ts";
import type { FetchPurpose } from "./fetch-purpose.ts";

/**
 * What the user agent adds to a request's headers.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 8.11 to 8.19
 */
export function appendUserAgentHeaders(
  request: FetchRequest,
  headerList: HeaderList,
  purpose: FetchPurpose,
  agent: UserAgent,
): void {
  // 8.11. If httpRequest's referrer is a URL, then append (`Referer`, referrerValue) to httpRequest's
  //       header list.
  // NB: Not `instanceof URL`: a test may put a page's `URL` in place of the global one.
  if (typeof request.referrer === "object") {
    headerList.append("Referer", toldReferrer(request.referrer, request, agent));
    if (request.initial !== null && request.urlList.length === 1)
      request.initial.referrer = request.referrer;
  }

  // 8.12. Append a request `Origin` header for httpRequest.
  appendRequestOriginHeader(request, headerList, agent.engine);

  // 8.13. Append the Fetch metadata headers for httpRequest.
  appendFetchMetadata(
    request,
    headerList,
    agent.engine,
    purpose === "preflight" ? "preflight" : "actual",
  );

  // 8.15. If httpRequest's header list does not contain `User-Agent`, then user agents should append
  //       (`User-Agent`, default `User-Agent` value) to httpRequest's header list.
  if (!headerList.contains("User-Agent")) headerList.append("User-Agent", agent.engine.userAgent);
  if (agent.engine.acceptLanguage !== null && !headerList.contains("Accept-Language")) {
    headerList.append("Accept-Language", agent.engine.acceptLanguage);
  }

  if (purpose !== "preflight") appendAcceptSignature(request, headerList, agent.engine);

  const { lowPriority } = agent.engine;
  if (request.priority === "low" && lowPriority !== null && !headerList.contains("Priority"))
    headerList.append("Priority", lowPriority);

  if (purpose !== "revalidation") appendCacheControl(request, headerList, agent.engine);
  rewriteRange(request, headerList, agent.engine);

  // 8.19. If httpRequest's header list contains `Range`, then append (`Accept-Encoding`, `identity`) to
  //       httpRequest's header list.
  if (headerList.contains("Range")) headerList.append("Accept-Encoding", "identity");
}
