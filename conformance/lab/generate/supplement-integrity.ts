import type { Reply, ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { get, put, reply, situation, type Situation } from "./situation.ts";

const OF_OK = "sha256-Jok2eyBcFs4y7UIAlCuLix4mLfxw2byfvHfElpmk8d8=";
const OF_NOTHING = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

const metadata: readonly string[] = ["garbage", " ", "sha256-AAAA", OF_OK, OF_NOTHING];

const empty = (status: number): Readonly<Record<string, readonly Reply[]>> => ({
  ...granted,
  "": [{ status, headers: [...everyone, "Cache-Control: no-store"], body: "" }],
});

/** Metadata beside responses whose body is nobody's to compare, or which have none. */
export function* integritySituations(): Generator<Situation> {
  const led = { "": [reply(302, ...everyone, "Location: {b/}2")], "2": [reply(200, ...everyone)] };
  for (const integrity of metadata) {
    const words = `integrity ${JSON.stringify(integrity)}`;
    for (const url of ["{a/}1", "{b/}1"]) {
      const own = get({ url, integrity });
      yield situation(`${words}, ${url}, led on by hand`, { ...own, redirect: "manual" } as const, {
        replies: led,
      });
      yield situation(`${words}, ${url}, HEAD`, { ...own, method: "HEAD" }, { replies: granted });
      for (const status of [204, 205, 304])
        yield situation(`${words}, ${url}, ${status}`, own, { replies: empty(status) });
      yield situation(`${words}, ${url}, an empty body`, own, { replies: empty(200) });
      yield situation(
        `${words}, ${url}, no-cors`,
        { ...own, mode: "no-cors" },
        { replies: granted },
      );
    }
    yield situation(`${words}, PUT, 204`, put({ integrity }), { replies: empty(204) });
    yield situation(`${words}, no-cors, 204`, get({ integrity, mode: "no-cors" }), {
      replies: empty(204),
    });
    for (const [api, type] of [
      ["script", "text/javascript"],
      ["module", "text/javascript"],
      ["stylesheet", "text/css"],
    ] as const) {
      const typed: Reply = {
        status: 200,
        headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`],
        body: "",
      };
      for (const crossorigin of [undefined, ""] as const) {
        const element: ScriptRequest = {
          api,
          url: "{b/}1",
          integrity,
          ...(crossorigin === undefined ? {} : { crossorigin }),
        };
        const how = `${words}, ${api}, crossorigin ${String(crossorigin)}`;
        yield situation(how, element, { replies: { "": [typed] } });
        yield situation(`${how}, 204`, element, { replies: { "": [{ ...typed, status: 204 }] } });
      }
    }
  }
}
