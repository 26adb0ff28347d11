import { granted } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

/** What Firefox's console says of what may not be loaded, and of policies before types. */
export function* firefoxConsoleSituations(): Generator<Situation> {
  yield* fragmentSituations();
  yield* policySituations();
}

/** Whose addresses are told as they are written. */
function* fragmentSituations(): Generator<Situation> {
  for (const api of ["track", "svg-use", "worker"] as const)
    for (const url of ["{b/}1#f", "{c/}1#", "{b/}1?#f"])
      yield situation(`${api} of ${url}`, { api, url }, { replies: granted });
}

/** What no other origin may have, and is of another type as well. */
function* policySituations(): Generator<Situation> {
  const policies = ["same-origin", "same-site"];
  for (const policy of policies)
    for (const url of ["{b/}1", "{c/}1"])
      for (const [api, type] of [
        ["script", "text/plain"],
        ["script", "image/png"],
        ["script", "text/javascript"],
        ["script", ""],
        ["stylesheet", "text/plain"],
        ["stylesheet", ""],
        ["image", "text/plain"],
      ] as const)
        yield situation(
          `${api} of ${url}, ${policy}, of type "${type}"`,
          { api, url },
          {
            replies: {
              "": [
                {
                  status: 200,
                  body: "1",
                  headers: [
                    ...(type === "" ? [] : [`Content-Type: ${type}`]),
                    "X-Content-Type-Options: nosniff",
                    `Cross-Origin-Resource-Policy: ${policy}`,
                    "Cache-Control: no-store",
                  ],
                },
              ],
            },
          },
        );
}
