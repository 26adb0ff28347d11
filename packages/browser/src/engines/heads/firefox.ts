import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import {
  inOrder,
  isSafeFromMiddlemen,
  scriptsNames,
  spelt,
  withMissing,
  type WriteHead,
} from "./write-head.ts";

/** netwerk/protocol/http/nsHttpHandler.cpp, AddStandardRequestHeaders */
export const writeFirefoxHead: WriteHead = ({ request, url, headers, framing }) => {
  const codings = isSafeFromMiddlemen(url) ? "gzip, deflate, br, zstd" : "gzip, deflate";
  const lines = withMissing(headers, [
    ["Host", url.host],
    ["Connection", "keep-alive"],
    ["Accept-Encoding", codings],
    ...framing,
    ...priorityOf(request),
  ]);
  return inOrder(spelt(lines, firefoxHeaderNames), orderOf(request));
};

/** What is said of the urgency where nothing has said it yet; netwerk/protocol/http/nsHttpHandler.cpp, EchoPriority. */
function priorityOf({ initiator, destination, preflightFor }: FetchRequest): HeaderEntries {
  if (preflightFor !== null || initiator === "fetch" || initiator === "event-source")
    return [["Priority", "u=4"]];
  if (destination === "image") return [["Priority", "u=5, i"]];
  return isMedia(destination) || destination === "track" ? [["Priority", "u=4"]] : [];
}

// They are there before a script's own, which take their places.
const firefoxHeaderNames: ReadonlyMap<string, string> = new Map([
  ["accept", "Accept"],
  ["accept-language", "Accept-Language"],
]);

const start = ["host", "user-agent", "accept", "accept-language"];
const asks = ["access-control-request-method", "access-control-request-headers"];
const metadata = ["sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site"];
const caching = ["pragma", "cache-control"];
const ofBody = ["content-type", "content-length"];
const access = "sec-fetch-storage-access";

function orderOf(request: FetchRequest): readonly string[] {
  const own = scriptsNames(request);
  const end = ["priority", ...caching.filter((name) => !own.includes(name))];
  // NB: The length of no body is written last of all.
  const hasBody = request.body !== null;
  const last = hasBody ? [] : ["content-length"];
  if (request.urlList.length > 1) {
    const told =
      request.mode === "no-cors" ? ["*", "referer", "origin"] : ["origin", "*", "referer"];
    const added = [...(hasBody ? ofBody : []), ...told, access, "connection"];
    return [...start, "accept-encoding", ...added, "cookie", ...metadata, ...end, ...last];
  }
  const rest = hasBody ? ["*", "content-length"] : ["*"];
  const origin = request.mode === "no-cors" ? [access, "origin"] : ["origin", access];
  if (isMedia(request.destination)) {
    const told = [...origin, "connection", "referer", "cookie", ...metadata];
    return [...start, ...rest, ...told, "accept-encoding", ...end];
  }
  if (request.keepalive && request.preflightFor === null) {
    const told = [...rest, "referer", ...origin, "connection"];
    return [...start, "accept-encoding", ...told, "cookie", ...metadata, ...end, ...last];
  }
  const places = isToldEarly(request)
    ? [...asks, "referer", ...rest, ...origin, "connection"]
    : [...asks, ...rest, ...origin, "connection", "referer"];
  return [...start, "accept-encoding", ...places, "cookie", ...metadata, ...end, ...last];
}

const isMedia = (destination: FetchRequest["destination"]): boolean =>
  destination === "audio" || destination === "video";

/** Whether its referrer is there before its channel is opened. */
function isToldEarly({ initiator, destination, preflightFor }: FetchRequest): boolean {
  return initiator === "fetch" || preflightFor !== null || destination === "font";
}
