import type { Api, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone, granted } from "./granted.ts";
import { asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

/** Addresses that are more to one browser than to another, and parts of what is at them. */
export function* addressSituations(browser: DriverName): Generator<Situation> {
  for (const written of [
    "{b/}a\n<b",
    "{b/}a\nb",
    "{b/}a<b",
    "{b/}a?b\t<c",
    "{b/}a#b\n<c",
    "{b/}%61",
    "{b/}%7e%41%2d",
    "{b/}a%2fb",
    "{b/}%c3%a9",
    "{b/}a?%61%7e",
    "{b/}a%zz%61",
  ])
    for (const request of [
      get({ url: written }),
      asXhr(get({ url: written })),
      { api: "image", url: written } satisfies ScriptRequest,
    ])
      yield situation(`${request.api} of ${JSON.stringify(written)}`, request, {
        replies: granted,
      });
  // Under WebKit's fence, what leads to the last one is a proxy.
  for (const target of browser === "webkit" ? ["f", "g"] : ["f", "g", "h"])
    for (const mode of ["cors", "no-cors"])
      for (const request of [get({ mode }), asXhr(get()), put()])
        yield situation(
          `${target} asked by ${request.api} of ${JSON.stringify(request)}`,
          { ...request, url: `{${target}/}1` },
          { replies: granted },
        );
  yield* redirectSituations();
  yield* loopbackSituations(browser);
  yield* partSituations();
}

function* redirectSituations(): Generator<Situation> {
  for (const location of ["{c/}a%7e%61", "{c/}a\t<b", "%61"])
    yield situation(`redirected to ${JSON.stringify(location)}`, get(), {
      replies: { "1": [reply(302, ...everyone, `Location: ${location}`)], ...granted },
    });
}

const file = (asset: string, type: string, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`, ...lines],
  asset,
});

const loads: readonly (readonly [api: Api, asset: string, type: string])[] = [
  ["image", "png", "image/png"],
  ["audio", "wav", "audio/wav"],
  ["video", "wav", "audio/wav"],
  ["script", "script", "text/javascript"],
  ["stylesheet", "stylesheet", "text/css"],
];

/** A secure page loads over plain http from what is its own machine in three ways. */
function* loopbackSituations(browser: DriverName): Generator<Situation> {
  // Over https, which WebKit asks of it, nobody answers there.
  const origins = browser === "webkit" ? ["b", "c", "d", "f"] : ["b", "c", "d", "e", "f"];
  for (const [api, asset, type] of loads)
    for (const target of [...origins.map((name) => `${name}/`), "plain:f/"])
      yield situation(
        `a secure page loads ${api} of ${target}`,
        { api, url: `{${target}}1` },
        { page: "s", replies: { "": [file(asset, type)] } },
      );
}

/** Parts that no element asked for. */
function* partSituations(): Generator<Situation> {
  for (const [api, asset, type] of loads)
    for (const [words, given] of [
      ["its type", type],
      ["a type of documents", "text/html"],
    ] as const)
      for (const range of ["bytes 0-9/10", "bytes 1-9/10", "bytes 0-0/*", "chicken", null])
        for (const target of ["a", "b"]) {
          const lines = range === null ? [] : [`Content-Range: ${range}`];
          yield situation(
            `a part (${range}) of ${words} for ${api} of ${target}`,
            { api, url: `{${target}/}1` },
            { replies: { "": [{ ...file(asset, given, ...lines), status: 206 }] } },
          );
        }
  // What a page may read is read the same way wherever it comes from.
  for (const [api, asset, type] of loads)
    for (const range of ["bytes 0-9/10", "bytes 1-9/10", "bytes 00-1/2", "bytes */10", "chicken"]) {
      const lines = [`Content-Range: ${range}`];
      yield situation(
        `a part (${range}) for ${api} with leave`,
        { api, url: "{b/}1", crossorigin: "" },
        { replies: { "": [{ ...file(asset, type, ...lines), status: 206 }] } },
      );
    }
}
