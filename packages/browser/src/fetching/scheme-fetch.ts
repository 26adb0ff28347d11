import { HeaderList } from "@crosswalk/cors/protocol";
import { bodyOfBytes } from "../infrastructure/body.ts";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import { blobFetch } from "./blob-fetch.ts";
import { parseDataUrl } from "./data-url.ts";
import { httpFetch } from "./http-fetch.ts";
import type { FetchParams } from "./user-agent.ts";

/** https://fetch.spec.whatwg.org/#concept-scheme-fetch */
export function schemeFetch(params: FetchParams): FetchResponse | Promise<FetchResponse> {
  const { request } = params;
  const url = currentUrl(request);

  // 3. Switch on request's current URL's scheme and run the associated steps:
  switch (url.protocol) {
    case "about:": {
      // 1. If request's current URL's path is the string "blank", then return a new response whose
      //    status message is `OK`, header list is « (`Content-Type`, `text/html;charset=utf-8`) »,
      //    and body is the empty byte sequence as a body.
      const { aboutBlank } = params.agent.engine;
      const path =
        aboutBlank === "empty-document-in-any-case" ? url.pathname.toLowerCase() : url.pathname;
      if (aboutBlank === "network-error" || path !== "blank") break;
      return {
        type: "default",
        urlList: [...request.urlList],
        status: 200,
        statusText: "OK",
        headerList: HeaderList.from([["Content-Type", "text/html;charset=utf-8"]]),
        body: bodyOfBytes(new Uint8Array()),
        internalResponse: null,
        failure: null,
      };
    }

    case "blob:":
      return blobFetch(params);

    case "data:": {
      // 1. Let dataURLStruct be the result of running the data: URL processor on request's current
      //    URL.
      const data = parseDataUrl(url, params.agent.engine.dataUrlCharsets);
      // 2. If dataURLStruct is failure, then return a network error.
      if (data === null)
        return networkError(
          otherFailure("InvalidDataUrl", url, ["#concept-scheme-fetch", "3.data.2"]),
        );
      // 4. Return a new response whose status message is `OK`, header list is « (`Content-Type`,
      //    mimeType) », and body is dataURLStruct's body as a body.
      return {
        type: "default",
        urlList: [...request.urlList],
        status: 200,
        statusText: "OK",
        headerList: HeaderList.from([
          ["Content-Type", data.mimeType],
          ...(params.agent.engine.dataUrlHeaders === "length-for-fetch" &&
          request.initiator !== "xmlhttprequest"
            ? ([["Content-Length", String(data.body.length)]] as const)
            : []),
        ]),
        body: bodyOfBytes(data.body),
        internalResponse: null,
        failure: null,
      };
    }

    case "http:":
    case "https:":
      // Return the result of running HTTP fetch given fetchParams.
      return httpFetch(params, "without-preflight");
  }

  // 4. Return a network error.
  return networkError(
    otherFailure("UnsupportedScheme", url, ["#concept-scheme-fetch", "4"], {
      parameter: url.protocol.slice(0, -1),
    }),
  );
}
