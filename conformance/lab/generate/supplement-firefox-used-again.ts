import type { ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

/** Masks and shapes of one address, once more after they were refused, or were none. */
export function* firefoxUsedAgainSituations(): Generator<Situation> {
  for (const api of ["mask", "shape"] as const)
    for (const status of [200, 205, 404])
      for (const granted of [true, false])
        for (const times of [2, 3]) {
          const request: ScriptRequest = { api, url: "{b/}1" };
          const headers = ["Content-Type: image/png", "Cache-Control: no-store"];
          if (granted) headers.push("Access-Control-Allow-Origin: *");
          yield situation(
            `${times} times a ${api} of status ${status}${granted ? "" : ", which nobody grants"}`,
            Array.from({ length: times }, () => request),
            { replies: { "1": [{ status, asset: "png", headers }] } },
          );
        }
}
