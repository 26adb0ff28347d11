import type { Reply, ScriptRequest } from "../case.ts";
import { allowOrigin, get, situation, type Situation } from "./situation.ts";

const url = "{c/}1";

const asked: Readonly<Record<string, ScriptRequest>> = {
  fetch: get({ url }),
  image: { api: "image", url, crossorigin: "" },
  plain: { api: "image", url },
  preload: { api: "preload", url, as: "image", crossorigin: "" },
  mask: { api: "mask", url },
  shape: { api: "shape", url },
};

/** What a mask takes of what its page has shown, and leaves it. */
export function* chromiumPictureSituations(): Generator<Situation> {
  const grants: readonly (readonly [string, readonly string[], NonNullable<Reply["asset"]>])[] = [
    ["granted", [allowOrigin("a")], "png"],
    ["refused", [], "png"],
  ];
  for (const [name, headers, asset] of grants)
    for (const order of [
      "image mask",
      "shape mask",
      "preload mask",
      "fetch mask",
      "plain mask",
      "mask shape",
      "mask image",
      "shape mask shape",
      "shape fetch mask",
      "mask fetch shape",
      "image fetch mask",
      "plain image mask",
      "image plain mask",
      "preload mask shape",
      "preload shape mask",
      // NB: Two style attributes of one text are parsed once, so that the second one never asks for what failed.
      ...(name === "granted" ? ["mask mask", "mask shape mask"] : []),
    ])
      yield situation(
        `${order}, ${name}`,
        order.split(" ").map((word) => asked[word]!),
        {
          actual: [
            {
              status: 200,
              headers: [...headers, "Content-Type: image/png", "Cache-Control: no-store"],
              asset,
            },
          ],
        },
      );
}
