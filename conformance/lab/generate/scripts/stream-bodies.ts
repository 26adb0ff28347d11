import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";

const streams: readonly (readonly [name: string, made: string])[] = [
  [
    "of two chunks",
    `new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode("chi")); controller.enqueue(new TextEncoder().encode("cken")); controller.close(); } })`,
  ],
  ["of nothing", "new ReadableStream({ start(controller) { controller.close(); } })"],
  [
    "of text",
    `new ReadableStream({ start(controller) { controller.enqueue("chicken"); controller.close(); } })`,
  ],
  [
    "that fails",
    `new ReadableStream({ start(controller) { controller.error(new Error("CHICKEN")); } })`,
  ],
];

const answers: readonly (readonly [name: string, replies: Replies])[] = [
  ["answered", {}],
  ["refused", { "": [answer({ grants: [] })] }],
  ...[302, 303, 307].map(
    (status) =>
      [`led on by ${status}`, { "1": [answer({ status, lines: ["Location: {b/}2"] })] }] as const,
  ),
];

/** Streams as bodies: sent, led on, and what is left of them. */
export function* streamBodySituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const [name, made] of streams)
      for (const [end, replies] of answers) {
        if (name !== "of two chunks" && end !== "answered") continue;
        yield scripted(
          `a stream ${name} to ${url}, ${end}`,
          [
            `const stream = ${made};`,
            `const sent = attempt("sent", () => fetch("${url}", { method: "POST", body: stream, duplex: "half" }));`,
            `note("locked", stream.locked);`,
            "const response = await sent;",
            `if (response !== undefined) noteResponse("response", response);`,
          ],
          replies,
        );
      }
  yield* requestSituations();
}

/** Requests of which streams are the bodies. */
function* requestSituations(): Generator<Situation> {
  const doings: readonly (readonly [name: string, lines: readonly string[]])[] = [
    ["told", [`note("request", request.duplex, request.bodyUsed, request.headers);`]],
    ["read", [`await attempt("text", () => request.text());`, `note("used", request.bodyUsed);`]],
    [
      "read, then sent",
      [
        `await attempt("text", () => request.text());`,
        `await attempt("sent", () => fetch(request));`,
      ],
    ],
    [
      "cloned",
      [
        `const clone = await attempt("clone", () => request.clone());`,
        `await attempt("text", () => clone.text());`,
        `await attempt("text", () => request.text());`,
      ],
    ],
    [
      "taken by another",
      [
        `const other = await attempt("other", () => new Request(request));`,
        `note("used", request.bodyUsed, other?.bodyUsed);`,
        `await attempt("text", () => other.text());`,
      ],
    ],
    [
      "taken by another with a body of its own",
      [
        `const other = await attempt("other", () => new Request(request, { body: "duck" }));`,
        `note("used", request.bodyUsed);`,
        `await attempt("text", () => other.text());`,
      ],
    ],
    [
      "taken by another without CORS",
      [`await attempt("other", () => new Request(request, { mode: "no-cors" }));`],
    ],
    [
      "taken by another that is kept alive",
      [`await attempt("other", () => new Request(request, { keepalive: true }));`],
    ],
    [
      "cancelled",
      [
        `await attempt("cancelled", () => request.body?.cancel());`,
        `note("used", request.bodyUsed);`,
      ],
    ],
  ];
  for (const [name, lines] of doings)
    yield scripted(`a Request of a stream, ${name}`, [
      `const stream = ${streams[0]![1]};`,
      `const request = new Request("{b/}1", { method: "POST", body: stream, duplex: "half" });`,
      ...lines,
    ]);
  for (const [name, used] of [
    ["locked", "stream.getReader();"],
    [
      "read before",
      "const reader = stream.getReader(); await reader.read(); reader.releaseLock();",
    ],
    ["cancelled before", "await stream.cancel();"],
  ] as const)
    for (const made of ["new Request", "fetch"])
      yield scripted(`${made} of a stream that was ${name}`, [
        `const stream = ${streams[0]![1]};`,
        used,
        `await attempt("made", () => ${made}("{b/}1", { method: "POST", body: stream, duplex: "half" }));`,
      ]);
}
