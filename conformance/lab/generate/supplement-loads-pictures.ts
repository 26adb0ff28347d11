import type { Api, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone } from "./granted.ts";
import { get, reply, situation, type Situation } from "./situation.ts";

const file = (asset: string, type: string, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`, ...lines],
  asset,
});

const png = file("png", "image/png");

/** Pictures, shapes, masks and fonts: which are asked for again, with what, and what they tell of the page. */
export function* pictureSituations(browser: DriverName): Generator<Situation> {
  yield* againSituations(browser);
  yield* cookieSituations();
  yield* referrerSituations();
}

function* againSituations(browser: DriverName): Generator<Situation> {
  const url = "{b/}1";
  const mask: ScriptRequest = { api: "mask", url };
  const shape: ScriptRequest = { api: "shape", url };
  const image: ScriptRequest = { api: "image", url, crossorigin: "" };
  const credentialed: ScriptRequest = { api: "image", url, crossorigin: "use-credentials" };
  const shapes = [
    [shape, image],
    [image, shape],
  ];
  for (const steps of [
    [mask, shape],
    [shape, mask],
    [mask, image],
    [image, mask],
    ...(browser === "webkit" ? [] : shapes),
    [image, credentialed, mask],
    [shape, credentialed],
  ])
    yield situation(steps.map(({ api }) => api).join(", then "), steps, {
      replies: { "": [png] },
    });
  const broken: Reply = { ...png, body: "no picture" };
  const { asset: _, ...undecodable } = broken;
  for (const one of [shape, mask, { api: "font", url } as const])
    for (const [words, answer] of [
      ["loaded", one.api === "font" ? file("font", "font/ttf") : png],
      ["no such file", { ...png, status: 404 }],
      ["answered 404 and nothing", reply(404, ...everyone)],
      ["undecodable", undecodable],
      ["refused", { ...png, headers: png.headers!.slice(everyone.length) }],
    ] as const)
      if (!(browser === "firefox" && one === shape && words === "undecodable"))
        yield situation(`a ${one.api} twice, ${words}`, [one, one], { replies: { "": [answer] } });
}

/** What styles load where there are cookies. */
function* cookieSituations(): Generator<Situation> {
  for (const target of ["a", "b", "c"])
    for (const api of ["shape", "mask"] as const)
      yield situation(
        `a ${api} of ${target}, which has a cookie`,
        [get({ url: `{${target}/}0`, credentials: "include" }), { api, url: `{${target}/}1` }],
        {
          replies: {
            "": [png],
            "0": [reply(200, ...everyone, "Set-Cookie: c=v; Path=/{#}/")],
          },
        },
      );
}

function* referrerSituations(): Generator<Situation> {
  const policies = ["never", "always", "default", "origin-when-crossorigin", "ALWAYS", "nonsense"];
  for (const referrerPolicy of policies)
    for (const url of ["{a/}1", "{b/}1", "{c/}1"])
      yield situation(
        `a picture of ${url} with policy ${referrerPolicy}`,
        { api: "image", url, referrerPolicy },
        { page: "telling a", replies: { "": [png] } },
      );
  for (const referrerPolicy of ["always", "ALWAYS", "nonsense"])
    yield situation(
      `a picture of another site with policy ${referrerPolicy}`,
      { api: "image", url: "{c/}1", referrerPolicy },
      { replies: { "": [png] } },
    );
  const styled: readonly Api[] = ["font", "image", "mask", "shape", "svg-use", "stylesheet"];
  for (const api of styled)
    for (const url of ["{a/}1", "{b/}1", "{c/}1"])
      yield situation(
        `${api} of ${url} on a page with a policy of its own`,
        { api, url },
        { page: "telling a", replies: { "": [png] } },
      );
}
