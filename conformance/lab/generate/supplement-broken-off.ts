import type { DriverName } from "../drivers/driver.ts";
import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

const contents: Readonly<Record<string, readonly [type: string, content: Partial<Reply>]>> = {
  picture: ["image/png", { asset: "png" }],
  drawing: [
    "image/svg+xml",
    { body: `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>` },
  ],
  sound: ["audio/wav", { asset: "wav" }],
};

const endings: Readonly<Record<string, readonly string[]>> = {
  "with less than its length": ["Content-Length: 99999"],
  "between two chunks": ["Transfer-Encoding: chunked"],
};

/** Pictures and sounds of which all comes that there is, and then the connection ends before it was to. */
export function* brokenOffSituations(browser: DriverName): Generator<Situation> {
  const elements = [
    ["image", "picture"],
    ["image", "drawing"],
    ["audio", "sound"],
    ["video", "sound"],
  ] as const;
  for (const url of ["{a/}1", "{b/}1"])
    for (const crossorigin of [undefined, ""])
      for (const [api, content] of elements)
        for (const [ending, lines] of Object.entries(endings)) {
          if (url === "{a/}1" && crossorigin !== undefined) continue;
          // NB: There it tells nothing, ever.
          if (browser === "webkit" && content === "sound") continue;
          const [type, body] = contents[content]!;
          const request: ScriptRequest =
            crossorigin === undefined ? { api, url } : { api, url, crossorigin };
          const headers = [
            ...everyone,
            `Content-Type: ${type}`,
            "Cache-Control: no-store",
            ...lines,
          ];
          const reply: Reply = { status: 200, headers, ...body, hangUp: true };
          yield situation(
            `${api} of ${url} ${crossorigin}, a ${content} that ends ${ending}`,
            request,
            {
              replies: { "": [reply] },
            },
          );
        }
}
