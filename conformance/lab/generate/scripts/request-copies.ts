import type { Situation } from "../situation.ts";
import { scripted } from "./script.ts";

const ABORTED = "const aborted = AbortSignal.abort();";
const STREAM = `const stream = new ReadableStream({ pull(controller) { note("pulled"); controller.enqueue(new TextEncoder().encode("chicken")); controller.close(); }, cancel(reason) { note("cancelled", String(reason)); } }, { highWaterMark: 0 });`;

interface Source {
  readonly lines: readonly string[];
  /** Members that the first Request has. */
  readonly init: string;
  readonly isStream?: true;
}

const sources: Readonly<Record<string, Source>> = {
  "a string": { lines: [], init: `body: "chicken"` },
  "a Blob": { lines: [], init: `body: new Blob(["chicken"])` },
  "a stream": { lines: [STREAM], init: `body: stream, duplex: "half"`, isStream: true },
};

const state = (name: string): string =>
  `note("${name}", ${name}.bodyUsed, ${name}.body?.locked, ${name}.signal.aborted);`;

/** Requests that are copied with a signal that is aborted already, and what is left of what they were made of. */
const abortedCopies: Readonly<Record<string, readonly string[]>> = {
  "copied with it": [
    `const copy = await attempt("copy", () => new Request(request, { signal: aborted }));`,
    state("request"),
    state("copy"),
    `await attempt("sent", () => fetch(copy));`,
  ],
  "copied with it, once its stream was looked at": [
    `note("stream", String(request.body));`,
    `const copy = await attempt("copy", () => new Request(request, { signal: aborted }));`,
    `await attempt("sent", () => fetch(copy));`,
    state("request"),
  ],
  "sent with it": [`await attempt("sent", () => fetch(request, { signal: aborted }));`],
  "sent with it, once its stream was looked at": [
    `note("stream", String(request.body));`,
    `await attempt("sent", () => fetch(request, { signal: aborted }));`,
  ],
  "copied with it, and read": [
    `const copy = await attempt("copy", () => new Request(request, { signal: aborted }));`,
    `await attempt("text", () => copy.text());`,
  ],
  "copied with it, and copied without": [
    `const aside = new Request(request, { signal: aborted });`,
    `const copy = await attempt("copy", () => new Request(aside, { signal: null }));`,
    state("aside"),
    state("copy"),
    `await attempt("text", () => copy.text());`,
  ],
  "made with it, and sent": [
    `const own = new Request(request, { signal: aborted });`,
    `const copy = new Request(own);`,
    state("copy"),
    `await attempt("sent", () => fetch(copy));`,
    `await attempt("text", () => copy.text());`,
  ],
  "cloned, and one sent with it": [
    `const copy = request.clone();`,
    `await attempt("sent", () => fetch(request, { signal: aborted }));`,
    `await attempt("text", () => copy.text());`,
  ],
};

const clones: Readonly<Record<string, readonly string[]>> = {
  "read one after the other": [
    `await attempt("text", () => copy.text());`,
    state("request"),
    `await attempt("text", () => request.text());`,
  ],
  "of which one is cancelled": [
    // Its end waits for the other one.
    `void copy.body?.cancel("one");`,
    state("copy"),
    `await attempt("text", () => request.text());`,
  ],
  "both cancelled": [
    `const one = attempt("cancel", () => copy.body?.cancel("one"));`,
    `const other = attempt("cancel", () => request.body?.cancel("other"));`,
    `await Promise.all([one, other]);`,
  ],
  "read by chunks": [
    `const reader = copy.body?.getReader();`,
    `await attempt("chunk", async () => (await reader?.read())?.value?.byteLength);`,
    `await attempt("chunk", async () => (await reader?.read())?.done);`,
    `await attempt("text", () => request.text());`,
  ],
  "and cloned again": [
    `const again = await attempt("again", () => copy.clone());`,
    `await attempt("text", () => again.text());`,
    `await attempt("text", () => copy.text());`,
    `await attempt("text", () => request.text());`,
  ],
  "and taken by another": [
    `const other = await attempt("other", () => new Request(copy));`,
    state("copy"),
    `await attempt("text", () => other.text());`,
    `await attempt("text", () => request.text());`,
  ],
  "and sent": [
    `await attempt("sent", () => fetch(request));`,
    state("request"),
    `await attempt("text", () => copy.text());`,
  ],
};

const readers: Readonly<Record<string, readonly string[]>> = {
  read: [`await attempt("text", () => one.text());`],
  "read, once its stream was looked at": [
    `note("stream", String(one.body));`,
    `await attempt("text", () => one.text());`,
  ],
  "cloned, then read": [
    `const copy = one.clone();`,
    `await attempt("text", () => one.text());`,
    `await attempt("text", () => copy.text());`,
    `note("copy", copy.bodyUsed, copy.body?.locked);`,
  ],
  "cloned, once its stream was looked at, then read": [
    `note("stream", String(one.body));`,
    `const copy = one.clone();`,
    `await attempt("text", () => one.text());`,
    `await attempt("text", () => copy.text());`,
    `note("copy", copy.bodyUsed, copy.body?.locked);`,
  ],
};

/** Whether what was read is locked. */
function* lockSituations(): Generator<Situation> {
  const made = {
    "a Request": `const one = new Request("{b/}1", { method: "POST", body: "chicken" });`,
    "a Response": `const one = await fetch("{b/}1");`,
  };
  for (const [what, line] of Object.entries(made))
    for (const [how, acts] of Object.entries(readers))
      yield scripted(`${what}, ${how}`, [
        line,
        ...acts,
        `note("one", one.bodyUsed, one.body?.locked);`,
      ]);
}

/** What becomes of bodies when their Requests are copied. */
export function* requestCopySituations(): Generator<Situation> {
  for (const [of, { lines, init, isStream }] of Object.entries(sources)) {
    const made = [
      ...lines,
      `const request = await attempt("request", () => new Request("{b/}1", { method: "POST", ${init} }));`,
    ];
    const end = [
      "await wait(50);",
      state("request"),
      ...(isStream === true ? [`note("stream", stream.locked);`] : []),
      `await attempt("text", () => request.text());`,
    ];
    for (const [what, acts] of Object.entries(abortedCopies))
      yield scripted(`${of}, ${what}, an aborted signal`, [ABORTED, ...made, ...acts, ...end]);
    for (const [what, acts] of Object.entries(clones)) {
      const both = [
        ...made,
        ...(of === "a string" ? [] : [`note("same", String(request.body));`]),
        `const copy = await attempt("copy", () => request.clone());`,
        ...(isStream === true ? [`note("own", request.body === stream, stream.locked);`] : []),
        state("copy"),
      ];
      yield scripted(`${of}, cloned, ${what}`, [...both, ...acts, ...end]);
    }
  }
  yield* lockSituations();
}
