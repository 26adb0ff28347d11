import type { Api, PageName, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone } from "./granted.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

const media: readonly (readonly [api: Api, asset: string, type: string, as?: string])[] = [
  ["image", "png", "image/png"],
  ["audio", "wav", "audio/wav"],
  ["video", "wav", "audio/wav"],
  ["mask", "png", "image/png"],
  ["preload", "png", "image/png", "image"],
];

/** Pictures and sound of hosts with a name that pages over https write with http:. WebKit knows no names. */
export function* autoUpgradeSituations(browser: DriverName): Generator<Situation> {
  if (browser === "webkit") return;
  // Firefox takes what is of a secure page's own host for another's, and upgrades nothing on pages of loopback.
  const pages: readonly PageName[] = browser === "firefox" ? ["s"] : ["s", "u"];
  for (const [api, asset, type, as] of media) {
    const file = (control: string): Reply => ({
      status: 200,
      headers: [...everyone, `Cache-Control: ${control}`, `Content-Type: ${type}`],
      asset,
    });
    const asked = (url: string, more: Partial<ScriptRequest> = {}): ScriptRequest => ({
      api,
      url,
      ...(as === undefined ? {} : { as }),
      ...more,
    });
    const replies = { "": [file("no-store")] };
    const crossorigins = api === "mask" ? [{}] : [{}, { crossorigin: "" }];
    for (const more of crossorigins) {
      const words = `${api} ${JSON.stringify(more)}`;
      for (const page of pages) {
        for (const url of ["{plain:u/}1", "{plain:u/}1#fragment", "{l/}1"])
          yield situation(`${words} of ${url} on ${page}`, asked(url, more), { page, replies });
        for (const [from, to] of [
          ["{plain:u/}1", "{t/}2"],
          ["{u/}1", "{plain:u/}2"],
          ["{t/}1", "{n/}2"],
        ] as const)
          yield situation(`${words} of ${from} on ${page}, led to ${to}`, asked(from, more), {
            page,
            replies: { ...replies, "1": [reply(302, ...everyone, `Location: ${to}`)] },
          });
      }
      for (const page of ["b in s", "upgrading s"] as const)
        yield situation(`${words} of {plain:u/}1 on ${page}`, asked("{plain:u/}1", more), {
          page,
          replies,
        });
    }
    const page = pages.at(-1)!;
    for (const referrerPolicy of ["no-referrer-when-downgrade", "unsafe-url", "origin"])
      yield situation(
        `${api} of {plain:u/}1 with ${referrerPolicy}`,
        asked("{plain:u/}1", { referrerPolicy }),
        { page, replies },
      );
    for (const control of ["no-store", "max-age=600"])
      for (const [first, second] of [
        ["{plain:u/}1", "{u/}1"],
        ["{u/}1", "{plain:u/}1"],
        ["{plain:u/}1", "{plain:u/}1"],
      ] as const) {
        const kept = { page, replies: { "": [file(control)] } } as const;
        yield situation(
          `${api} of ${first}, then ${second}, with ${control}`,
          [asked(first), asked(second)],
          kept,
        );
        yield situation(
          `${api} of ${first}, then a fetch, with ${control}`,
          [asked(first), get({ url: "{u/}1" })],
          kept,
        );
      }
  }
}
