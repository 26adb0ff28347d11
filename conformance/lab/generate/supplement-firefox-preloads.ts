import type { ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

const NOTHING = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const ANOTHER = "sha256-AAAAQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const LONGER = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";

/** What stands behind a second colon. */
const metadata: Readonly<Record<string, string>> = {
  i: NOTHING,
  j: ANOTHER,
  k: LONGER,
  ij: `${NOTHING} ${ANOTHER}`,
  ik: `${NOTHING} ${LONGER}`,
  x: "foo",
  ix: `${NOTHING} foo`,
};

const byAttributes = [
  "p:- e:a e:-",
  "p:- e:c e:-",
  "p:- p:a e:- e:a e:-",
  "p:- p:a e:a e:- e:a",
  "p:- p:a e:a e:a e:-",
  "p:- p:a e:c e:a e:-",
  "p:- p:a e:c e:- e:a",
  "p:- p:a p:c e:c e:c e:c",
  "p:a p:- e:- e:- e:a",
  "p:- e:a p:- e:- e:-",
  "p:- e:a p:a e:a e:-",
  "p:- e:- p:-",
  "e:a p:- e:a e:-",
  "e:a p:a e:- e:a",
  "e:- e:a p:a e:- e:a",
  "p:- m:- e:-",
  "p:a m:c e:a",
];

const byIntegrity = [
  "p:a e:a:i e:a",
  "p:a:i e:a e:a:i",
  "p:a:i e:a",
  "p:a:i e:a e:a",
  "p:a:i e:a:j e:a:i",
  "p:a:j e:a e:a",
  "p:a:i e:a:ij e:a:i",
  "p:a:ij e:a:i e:a:ij",
  "p:a:k e:a:ik",
  "p:a:ik e:a:k",
  "p:a:k e:a:i",
  "p:a:i e:a:x",
  "p:a:x e:a",
  "p:a e:a:x",
  "p:a:i e:a:ix",
  "p:a p:a:i e:a e:a:i",
  "p:a:i p:a:j e:a e:a",
  "e:a:i p:a",
  "e:a:i p:a e:a e:a:i",
];

/** In which order scripts and style sheets, and preloads for them, find each other, by `crossorigin` and `integrity`. */
export function* firefoxPreloadSituations(): Generator<Situation> {
  for (const as of ["script", "style"] as const)
    for (const url of ["{b/}1", "{a/}1"])
      for (const order of [...byAttributes, ...byIntegrity]) {
        if (as === "style" && order.includes("m:")) continue;
        const steps = order.split(" ").map((word) => stepOf(word, as, url));
        yield situation(`${as}s of ${url}: ${order}`, steps, { replies: repliesOf(as, 200) });
      }
  for (const status of [404, 403])
    for (const order of byAttributes) {
      const steps = order.split(" ").map((word) => stepOf(word, "script", "{b/}1"));
      const replies = repliesOf("script", status);
      yield situation(`scripts of status ${status}: ${order}`, steps, { replies });
    }
}

/** A preload, an element or a module; then no `crossorigin`, one that is anonymous, or one with credentials. */
function stepOf(word: string, as: "script" | "style", url: string): ScriptRequest {
  const [what, attribute, checked] = word.split(":");
  const request = {
    url,
    ...(attribute === "-" ? {} : { crossorigin: attribute === "a" ? "" : "use-credentials" }),
    ...(checked === undefined ? {} : { integrity: metadata[checked]! }),
  };
  if (what === "p") return { api: "preload", as, ...request };
  if (what === "m") return { api: "module", ...request };
  return { api: as === "style" ? "stylesheet" : "script", ...request };
}

function repliesOf(as: "script" | "style", status: number) {
  const headers = [
    // NB: What is forbidden is granted nobody, either.
    ...(status === 403
      ? []
      : ["Access-Control-Allow-Origin: {a}", "Access-Control-Allow-Credentials: true"]),
    "Cache-Control: no-store",
    `Content-Type: text/${as === "style" ? "css" : "javascript"}`,
  ];
  return { "": [{ status, headers, body: "" }] };
}
