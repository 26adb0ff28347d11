import type { PageName, Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

const element = (api: ScriptRequest["api"], more: Partial<ScriptRequest> = {}): ScriptRequest => ({
  api,
  url: "{b/}1",
  ...more,
});

/** Where loads are led and what is loaded from nowhere, as WebKit's profile has it. */
export function* placeSituations(): Generator<Situation> {
  yield* ledAwaySituations();
  yield* blockedPlaceSituations();
  yield* preloadedForSituations();
  yield* refusedTypeSituations();
}

const ledTo = (url: string): Readonly<Record<string, readonly Reply[]>> => ({
  "1": [reply(302, ...everyone, `Location: ${url}`)],
  "2": [reply(200, ...everyone)],
});

/** What a redirect leads to where no server answers, or where none may. */
function* ledAwaySituations(): Generator<Situation> {
  const kinds: readonly ScriptRequest[] = [
    element("image"),
    element("script"),
    element("stylesheet"),
    element("font"),
    element("track"),
    element("audio"),
    element("preload", { as: "script" }),
    element("beacon"),
    get({ mode: "no-cors" }),
  ];
  const png =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
  for (const url of [png, "data:text/javascript,1", "about:blank", "chicken:x", "blob:{a}/x"])
    for (const one of kinds)
      yield situation(`${one.api} led to ${url.slice(0, 20)}`, one, { replies: ledTo(url) });
  const page: PageName = "s";
  for (const url of ["intent:x", "ws://127.0.0.1/", "{b/}2"])
    for (const one of kinds) {
      const own = { ...one, url: "{s/}1" };
      yield situation(`${one.api} from s led to ${url}`, own, { page, replies: ledTo(url) });
    }
}

/** Ports and hosts that nothing is asked of. */
function* blockedPlaceSituations(): Generator<Situation> {
  for (const one of [
    get(),
    get({ mode: "same-origin" }),
    element("image"),
    element("audio"),
    element("script"),
    element("beacon"),
    element("event-source"),
  ]) {
    for (const url of ["http://127.0.0.1:1/", "http://0.0.0.0:1/", "http://0.0.0.0/#x"]) {
      yield situation(`${one.api} of ${url}`, { ...one, url });
      yield situation(`${one.api} of ${url} from s`, { ...one, url }, { page: "s" });
      // NB: A redirect to such a host is followed, and ends at the laboratory's fence.
      if (one.mode === undefined && url.includes(":1/"))
        yield situation(`${one.api} led to ${url}`, one, { replies: ledTo(url) });
    }
  }
}

function* preloadedForSituations(): Generator<Situation> {
  for (const as of ["", "bogus", "json", "video", "worker", "WORKER", "FETCH", "Image"])
    yield situation(`preload as ${as}`, element("preload", { as }), {
      actual: [reply(200, ...everyone, "Content-Type: text/javascript")],
    });
  for (const as of ["script", "bogus"])
    yield situation(`preload of nothing as ${as}`, element("preload", { as, url: "" }));
  for (const size of [65536, 65537])
    for (const one of [
      element("beacon", { body: { kind: "buffer", size } }),
      get({ method: "POST", keepalive: true, body: { kind: "buffer", size } }),
    ])
      yield situation(`${size} bytes by ${one.api} that outlive their page`, one, {
        actual: [reply(200, ...everyone)],
      });
}

function* refusedTypeSituations(): Generator<Situation> {
  for (const status of [200, 404])
    for (const lines of [
      ["Content-Type: Image/PNG;x"],
      ["Content-Type: text/csv", "X-Content-Type-Options: nosniff"],
      ["Content-Type: text/plain", "X-Content-Type-Options: nosniff"],
      ["Content-Type: text/javascript"],
    ])
      for (const integrity of [undefined, "sha256-AAAA"])
        yield situation(
          `script ${status} ${lines.join()} ${integrity}`,
          element("script", integrity === undefined ? {} : { integrity, crossorigin: "" }),
          { actual: [{ status, headers: [...everyone, ...lines], asset: "script" }] },
        );
  for (const api of ["fetch", "stylesheet"] as const)
    yield situation(
      `${api} of a 404 that does not match`,
      element(api, { integrity: "sha256-AAAA", crossorigin: "" }),
      {
        actual: [
          { status: 404, headers: [...everyone, "Content-Type: text/css"], asset: "stylesheet" },
        ],
      },
    );
}
