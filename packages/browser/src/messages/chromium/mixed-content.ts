import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import { isAddress } from "../../infrastructure/url.ts";

/** What is loaded over plain http by a page that came over https, because no certificate is for an address. */
export function mixedContentLines(request: FetchRequest): string[] {
  const { client, destination } = request;
  const url = currentUrl(request);
  const isShown =
    client.prohibitsMixedContent &&
    url.protocol === "http:" &&
    upgraded.has(destination) &&
    isAddress(url);
  return isShown
    ? [
        `Mixed Content: The page at '${client.baseUrl.href}' was loaded over HTTPS, but requested an insecure element '${url.href}'. This request was not upgraded to HTTPS because its URL's host is an IP address.`,
      ]
    : [];
}

const upgraded: ReadonlySet<string> = new Set(["audio", "image", "video"]);
