import type { Reply, ScriptRequest, Step } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

const granted: readonly string[] = [
  "Access-Control-Allow-Origin: {origin}",
  "Access-Control-Allow-Credentials: true",
];

const kinds = [
  ["stylesheet", "style", "stylesheet", "text/css"],
  ["script", "script", "script", "text/javascript"],
  ["font", "font", "font", "font/woff2"],
] as const;

/** What comes between an element and another one that asks about what it was given, and what it is told then. */
export function* chromiumMemoryAskedSituations(): Generator<Situation> {
  for (const [api, as, asset, type] of kinds) {
    const reply = (status: number, ...lines: string[]): Reply => ({
      status,
      headers: [...lines, `Content-Type: ${type}`],
      asset,
    });
    const own: ScriptRequest = { api, url: "{b/}1", crossorigin: "" };
    const fetched: ScriptRequest = { api: "fetch", url: "{b/}1" };
    const first = reply(200, ...granted, "Cache-Control: no-cache", 'ETag: "a"');
    const renewed = reply(304, ...granted, 'ETag: "a"');
    const others = reply(304, "Access-Control-Allow-Origin: http://x.example", 'ETag: "a"');
    const refused = reply(200);
    const last = reply(200, ...granted);
    const led = (...lines: string[]): Reply => reply(302, ...lines, "Location: {c/}2");
    const cases: readonly (readonly [
      name: string,
      steps: readonly Step[],
      replies: readonly Reply[],
      more?: Readonly<Record<string, readonly Reply[]>>,
    ])[] = [
      ["after a fetch, 304 with another's grant", [fetched, own, own], [first, others, last]],
      ["after a fetch, refused", [fetched, own, own], [first, refused, last]],
      ["a fetch between, refused", [own, fetched, own], [first, renewed, refused]],
      [
        "nothing to ask by, refused",
        [own, own, own],
        [reply(200, ...granted, "Cache-Control: no-cache"), refused, last],
      ],
      ["no answer", [own, own, own], [first, { status: 200, raw: "" }, last]],
      ["led on and refused", [own, own, own], [first, led(...granted), last], { "2": [refused] }],
      ["led on", [own, own, own], [first, led(...granted), last], { "2": [last] }],
      ["not led on", [own, own, own], [first, led(), last], { "2": [last] }],
      ["refused twice", [own, own, own, own], [first, refused, refused, last]],
      ["304 with another's twice", [own, own, own, own], [first, others, others, renewed]],
      [
        "other credentials between, refused",
        [own, { ...own, crossorigin: "use-credentials" }, own],
        [first, refused, refused],
      ],
      [
        "without CORS between, refused",
        [own, { api, url: "{b/}1" }, own],
        [first, refused, refused],
      ],
      ["empty", [own, own, own], [first, { status: 200, headers: [...granted], body: "" }, last]],
      ["204", [own, own, own], [first, { status: 204, headers: [...granted] }, last]],
      ["206", [own, own, own], [first, reply(206, ...granted), last]],
      ["by a fragment, refused", [own, { ...own, url: "{b/}1#x" }, own], [first, refused, last]],
      ["two at once, then refused", [{ together: [own, own] }, own], [first, refused, last]],
      [
        "with integrity, refused",
        [own, { ...own, integrity: "sha256-AAAA" }, own],
        [first, refused, last],
      ],
      [
        "after a preload, refused",
        [{ api: "preload", as, url: "{b/}1", crossorigin: "" }, own, own],
        [first, refused, last],
      ],
      [
        "by a date, refused",
        [own, own, own],
        [
          reply(
            200,
            ...granted,
            "Cache-Control: no-cache",
            "Last-Modified: Mon, 02 Nov 2026 00:00:00 GMT",
          ),
          refused,
          last,
        ],
      ],
    ];
    for (const [name, steps, replies, more = {}] of cases)
      yield situation(`${api}, ${name}`, steps, { replies: { "1": replies, ...more } });
  }
}
