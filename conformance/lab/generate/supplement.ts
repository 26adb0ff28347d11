import type { Case, HeaderLines, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { kinds } from "./elements.ts";
import { casesOf } from "./generate.ts";
import { chromiumSituations } from "./supplement-chromium.ts";
import { chromiumByteSituations } from "./supplement-chromium-bytes.ts";
import { chromiumEndingSituations } from "./supplement-chromium-endings.ts";
import { chromiumLoadSituations } from "./supplement-chromium-loads.ts";
import { chromiumMemorySituations } from "./supplement-chromium-memory.ts";
import { chromiumPictureSituations } from "./supplement-chromium-pictures.ts";
import { chromiumRestSituations } from "./supplement-chromium-rest.ts";
import { chromiumStoredSituations } from "./supplement-chromium-stored.ts";
import { firefoxSituations } from "./supplement-firefox.ts";
import { firefoxCacheSituations } from "./supplement-firefox-caches.ts";
import { firefoxNowhereSituations } from "./supplement-firefox-nowhere.ts";
import { firefoxOutcomeSituations } from "./supplement-firefox-outcomes.ts";
import { firefoxSchemeSituations } from "./supplement-firefox-schemes.ts";
import { firefoxTypeSituations } from "./supplement-firefox-types.ts";
import { firefoxWireSituations } from "./supplement-firefox-wire.ts";
import { firefoxWorkerSituations } from "./supplement-firefox-workers.ts";
import {
  allowHeaders,
  allowMethods,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  maxAge,
  put,
  reply,
  situation,
  type Situation,
} from "./situation.ts";
import { everyone, granted } from "./granted.ts";
import { addressSituations } from "./supplement-addresses.ts";
import { answerSituations, readSituations } from "./supplement-answers.ts";
import { codingSituations } from "./supplement-codings.ts";
import { cookieLineSituations } from "./supplement-cookie-lines.ts";
import { emptyAddressSituations } from "./supplement-empty-addresses.ts";
import { integritySituations } from "./supplement-integrity.ts";
import { keptCases } from "./supplement-kept.ts";
import { autoUpgradeSituations } from "./supplement-loads-auto-upgrades.ts";
import { loadedAddressSituations } from "./supplement-loads-addresses.ts";
import { beaconSituations } from "./supplement-loads-beacons.ts";
import { documentSituations } from "./supplement-loads-documents.ts";
import { drawingSituations } from "./supplement-loads-drawings.ts";
import { ephemeralSituations } from "./supplement-loads-ephemeral.ts";
import { loadedIntegritySituations } from "./supplement-loads-integrity.ts";
import { mediaSituations } from "./supplement-loads-media.ts";
import { mixedContentSituations } from "./supplement-loads-mixed.ts";
import { pictureSituations } from "./supplement-loads-pictures.ts";
import { preloadSituations } from "./supplement-loads-preloads.ts";
import { loadedTypeSituations } from "./supplement-loads-types.ts";
import { upgradeSituations } from "./supplement-loads-upgrades.ts";
import { ownHeaderSituations } from "./supplement-own-headers.ts";
import { unledSituations } from "./supplement-unled.ts";
import { webkitSituations } from "./supplement-webkit.ts";
import { askedAgainSituations } from "./supplement-webkit-asked-again.ts";
import { besidePreloadSituations } from "./supplement-webkit-preloads-beside.ts";
import { refusedPreloadSituations } from "./supplement-webkit-refused-preloads.ts";
import { ledNowhereSituations } from "./supplement-webkit-led-nowhere.ts";
import { listedTypeSituations } from "./supplement-webkit-types.ts";
import { timingSituations } from "./supplement-webkit-timing.ts";

/**
 * Cases that were thought of after the recordings: what tells entries of an engine's profile that no
 * recorded case had told, pages of files, and textures. They are recorded apart, so that the
 * recordings keep their digests.
 */
export function supplementCases(browser: DriverName): Case[] {
  return [
    ...casesOf("entries", entrySituations()),
    ...casesOf("file-pages", filePageSituations()),
    // Firefox has no WebGL without a screen.
    ...(browser === "firefox" ? [] : casesOf("textures", textureSituations())),
    ...casesOf("integrity", integritySituations()),
    ...casesOf("loaded-addresses", loadedAddressSituations(browser)),
    ...casesOf("loaded-beacons", beaconSituations(browser)),
    ...casesOf("loaded-documents", documentSituations()),
    ...casesOf("loaded-drawings", drawingSituations()),
    ...casesOf("loaded-integrity", loadedIntegritySituations()),
    ...casesOf("loaded-media", mediaSituations()),
    ...casesOf("loaded-mixed", mixedContentSituations(browser)),
    ...casesOf("loaded-pictures", pictureSituations(browser)),
    ...casesOf("loaded-preloads", preloadSituations(browser)),
    ...casesOf("loaded-types", loadedTypeSituations(browser)),
    ...casesOf("loaded-upgrades", upgradeSituations(browser)),
    ...(browser === "webkit" ? casesOf("loaded-ephemeral", ephemeralSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-entries", chromiumSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-loads", chromiumLoadSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-bytes", chromiumByteSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-stored", chromiumStoredSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-endings", chromiumEndingSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-pictures", chromiumPictureSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-entries", firefoxSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-caches", firefoxCacheSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-outcomes", firefoxOutcomeSituations()) : []),
    ...(browser === "firefox" ? casesOf("refused-types", firefoxTypeSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-wire", firefoxWireSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-schemes", firefoxSchemeSituations()) : []),
    ...(browser === "firefox" ? casesOf("led-nowhere", firefoxNowhereSituations()) : []),
    ...(browser === "firefox" ? casesOf("other-workers", firefoxWorkerSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-entries", webkitSituations()) : []),
    ...keptCases(),
    ...casesOf("answers", answerSituations()),
    ...(browser === "webkit" ? casesOf("reads", readSituations()) : []),
    ...casesOf("codings", codingSituations()),
    ...casesOf("own-headers", ownHeaderSituations()),
    ...casesOf("cookie-lines", cookieLineSituations()),
    ...casesOf("addresses", addressSituations(browser)),
    ...casesOf("unled", unledSituations()),
    ...casesOf("auto-upgrades", autoUpgradeSituations(browser)),
    ...(browser === "chromium" ? casesOf("chromium-rest", chromiumRestSituations()) : []),
    ...casesOf("empty-addresses", emptyAddressSituations()),
    ...(browser === "chromium" ? casesOf("chromium-memory", chromiumMemorySituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-timing", timingSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-asked-again", askedAgainSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-refused-preloads", refusedPreloadSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-preloads-beside", besidePreloadSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-types", listedTypeSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-led-nowhere", ledNowhereSituations()) : []),
  ];
}

const hints: HeaderLines = [
  ["Device-Memory", "1"],
  ["DPR", "1"],
  ["Width", "1"],
  ["Viewport-Width", "1"],
  ["Downlink", "1"],
  ["RTT", "1"],
  ["ECT", "4g"],
  ["Save-Data", "on"],
  ["Intervention", "x"],
];

function* entrySituations(): Generator<Situation> {
  for (let total = 1018; total <= 1030; total++) {
    const headers = ["Accept", "Accept-Language", "Content-Language"].flatMap((name, index) =>
      [0, 1, 2].map(
        (part) =>
          [name, "a".repeat(index === 2 && part === 2 ? total - 8 * 114 - 4 : 114)] as const,
      ),
    );
    yield situation(`safelisted values of about ${total} bytes`, get({ headers }));
    yield situation(`safelisted values of about ${total} bytes by XHR`, asXhr(get({ headers })));
  }
  for (const line of hints) {
    for (const route of ["aab", "aba", "bbc", "bcb"]) {
      const [first, second, third] = route;
      yield situation(`${line[0]} along ${route}`, get({ url: `{${first}/}1`, headers: [line] }), {
        replies: {
          ...granted,
          "1": [reply(302, ...everyone, `Location: {${second}/}2`)],
          "2": [reply(307, ...everyone, `Location: {${third}/}3`)],
        },
      });
    }
  }
  const cacheModes = ["default", "no-store", "reload", "no-cache", "force-cache"];
  for (const more of [
    { method: "PUT" },
    { headers: [["X-A", "1"]] },
    { method: "PUT", credentials: "include" },
  ] as const) {
    for (const first of cacheModes) {
      for (const second of cacheModes)
        yield situation(
          `${JSON.stringify(more)}: ${first}, then ${second}`,
          [get({ ...more, cache: first }), get({ ...more, cache: second }), get(more)],
          { replies: granted },
        );
    }
  }
  for (const request of [
    get({ headers: [["User-Agent", "CHICKEN"]] }),
    put({ headers: [["User-Agent", "CHICKEN"]] }),
    get({
      headers: [
        ["User-Agent", "CHICKEN"],
        ["X-A", "1"],
      ],
    }),
  ]) {
    yield situation("a user agent of its own", request, { replies: granted });
    yield situation("a user agent of its own by XHR", asXhr(request), { replies: granted });
  }
  yield* taintedSituations();
  yield* cookieSituations();
}

/** A result under a tainted origin, and requests that may or may not use it. */
function* taintedSituations(): Generator<Situation> {
  for (const more of [{ method: "PUT" }, { headers: [["X-A", "1"]] }] as const) {
    for (const origin of ["{origin}", "*", "null"]) {
      const head = [
        `Access-Control-Allow-Origin: ${origin}`,
        "Access-Control-Allow-Headers: x-a",
        "Access-Control-Allow-Methods: PUT",
        maxAge("600"),
      ];
      const replies = {
        "preflight 1": [reply(204, ...everyone)],
        "1": [reply(307, ...everyone, "Location: {c/}2")],
        "": [reply(200, ...head)],
        preflight: [reply(204, ...head)],
      };
      const through = get({ ...more, url: "{b/}1" });
      const straight = get({ ...more, url: "{c/}2" });
      for (const [words, steps] of [
        ["through a redirect, then straight", [through, straight]],
        ["straight, then through a redirect", [straight, through]],
        ["twice through a redirect", [through, through]],
      ] as const)
        yield situation(`${JSON.stringify(more)} ${words}, granted ${origin}`, steps, { replies });
    }
  }
}

/** Cookies without SameSite that meet another scheme or site. */
function* cookieSituations(): Generator<Situation> {
  for (const page of ["a", "s", "c"] as const) {
    for (const target of ["a", "b", "c", "s", "t"]) {
      for (const attribute of [
        "",
        "; SameSite=Lax",
        "; SameSite=None",
        "; Secure",
        "; SameSite=None; Secure",
      ]) {
        const url = `{${target}/}1`;
        yield situation(
          `${page} to ${target}: cookie${attribute}, then by fetch, image and without cors`,
          [
            get({ url, credentials: "include" }),
            get({ url, credentials: "include" }),
            get({ url, credentials: "include", mode: "no-cors" }),
          ],
          {
            page,
            replies: {
              "1": [
                reply(200, ...everyone, `Set-Cookie: chicken=1; Path=/{#}/${attribute}`),
                reply(200, ...everyone),
              ],
            },
          },
        );
      }
    }
  }
}

function* filePageSituations(): Generator<Situation> {
  const requests: readonly Partial<ScriptRequest>[] = [
    {},
    { method: "POST", body: { kind: "text" } },
    { method: "PUT" },
    { headers: [["X-A", "1"]] },
    { mode: "no-cors" },
    { mode: "no-cors", method: "POST" },
    { mode: "same-origin" },
    { referrerPolicy: "unsafe-url" },
    { redirect: "error" },
  ];
  const grants: readonly (readonly string[])[] = [
    ["Access-Control-Allow-Origin: null"],
    ["Access-Control-Allow-Origin: *"],
    ["Access-Control-Allow-Origin: file://"],
    ["Access-Control-Allow-Origin: {origin}"],
    [],
  ];
  for (const target of ["b", "c", "s"]) {
    for (const more of requests) {
      for (const credentials of ["omit", "include"] as const) {
        for (const grant of grants) {
          const head = [...grant, ALLOW_CREDENTIALS, allowMethods("PUT"), allowHeaders("x-a")];
          const request = get({ ...more, url: `{${target}/}1`, credentials });
          const replies = {
            "": [reply(200, ...head)],
            preflight: [reply(204, ...head, maxAge("600"))],
          };
          const words = `${JSON.stringify(more)} to ${target} with ${credentials}, granted ${grant.join("")}`;
          yield situation(words, more.method === "PUT" ? [request, request] : request, {
            page: "file",
            replies,
          });
          if (more.mode === undefined && target === "b")
            yield situation(`${words}, by XHR`, asXhr(request), { page: "file", replies });
        }
      }
    }
    for (const status of [302, 307])
      yield situation(`redirected ${status} by ${target}`, get({ url: `{${target}/}1` }), {
        page: "file",
        replies: { ...granted, "1": [reply(status, ...everyone, "Location: {c/}2")] },
      });
  }
  for (const [api, asset, type, as] of kinds) {
    for (const crossorigin of [undefined, "", "use-credentials"]) {
      for (const grant of grants.slice(0, 2)) {
        if (
          crossorigin !== undefined &&
          [
            "import",
            "font",
            "worker",
            "shape",
            "mask",
            "svg-use",
            "event-source",
            "beacon",
          ].includes(api)
        )
          continue;
        yield situation(
          `${api} of ${asset} ${crossorigin}, granted ${grant.join("")}`,
          {
            api,
            url: "{b/}1",
            ...(as === undefined ? {} : { as }),
            ...(crossorigin === undefined ? {} : { crossorigin }),
          },
          { page: "file", actual: [file(asset, type, 200, ...grant)] },
        );
      }
    }
  }
}

/** Images and videos as WebGL textures: what taints a canvas throws at once. */
function* textureSituations(): Generator<Situation> {
  for (const page of ["a", "sandbox"] as const) {
    for (const target of ["a", "b", "c"]) {
      for (const crossorigin of [undefined, "", "use-credentials"]) {
        for (const grant of [
          [],
          ["Access-Control-Allow-Origin: *"],
          ["Access-Control-Allow-Origin: {origin}"],
          ["Access-Control-Allow-Origin: {origin}", ALLOW_CREDENTIALS],
        ]) {
          for (const route of [[target], [target, "b"]]) {
            yield situation(
              `texture ${crossorigin} from ${page} along ${route.join("")}, granted ${grant.join(" ")}`,
              {
                api: "texture",
                url: `{${target}/}0`,
                ...(crossorigin === undefined ? {} : { crossorigin }),
              },
              {
                page,
                replies: {
                  "0":
                    route.length === 1
                      ? [file("png", "image/png", 200, ...grant)]
                      : [file("png", "image/png", 302, ...grant, "Location: {b/}1")],
                  "1": [file("png", "image/png", 200, ...grant)],
                },
              },
            );
          }
        }
      }
    }
  }
}

const file = (asset: string, type: string, status: number, ...lines: readonly string[]): Reply => ({
  status,
  headers: [...lines, `Content-Type: ${type}`, "Cache-Control: no-store"],
  asset,
});
