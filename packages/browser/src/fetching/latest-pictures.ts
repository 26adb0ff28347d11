import { BoundedMap } from "../infrastructure/bounded-map.ts";
import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { withoutFragment } from "../infrastructure/url.ts";

/** How a picture is asked for. */
type PictureSettings = Pick<FetchRequest, "mode" | "credentialsMode">;

// As many as a page shares at a time.
const MAX_PICTURES = 256;

/**
 * Of which addresses the last thing that a page has asked for is a picture. Chromium's memory cache has one
 * resource an address: whatever else is asked for there, in whatever way, takes the picture's place.
 *
 * third_party/blink/renderer/platform/loader/fetch/resource_fetcher.cc, DetermineRevalidationPolicy
 */
export class LatestPictures {
  readonly #ofClients: WeakMap<Client, BoundedMap<string>> = new WeakMap();
  /** Whether there never was any, so that looking can be saved. */
  isEmpty = true;

  has(client: Client, url: URL, settings: PictureSettings): boolean {
    return this.#ofClients.get(client)?.get(withoutFragment(url)) === textOf(settings);
  }

  set(client: Client, url: URL, settings: PictureSettings): void {
    this.isEmpty = false;
    let pictures = this.#ofClients.get(client);
    if (pictures === undefined)
      this.#ofClients.set(client, (pictures = new BoundedMap(MAX_PICTURES)));
    pictures.set(withoutFragment(url), textOf(settings));
  }

  /** Something is asked for, which may be a picture as well. */
  hear(request: FetchRequest): void {
    const pictures = this.#ofClients.get(request.client);
    // NB: What its page may not ask for is asked for in vain.
    if (pictures === undefined || isOfAnotherOrigin(request)) return;
    const url = withoutFragment(currentUrl(request));
    const isSame = request.destination === "image" && pictures.get(url) === textOf(request);
    if (!isSame) pictures.delete(url);
  }
}

const isOfAnotherOrigin = (request: FetchRequest): boolean =>
  request.mode === "same-origin" && currentUrl(request).origin !== request.origin.serialization;

const textOf = ({ mode, credentialsMode }: PictureSettings): string => `${mode} ${credentialsMode}`;
