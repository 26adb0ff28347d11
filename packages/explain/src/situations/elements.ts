import { ALLOW, ALLOW_ANY, always, ask, response } from "./parts.ts";
import type { Situation } from "./situation.ts";

const image = "https://cdn.example/hen.png";
const VARY = "Vary: Origin";
const script = "https://cdn.example/hen.js";

/** 26 to 31, 39 and 45. */
export const elements: readonly Situation[] = [
  {
    number: 26,
    title: "An image, shown before without crossorigin, comes from the cache",
    cause: "image-cached-without-cors",
    scenario: {
      ...ask({ api: "image", url: image, mode: "cors" }, [
        {
          when: { origin: null },
          answer: response(200, "Content-Type: image/png", "Cache-Control: max-age=600"),
        },
        always(response(200, "Content-Type: image/png", "Cache-Control: max-age=600", ALLOW, VARY)),
      ]),
      before: [{ api: "image", url: image }],
    },
  },
  {
    number: 27,
    title: "An image without crossorigin on a canvas",
    cause: "tainted-image",
    scenario: ask({ api: "image", url: image, reads: ["pixels"] }, [
      always(response(200, "Content-Type: image/png")),
    ]),
  },
  {
    number: 28,
    title: "A web font",
    cause: "font-without-headers",
    scenario: ask({ api: "font", url: "https://cdn.example/hen.woff2" }, [
      always(response(200, "Content-Type: font/woff2")),
    ]),
  },
  {
    number: 29,
    title: "A module script",
    cause: "script-without-headers",
    scenario: ask({ api: "module", url: script }, [
      always(response(200, "Content-Type: text/javascript")),
    ]),
  },
  {
    number: 29,
    title: "A script with crossorigin",
    cause: "script-without-headers",
    scenario: ask({ api: "script", url: script, mode: "cors" }, [
      always(response(200, "Content-Type: text/javascript")),
    ]),
  },
  {
    number: 29,
    title: "A script with integrity and without crossorigin",
    cause: "integrity-without-crossorigin",
    scenario: ask(
      {
        api: "script",
        url: script,
        // Of "hen()".
        integrity: "sha256-0TfgX5NlQsRjm7q5njbf3lJMwfxp5nu0X+ZrpfjYLKU=",
      },
      [always({ ...response(200, "Content-Type: text/javascript", ALLOW_ANY), body: "hen()" })],
    ),
  },
  {
    number: 30,
    title: 'mode: "no-cors" as a cure',
    cause: "opaque-response",
    scenario: ask({ mode: "no-cors" }, [always(response(200, "Content-Type: application/json"))]),
  },
  {
    number: 31,
    title: "headers.get() gives null",
    cause: "header-not-exposed",
    scenario: ask({ reads: ["X-Total"] }, [always(response(200, ALLOW, "X-Total: 7"))]),
  },
  {
    number: 39,
    title: "Cross-Origin-Resource-Policy: same-origin on an image",
    cause: "cross-origin-resource-policy",
    scenario: ask({ api: "image", url: image }, [
      always(response(200, "Content-Type: image/png", "Cross-Origin-Resource-Policy: same-origin")),
    ]),
  },
  {
    number: 39,
    title: "The page's embedder policy wants a header of everything",
    cause: "embedder-policy",
    scenario: ask(
      { api: "image", url: image },
      [always(response(200, "Content-Type: image/png"))],
      {
        page: {
          url: "https://app.example/",
          headers: [["Cross-Origin-Embedder-Policy", "require-corp"]],
        },
      },
    ),
  },
  {
    number: 45,
    title: "A service worker hands over an opaque response",
    cause: "service-worker",
    scenario: ask({}, [always(response(200, ALLOW))], {
      page: { url: "https://app.example/", serviceWorker: "opaque" },
    }),
  },
];
