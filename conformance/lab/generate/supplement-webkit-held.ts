import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

/** What a page holds in memory of an address that it asks for again, as WebKit's profile has it. */
export function* heldSituations(): Generator<Situation> {
  yield* pictureSituations();
  yield* scriptSituations();
  yield* revalidatedSituations();
}

function element(api: ScriptRequest["api"], more: Partial<ScriptRequest> = {}): ScriptRequest {
  return { api, url: "{b/}1", ...more };
}

const withoutCredentials = { crossorigin: "anonymous" } as const;
const withCredentials = { crossorigin: "use-credentials" } as const;

const granted = [
  "Access-Control-Allow-Origin: {a}",
  "Access-Control-Allow-Credentials: true",
  "Cache-Control: no-store",
];

const image = element("image");
const ofImage = element("preload", { as: "image" });
const ofScript = element("preload", { as: "script" });
const ofFetch = element("preload", { as: "fetch" });

const titled = (steps: readonly ScriptRequest[]): string =>
  steps
    .map(({ api, as = "", crossorigin = "", mode = "", url }) =>
      [api, as, crossorigin, mode, url.slice(5)].filter((word) => word !== "").join(" "),
    )
    .join(", ");

/** Between two pictures of one address whatever else is asked of it. */
function* pictureSituations(): Generator<Situation> {
  const between: readonly ScriptRequest[] = [
    get(),
    asXhr(get()),
    get({ mode: "no-cors" }),
    get({ method: "POST" }),
    ...(
      [
        "script",
        "stylesheet",
        "font",
        "track",
        "audio",
        "beacon",
        "event-source",
        "module",
      ] as const
    ).map((api) => element(api)),
    element("shape"),
    element("mask"),
    element("svg-use"),
    element("image", withoutCredentials),
    element("image", withCredentials),
    element("image", { url: "{b/}1#x" }),
    ofFetch,
    ofImage,
  ];
  const actual: readonly Reply[] = [
    { status: 200, headers: [...granted, "Content-Type: image/png"], asset: "png" },
  ];
  for (const one of between) {
    const steps = [image, one, image];
    yield situation(titled(steps), steps, { actual });
    const preloads = [ofImage, one, ofImage];
    yield situation(titled(preloads), preloads, { actual });
  }
  const last = { ...image, ...withoutCredentials };
  for (const steps of [
    [{ ...ofImage, ...withoutCredentials }, ofImage, image],
    [{ ...ofImage, ...withoutCredentials }, { ...ofImage, ...withCredentials }, last],
    [ofImage, { ...ofImage, ...withoutCredentials }, last],
  ])
    yield situation(titled(steps), steps, { actual });
}

function* scriptSituations(): Generator<Situation> {
  const script = element("script");
  for (const lines of [granted, [...everyone, "Cache-Control: no-store"]]) {
    const actual: readonly Reply[] = [
      { status: 200, headers: [...lines, "Content-Type: text/javascript"], asset: "script" },
    ];
    for (const steps of [
      [ofScript, ofImage, script],
      [ofScript, element("preload", { as: "style" }), script],
      [ofScript, element("preload", { as: "worker" }), script],
      [ofScript, get(), script],
      [ofScript, image, script],
      [ofFetch, ofScript, script],
      [ofFetch, get(), ofFetch],
      [
        { ...ofScript, ...withoutCredentials },
        { ...script, ...withCredentials },
        { ...script, ...withoutCredentials },
      ],
      [ofScript, { ...script, ...withCredentials }],
    ])
      yield situation(titled(steps), steps, { actual });
  }
}

/** What is asked about once is not asked about again by the same page. */
function* revalidatedSituations(): Generator<Situation> {
  const xhr = asXhr(get());
  const anyone = "Access-Control-Allow-Origin: *";
  for (const lines of [
    ['ETag: "1"'],
    ["Last-Modified: chicken"],
    ["Last-Modified: Sat, 01 Jan 2000 00:00:00 GMT", "Cache-Control: no-cache"],
    ['ETag: "1"', "Cache-Control: max-age=0"],
  ])
    for (const steps of [
      [xhr, xhr, xhr],
      [xhr, xhr, get()],
      [get(), xhr, xhr],
    ])
      yield situation(`${titled(steps)} of ${lines.join()}`, steps, {
        actual: [
          { status: 200, headers: [anyone, ...lines], body: "one" },
          { status: 304, headers: [anyone, ...lines] },
        ],
      });
}
