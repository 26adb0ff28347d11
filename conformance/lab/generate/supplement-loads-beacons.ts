import type { ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone, granted } from "./granted.ts";
import { maxAge, reply, situation, type Situation } from "./situation.ts";

/** Beacons that go out, or are refused before anything does, and what is kept alive beside its script. */
export function* beaconSituations(browser: DriverName): Generator<Situation> {
  const refused: readonly (readonly [words: string, page: "a" | "s", url: string])[] = [
    ["a blocked port", "a", "http://127.0.0.1:1/{#}/1"],
    ["no host", "a", "http://0.0.0.0:1234/{#}/1"],
    ["dangling markup", "a", "{b/}1?\n<x"],
    ["dangling markup of its own origin", "a", "{a/}1?\n<x"],
    ["mixed content", "s", "{n/}1"],
  ];
  for (const [words, page, url] of refused)
    yield situation(`a beacon to ${words}`, { api: "beacon", url }, { page, replies: granted });
  const long = `text/plain;a=${"b".repeat(120)}`;
  for (const [words, type] of [
    ["its type is long", long],
    ["its type is of 128 bytes", long.slice(0, 128)],
    ["its type is another, and long", `a/b;a=${"b".repeat(130)}`],
  ] as const)
    for (const url of ["{a/}1", "{b/}1", "{c/}1"])
      yield situation(
        `a beacon to ${url}: ${words}`,
        { api: "beacon", url, body: { kind: "blob", type } },
        { replies: granted },
      );
  yield* keptAliveSituations(browser);
}

const script = (...lines: readonly string[]): { script: string } => ({ script: lines.join("\n") });

// What other cases of the page have kept alive counts for a while.
const SETTLE = "await wait(1000);";

const LONG = "'x'.repeat(40000)";

function* keptAliveSituations(browser: DriverName): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"]) {
    yield situation(
      `two long beacons to ${url}`,
      script(
        SETTLE,
        `note("first", await sendBeacon("${url}", ${LONG}));`,
        `note("second", await sendBeacon("${url}", ${LONG}));`,
        "await wait(200);",
      ),
      { replies: granted },
    );
    // How long a body counts for is a matter of chance elsewhere.
    if (browser !== "chromium") continue;
    const long = `fetch("${url}", { method: "POST", keepalive: true, body: ${LONG} })`;
    yield situation(
      `two long bodies to ${url} that are kept alive, the first answer unread`,
      script(
        SETTLE,
        `const first = await attempt("first", () => ${long});`,
        `await attempt("second", () => ${long});`,
        "await first.text();",
      ),
      { replies: granted },
    );
    yield situation(
      `two long bodies to ${url} that are kept alive, the first answer read`,
      script(
        SETTLE,
        `const first = await attempt("first", () => ${long});`,
        "await first.text();",
        `const second = await attempt("second", () => ${long});`,
        "await second?.text();",
      ),
      { replies: granted },
    );
  }
  const put: Partial<ScriptRequest> = { method: "PUT", keepalive: true };
  for (const [words, init] of [
    ["kept alive", put],
    ["not kept alive", { method: "PUT" }],
  ] as const)
    yield situation(
      `aborted during its preflight, ${words}`,
      script(
        "const controller = new AbortController();",
        `const asked = fetch("{b/}1", { ...${JSON.stringify(init)}, signal: controller.signal });`,
        "await wait(150);",
        "controller.abort();",
        `await attempt("aborted", () => asked);`,
        "await wait(600);",
      ),
      {
        replies: {
          preflight: [{ ...reply(204, ...everyone, maxAge("0")), delay: 300 }],
          "": [reply(200, ...everyone)],
        },
      },
    );
}
