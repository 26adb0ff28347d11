import { granted } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

const addresses: readonly string[] = [
  "chrome://chicken/{#}",
  "resource://chicken/{#}",
  "moz-extension://chicken/{#}",
  "moz-safe-about:{#}",
  "moz-icon://{#}",
  "page-icon:{#}",
  "about:{#}",
  "about:blank",
  "about:srcdoc",
  "about:newtab",
  "ws://127.0.0.1/{#}",
  "wss://127.0.0.1/{#}",
  "ftp://127.0.0.1/{#}",
  "file:///{#}",
  "blob:null/{#}",
  "blob:{b/}1",
  "javascript:{#}",
  "mailto:{#}",
  "chicken:{#}",
  "indexeddb:{#}",
  "{b/}1",
];

/** What constructing a worker of another place comes to: an error that is thrown, or one that is fired. */
export function* firefoxWorkerSituations(): Generator<Situation> {
  for (const page of ["a", "sandbox"] as const)
    for (const as of [undefined, "module"])
      for (const url of addresses) {
        if (page === "sandbox" && as === "module") continue;
        const more = as === undefined ? {} : { as };
        yield situation(
          `worker ${as ?? "of a script"} of ${url} from ${page}`,
          { api: "worker", url, ...more },
          { page, replies: granted },
        );
      }
}
