import { loadedFile } from "./loaded-file.ts";
import { ALLOW_CREDENTIALS, situation, type Situation } from "./situation.ts";

/** Images and videos as WebGL textures: what taints a canvas throws at once. */
export function* textureSituations(): Generator<Situation> {
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
                      ? [loadedFile("png", "image/png", 200, ...grant)]
                      : [loadedFile("png", "image/png", 302, ...grant, "Location: {b/}1")],
                  "1": [loadedFile("png", "image/png", 200, ...grant)],
                },
              },
            );
          }
        }
      }
    }
  }
}
