import type { HeaderList } from "@crosswalk/cors/protocol";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { isSameSite } from "../infrastructure/site.ts";
import { isPotentiallyTrustworthy } from "../infrastructure/url.ts";

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request */
export function appendFetchMetadata(request: FetchRequest, headerList: HeaderList): void {
  // 1. If r's url is not an potentially trustworthy URL, return.
  if (!isPotentiallyTrustworthy(currentUrl(request))) return;

  // 2. Set the Sec-Fetch-Dest header for r.
  headerList.append("Sec-Fetch-Dest", request.destination === "" ? "empty" : request.destination);

  // 3. Set the Sec-Fetch-Mode header for r.
  headerList.append("Sec-Fetch-Mode", request.mode);

  // 4. Set the Sec-Fetch-Site header for r.
  headerList.append("Sec-Fetch-Site", siteRelation(request));
}

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site */
function siteRelation(request: FetchRequest): string {
  const origin = request.origin.serialization;
  // 3. Set header's value to same-origin.
  let relation = "same-origin";

  // 5. For each url in r's url list:
  for (const url of request.urlList) {
    // 1. If url is same origin with r's origin, continue.
    if (origin !== "null" && url.origin === origin) continue;
    // 2. Set header's value to cross-site.
    // 3. If r's origin is not same site with url's origin, then break.
    if (!isSameSite(origin, url.origin)) return "cross-site";
    // 4. Set header's value to same-site.
    relation = "same-site";
  }
  return relation;
}
