import type { Outcome } from "@crosswalk/verify/page";
import type { BlobSource, ScriptRequest } from "../case.ts";

/** What makes URLs for Blobs: a browser's `URL`, or that of a page of the engine's. */
export interface BlobUrls {
  createObjectURL(object: Blob): string;
  revokeObjectURL(url: string): void;
}

/** Begins a request, and calls `onOpened` between an XMLHttpRequest's `open` and its `send`. */
type Begin = (request: ScriptRequest, onOpened: () => void) => Promise<Outcome>;

/** Makes the Blob that the request names, if it names one, and revokes its URL when that is due. */
export async function withBlobUrl(
  request: ScriptRequest,
  urls: BlobUrls,
  begin: Begin,
): Promise<Outcome> {
  if (request.blob === undefined) return begin(request, () => undefined);
  const { text, type, times = 1, revoked } = request.blob;
  const url = urls.createObjectURL(new Blob([text.repeat(times)], { type }));
  const revokeIf = (moment: BlobSource["revoked"], suffix = ""): void => {
    if (revoked === moment) urls.revokeObjectURL(url + suffix);
  };
  revokeIf("before");
  revokeIf("before, with a fragment", "#x");
  revokeIf("before, with a query", "?x");
  const outcome = begin({ ...request, url: request.url.replace("{blob}", url) }, () =>
    revokeIf("opened"),
  );
  revokeIf("after");
  try {
    return await outcome;
  } finally {
    urls.revokeObjectURL(url);
  }
}
