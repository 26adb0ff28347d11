import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, put, reply, situation, type Situation } from "./situation.ts";

const requests: readonly ScriptRequest[] = [
  get(),
  put(),
  get({ headers: [["x-a", "b"]] }),
  get({ credentials: "include" }),
  get({ mode: "no-cors" }),
  get({ mode: "same-origin" }),
  { api: "xhr", url: "" },
  { api: "xhr", url: "", method: "PUT" },
  { api: "xhr", url: "", withCredentials: true },
  { api: "image", url: "" },
  { api: "image", url: "", crossorigin: "" },
  { api: "image", url: "", crossorigin: "use-credentials" },
  { api: "module", url: "" },
  { api: "script", url: "", crossorigin: "" },
  { api: "stylesheet", url: "", crossorigin: "" },
  { api: "font", url: "" },
  { api: "preload", url: "", as: "fetch", crossorigin: "" },
];

const typeOf = ({ api }: ScriptRequest): string =>
  ({ image: "image/png", stylesheet: "text/css", font: "font/woff2" })[api as string] ??
  "text/javascript";

const withoutGrant = (request: ScriptRequest): Reply => ({
  status: 200,
  headers: ["Cache-Control: no-store", `Content-Type: ${typeOf(request)}`, "X-A: 1"],
  ...(request.api === "image" ? { asset: "png" as const } : { body: "" }),
});

/** What a page over https that wants all over https asks of hosts that are trusted without it, and that grant nothing. */
export function* firefoxOwnHostSituations(): Generator<Situation> {
  for (const page of ["upgrading s", "s"] as const)
    for (const url of page === "s" ? ["{a/}1"] : ["{a/}1", "{b/}1", "{c/}1"])
      for (const request of requests)
        yield situation(
          `${page}: ${Object.values(request).join(" ")} of ${url}`,
          { ...request, url },
          { page, replies: { preflight: [reply(204)], "": [withoutGrant(request)] } },
        );
  yield* ledSituations();
}

const ways: readonly (readonly string[])[] = [
  ["{s/}1", "{a/}2"],
  ["{a/}1", "{s/}2"],
  ["{a/}1", "{b/}2"],
  ["{a/}1", "{b/}2", "{s/}3"],
  ["{s/}1", "{a/}2", "{s/}3"],
  ["{a/}1", "{c/}2"],
  ["{c/}1", "{a/}2"],
  ["{t/}1", "{a/}2"],
  ["{a/}1", "{t/}2", "{a/}3"],
];

/** The same led from one to the other. */
function* ledSituations(): Generator<Situation> {
  for (const way of ways)
    for (const request of [get(), put(), get({ credentials: "include" })])
      for (const grants of [[], everyone])
        yield situation(
          `${Object.values(request).join(" ")} led ${way.join(" to ")}${grants === everyone ? ", granted" : ""}`,
          { ...request, url: way[0]! },
          { page: "upgrading s", replies: repliesAlong(way, grants) },
        );
}

function repliesAlong(
  way: readonly string[],
  grants: readonly string[],
): Readonly<Record<string, readonly Reply[]>> {
  const replies: Record<string, readonly Reply[]> = { preflight: [reply(204, ...grants)] };
  for (const [index, next] of [...way.slice(1), null].entries())
    replies[String(index + 1)] = [
      next === null ? reply(200, ...grants) : reply(307, ...grants, `Location: ${next}`),
    ];
  return replies;
}
