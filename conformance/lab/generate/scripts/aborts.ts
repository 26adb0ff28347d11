import type { PageName } from "../../case.ts";
import type { Situation } from "../situation.ts";
import { answer, everything, type Replies, scripted } from "./script.ts";

// A machine that has other things to do tells them apart as well.
const SLOW = 400;
const SOON = 150;

const slow: Replies = { "": [answer({ delay: SLOW })] };
const slowPreflight: Replies = {
  preflight: [
    { status: 204, headers: [...everything, "Access-Control-Max-Age: 600"], delay: SLOW },
    { status: 204, headers: [...everything, "Access-Control-Max-Age: 600"] },
  ],
};
const slowRedirect: Replies = {
  "1": [answer({ status: 302, lines: ["Location: {c/}2"] })],
  "2": [answer({ delay: SLOW })],
};
const slowBody: Replies = { "": [answer({ pause: { after: 3, delay: SLOW } })] };
const refused: Replies = { "": [answer({ grants: [], delay: SLOW })] };

/** What `fetch` is given, by name. */
const requests: readonly (readonly [name: string, url: string, init: string])[] = [
  ["GET", "{b/}1", ""],
  ["GET of its own", "{a/}1", ""],
  ["GET with credentials", "{c/}1", `credentials: "include"`],
  ["PUT", "{b/}1", `method: "PUT"`],
  ["PUT with a body", "{b/}1", `method: "PUT", body: "xyz"`],
  ["POST", "{b/}1", `method: "POST", body: "xyz"`],
  ["GET with a header", "{c/}1", `headers: { "X-A": "1" }`],
  ["no-cors GET", "{b/}1", `mode: "no-cors"`],
  ["no-cors POST", "{b/}1", `mode: "no-cors", method: "POST", body: "xyz"`],
  ["same-origin to another", "{b/}1", `mode: "same-origin"`],
  ["kept alive", "{b/}1", `keepalive: true`],
  ["manual", "{b/}1", `redirect: "manual"`],
];

/** When the signal comes, between the call and what is read of the answer. */
const moments: readonly (readonly [name: string, replies: Replies, now: string])[] = [
  ["at once", slow, ""],
  ["after a microtask", slow, "await null;"],
  ["while it waits for the answer", slow, `await wait(${SOON});`],
  ["while it waits for the preflight", slowPreflight, `await wait(${SOON});`],
  ["while it waits behind a redirect", slowRedirect, `await wait(${SOON});`],
  ["while the body comes", slowBody, `await wait(${SOON});`],
  ["while it waits for a refusal", refused, `await wait(${SOON});`],
  ["when all is over", {}, `await pending;`],
];

/** Those that there are in a request's life. */
const momentsOf = (init: string): typeof moments =>
  moments.filter(([, replies]) => {
    if (replies === slowPreflight) return /PUT|X-A/.test(init);
    return replies !== slowRedirect || !init.includes("manual");
  });

const reasons: readonly (readonly [name: string, value: string])[] = [
  ["an Error", `new Error("CHICKEN")`],
  ["a string", `"chicken"`],
  ["null", "null"],
  ["undefined", "undefined"],
  ["a DOMException", `new DOMException("chicken", "NetworkError")`],
  ["an object", `{ chicken: 1 }`],
];

const asked = (url: string, init: string, read = "text"): string =>
  `const pending = attempt("asked", async () => {
    const response = await fetch("${url}", { signal: controller.signal, ${init} });
    noteResponse("response", response);
    return response.${read}();
  });`;

const start = "const controller = new AbortController();";

export function* abortSituations(): Generator<Situation> {
  for (const [name, url, init] of requests) {
    yield scripted(`${name} aborted before`, [
      start,
      "controller.abort();",
      asked(url, init),
      "await pending;",
    ]);
    for (const [moment, replies, now] of momentsOf(init))
      yield scripted(
        `${name} aborted ${moment}`,
        [start, asked(url, init), now, "controller.abort();", "await pending;", "await wait(300);"],
        replies,
      );
  }
  yield* pageSituations();
  yield* reasonSituations();
  yield* readingSituations();
  yield* signalSituations();
  yield* sequenceSituations();
}

function* pageSituations(): Generator<Situation> {
  for (const page of ["s", "sandbox", "c in a"] satisfies PageName[])
    for (const [moment, replies, now] of moments)
      yield scripted(
        `${page}: PUT aborted ${moment}`,
        [
          start,
          asked(page === "s" ? "{t/}1" : "{b/}1", `method: "PUT"`),
          now,
          "controller.abort();",
          "await pending;",
        ],
        replies,
        page,
      );
}

function* reasonSituations(): Generator<Situation> {
  for (const [name, value] of reasons) {
    yield scripted(`${name} as the reason before`, [
      start,
      `controller.abort(${value});`,
      asked("{b/}1", ""),
      "await pending;",
    ]);
    for (const [moment, replies, now] of moments.slice(1, 7))
      yield scripted(
        `${name} as the reason ${moment}`,
        [
          start,
          asked("{b/}1", `headers: { "X-A": "1" }`),
          now,
          `controller.abort(${value});`,
          "await pending;",
        ],
        replies,
      );
  }
}

/** The head is there, and the body is read in some way when the signal comes. */
function* readingSituations(): Generator<Situation> {
  const ways: readonly (readonly [name: string, read: string])[] = [
    ...["text", "json", "blob", "arrayBuffer", "bytes", "formData"].map(
      (name) => [name, `response.${name}()`] as const,
    ),
    [
      "a reader",
      `response.body.getReader().read().then(({ value, done }) => [done, value?.length])`,
    ],
    [
      "a reader, twice",
      `(async (reader) => { note("first", (await reader.read()).value); return (await reader.read()).value; })(response.body.getReader())`,
    ],
    ["a clone", `response.clone().text()`],
    ["a branch of a tee", `response.body.tee()[0].getReader().read().then(({ value }) => value)`],
  ];
  for (const [name, read] of ways)
    for (const [when, lines] of [
      [
        "before it is read",
        [
          "controller.abort();",
          `await attempt("read", () => ${read});`,
          `note("used", response.bodyUsed);`,
        ],
      ],
      [
        "while it is read",
        [
          `const reading = attempt("read", () => ${read});`,
          `await wait(${SOON});`,
          "controller.abort();",
          "await reading;",
          `note("used", response.bodyUsed);`,
          `await attempt("again", () => response.text());`,
        ],
      ],
      [
        "after it was read",
        [
          `await attempt("read", () => ${read});`,
          "controller.abort();",
          `note("used", response.bodyUsed);`,
        ],
      ],
    ] as const)
      for (const [mode, init] of [
        ["cors", ""],
        ["same-origin", ""],
      ] as const)
        yield scripted(
          `${mode}: ${name} aborted ${when}`,
          [
            start,
            `const response = await fetch("${mode === "cors" ? "{b/}1" : "{a/}1"}", { signal: controller.signal, ${init} });`,
            `await wait(${SOON});`,
            ...lines,
          ],
          slowBody,
        );
}

/** Signals from elsewhere, and requests that bring one along. */
function* signalSituations(): Generator<Situation> {
  const signals: readonly (readonly [name: string, value: string])[] = [
    ["a time-out", `AbortSignal.timeout(${SOON})`],
    ["a time-out that is not reached", "AbortSignal.timeout(5000)"],
    ["no time at all", "AbortSignal.timeout(0)"],
    ["an aborted one", "AbortSignal.abort()"],
    ["one aborted for a reason", `AbortSignal.abort(new Error("CHICKEN"))`],
    ["any of two", `AbortSignal.any([controller.signal, AbortSignal.timeout(${SOON})])`],
    ["any of none", "AbortSignal.any([])"],
    ["null", "null"],
    ["undefined", "undefined"],
    ["a string", `"chicken"`],
    ["the controller", "controller"],
  ];
  for (const [name, value] of signals)
    for (const [slowness, replies] of [
      ["the answer", slow],
      ["the preflight", slowPreflight],
      ["the body", slowBody],
      ["a refusal", refused],
    ] as const)
      yield scripted(
        `${name} as the signal, while it waits for ${slowness}`,
        [
          start,
          `await attempt("asked", async () => {
            const response = await fetch("{b/}1", { method: "PUT", signal: ${value} });
            noteResponse("response", response);
            return response.text();
          });`,
        ],
        replies,
      );
  const given: readonly (readonly [name: string, call: string])[] = [
    ["its own", "fetch(request)"],
    ["another in its place", "fetch(request, { signal: new AbortController().signal })"],
    ["none in its place", "fetch(request, { signal: null })"],
    ["undefined beside it", "fetch(request, { signal: undefined })"],
    ["a copy", "fetch(new Request(request))"],
    ["a clone", "fetch(request.clone())"],
    ["a copy with none", "fetch(new Request(request, { signal: null }))"],
    ["its signal alone", `fetch("{b/}1", { signal: request.signal })`],
  ];
  for (const [name, call] of given)
    for (const when of ["before", "while"])
      for (const init of [`method: "PUT", `, ""])
        yield scripted(
          `a Request's signal, ${name}, aborted ${when}, ${init}`,
          [
            start,
            `const request = new Request("{b/}1", { ${init}signal: controller.signal });`,
            `note("same", request.signal === controller.signal, request.signal.aborted);`,
            when === "before" ? "controller.abort();" : "",
            `note("aborted", request.signal.aborted);`,
            `const pending = attempt("asked", async () => (await ${call}).text());`,
            when === "while" ? `await wait(${SOON}); controller.abort();` : "",
            "await pending;",
            `note("aborted", request.signal.aborted, request.signal.reason);`,
          ],
          slow,
        );
}

/** What is left for the requests that come after one that was aborted. */
function* sequenceSituations(): Generator<Situation> {
  for (const [name, url, init] of [
    ["PUT", "{b/}1", `method: "PUT"`],
    ["PUT with credentials", "{c/}1", `method: "PUT", credentials: "include"`],
    ["GET with a header", "{b/}1", `headers: { "X-A": "1" }`],
    ["GET", "{b/}1", `credentials: "include"`],
  ] as const)
    for (const [moment, replies, now] of momentsOf(init).slice(0, -1))
      yield scripted(
        `${name} aborted ${moment}, then once more, and again`,
        [
          start,
          asked(url, init),
          now,
          "controller.abort();",
          "await pending;",
          "await wait(500);",
          `await attempt("again", async () => (await fetch("${url}", { ${init} })).text());`,
          `await attempt("and again", async () => (await fetch("${url}", { ${init} })).text());`,
        ],
        replies,
      );
  for (const [name, url, init] of requests.slice(0, 9))
    yield scripted(
      `two of ${name} at once, one aborted`,
      [
        start,
        asked(url, init),
        `const other = attempt("other", async () => (await fetch("${url}", { ${init} })).text());`,
        `await wait(${SOON});`,
        "controller.abort();",
        "await pending;",
        "await other;",
      ],
      slow,
    );
}
