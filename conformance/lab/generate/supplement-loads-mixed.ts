import type { Api, Reply } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone, granted } from "./granted.ts";
import { kinds } from "./elements.ts";
import { asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

const loaded: ReadonlySet<Api> = new Set<Api>(["image", "script", "audio", "video", "track"]);

/** What a page over https asks for over http of hosts that are no loopback addresses, at once or led there. */
export function* mixedContentSituations(browser: DriverName): Generator<Situation> {
  // WebKit knows no such names: there it is told of what is never asked for.
  const names = browser === "webkit" ? ["n"] : ["n", "l"];
  for (const name of names) {
    const url = `{${name}/}2`;
    const led = [reply(302, ...everyone, `Location: ${url}`)];
    for (const [api, asset, type] of kinds) {
      if (!loaded.has(api) || asset === "throwing" || asset === "svg") continue;
      const isMedia = api === "image" || api === "audio" || api === "video";
      const file: Reply = {
        status: 200,
        headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`],
        asset,
      };
      const replies = { "": [file], "1": led };
      // Browsers ask for it over https instead.
      if (!isMedia) yield situation(`${api} of ${url}`, { api, url }, { page: "s", replies });
      if (isMedia && browser === "webkit") continue;
      yield situation(`${api} led to ${url}`, { api, url: "{t/}1" }, { page: "s", replies });
    }
    const replies = { ...granted, "1": led };
    for (const request of [get(), asXhr(get()), get({ mode: "no-cors" }), put()]) {
      const words = `${request.method ?? request.mode ?? ""} ${request.api}`;
      yield situation(`${words} of ${url}`, { ...request, url }, { page: "s", replies });
      // Before what is asked about it a name is looked up.
      if (browser === "webkit" && request.method === "PUT") continue;
      yield situation(
        `${words} led to ${url}`,
        { ...request, url: "{t/}1" },
        { page: "s", replies },
      );
    }
  }
  for (const host of ["api.example", "127.0.0.1"])
    for (const request of [
      get(),
      asXhr(get()),
      { api: "script", url: "" },
      { api: "stylesheet", url: "" },
    ] as const)
      yield situation(
        `${request.api} of a blocked port of ${host}`,
        { ...request, url: `http://${host}:6000/{#}/1` },
        { page: "s", replies: granted },
      );
  yield* preflightSituations(browser);
  yield* framedSituations(browser);
  const vtt: Reply = {
    status: 200,
    headers: [...everyone, "Cache-Control: no-store", "Content-Type: text/vtt"],
    asset: "vtt",
  };
  // Without CORS it would have to be of the page's own origin.
  if (browser !== "webkit")
    yield situation(
      "track of {n/}2, with CORS",
      { api: "track", url: "{n/}2", crossorigin: "" },
      { page: "s", replies: { "": [vtt] } },
    );
}

/** Preflights to hosts that nobody trusts. */
function* preflightSituations(browser: DriverName): Generator<Situation> {
  if (browser === "webkit") return;
  for (const url of ["{n/}1", "{u/}1"]) {
    yield situation(`a preflight to ${url}`, put({ url }), { replies: granted });
    yield situation(`a preflight led to ${url}`, put(), {
      replies: { ...granted, "1": [reply(307, ...everyone, `Location: ${url.replace("1", "2")}`)] },
    });
    yield situation(`a fetch of ${url}`, get({ url }), { replies: granted });
  }
}

const runnable: Reply = {
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", "Content-Type: text/javascript"],
  asset: "script",
};

/** Of a frame over plain http in a page over https, which other browsers load no script of. */
function* framedSituations(browser: DriverName): Generator<Situation> {
  if (browser === "webkit") return;
  for (const request of [get(), asXhr(get()), { api: "script", url: "" } as const, put()])
    for (const url of ["{n/}1", "{a/}1", "{t/}1"])
      yield situation(
        `${request.api} of ${url}, in a plain frame`,
        { ...request, url },
        {
          page: "b in s",
          replies: request.api === "script" ? { "": [runnable] } : granted,
        },
      );
}
