import type { Cause } from "./cause.ts";
import { isOriginFailure } from "./codes.ts";
import { pageLine, responseLines } from "./evidence.ts";
import { absoluteUrl, withoutFragment } from "./run-facts.ts";

/** An element without `crossorigin` fetched the file first; what was kept of that has no CORS headers. */
export const imageCachedWithoutCors: Cause = {
  id: "image-cached-without-cors",
  role: "cause",
  situations: [26],
  cors: true,
  find(facts) {
    const { scenario, url } = facts;
    if (!isOriginFailure(facts)) return null;
    const earlier = (scenario.before ?? []).find(
      ({ api, mode, url: other }) =>
        api !== "fetch" &&
        api !== "xhr" &&
        mode !== "cors" &&
        withoutFragment(absoluteUrl(other, scenario.page.url)) === url,
    );
    const isFromCache =
      facts.message?.reply.kind === "response" && facts.message.reply.from === "cache";
    if (earlier === undefined || !isFromCache) return null;
    return {
      title: "The browser reuses a copy that was fetched without CORS.",
      why: `The same URL was loaded before by an element without \`crossorigin\`. That request carried no \`Origin\`, the response no CORS headers, and the browser kept it. Now it is asked for with CORS and answered from the cache, so nothing shows on the network. Firefox asks the server again.`,
      change:
        "Put `crossorigin` on every element that loads this URL, and let the server send `Vary: Origin` also where no `Origin` was sent.",
      where: "cache",
      evidence: [
        pageLine(facts, `<${earlier.api}> without crossorigin`, "loaded before"),
        ...responseLines(facts, "Access-Control-Allow-Origin"),
        ...responseLines(facts, "Vary"),
        ...responseLines(facts, "Cache-Control"),
      ],
    };
  },
};
