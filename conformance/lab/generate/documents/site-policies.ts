import type { PageName } from "../../case.ts";
import { everyone } from "../granted.ts";
import { get, type Situation } from "../situation.ts";
import { at, visiting } from "./visiting.ts";

/** Who may load what a host keeps to its origin or to its site. */
export function* sitePolicySituations(): Generator<Situation> {
  for (const policy of ["same-site", "same-origin"])
    for (const host of ["i", "m"])
      for (const page of [
        "j",
        "k",
        "a",
        "m",
        "o",
        "j in a",
        "i in j",
        "sandboxed j in j",
      ] as const satisfies readonly PageName[])
        yield visiting(
          `what ${host} keeps to ${policy}, in ${page}`,
          [
            at(
              page,
              { api: "image", url: `{${host}/}1` },
              get({ url: `{${host}/}1`, mode: "no-cors" }),
            ),
          ],
          {
            "": [
              {
                status: 200,
                headers: [
                  ...everyone,
                  "Cache-Control: no-store",
                  "Content-Type: image/png",
                  `Cross-Origin-Resource-Policy: ${policy}`,
                ],
                asset: "png",
              },
            ],
          },
        );
}
