import { Browser, type LoadAttributes, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Firefox ESR 153.7 was seen to print of each kind and type, of hashes that are none, and of redirects that it does not follow.

async function linesOf(
  kind: LoadKind,
  answer: Answer,
  attributes: LoadAttributes = {},
): Promise<readonly string[]> {
  const server = new RecordingServer(() => answer);
  const lines: string[] = [];
  const page = new Browser({ engine: "firefox", transport: server }).open(`${APP}/page`, {
    onConsole: ({ text }) => void lines.push(...text.split("\n")),
  });
  await page.load(kind, kind === "worker" ? `${APP}/worker` : API, attributes);
  return lines.filter((line) => !/^(?:Cross-Origin Request Blocked|Security Error): /.test(line));
}

const typed = (type: string, ...more: readonly (readonly [string, string])[]): Answer => ({
  headers: [grant(), ["Content-Type", type], ...more],
});
const nosniff = ["X-Content-Type-Options", "nosniff"] as const;

it.each<[LoadKind, LoadAttributes, Answer, string]>([
  [
    "module",
    {},
    typed("text/html; charset=x"),
    `Loading module from “${API}” was blocked because of a disallowed MIME type (“text/html”).`,
  ],
  [
    "import",
    {},
    { headers: [grant(), nosniff] },
    `Loading module from “${API}” was blocked because of a disallowed MIME type (“”).`,
  ],
  [
    "module",
    {},
    typed("image/png"),
    `Script from “${API}” was blocked because of a disallowed MIME type (“image/png”).`,
  ],
  [
    "script",
    {},
    typed("text/csv"),
    `Script from “${API}” was blocked because of a disallowed MIME type (“text/csv”).`,
  ],
  [
    "script",
    {},
    typed("text/plain", nosniff),
    `The resource from “${API}” was blocked due to MIME type (“text/plain”) mismatch (X-Content-Type-Options: nosniff).`,
  ],
  [
    "stylesheet",
    {},
    typed("text/html", nosniff),
    `The resource from “${API}” was blocked due to MIME type (“text/html”) mismatch (X-Content-Type-Options: nosniff).`,
  ],
  [
    "stylesheet",
    {},
    typed("text/html"),
    `The stylesheet ${API} was not loaded because its MIME type, “text/html”, is not “text/css”.`,
  ],
  [
    "stylesheet",
    { crossorigin: "", integrity: "sha256-AAAA" },
    typed("text/html"),
    `The stylesheet ${API} was not loaded because its MIME type, “text/html”, is not “text/css”.`,
  ],
  [
    "worker",
    {},
    typed("text/plain"),
    `Loading Worker from “${APP}/worker” was blocked because of a disallowed MIME type (“text/plain”).`,
  ],
])("a %s with %j that gets %j is told: %4$s", async (kind, attributes, answer, line) => {
  expect(await linesOf(kind, answer, attributes)).toEqual([line]);
});

it("a script of a type that none need be is told nothing of", async () => {
  expect(await linesOf("script", typed("text/plain"))).toEqual([]);
});

const redirect = (
  location: string,
  ...headers: readonly (readonly [string, string])[]
): Answer => ({
  status: 302,
  headers: [["Location", location], ...headers],
});

it.each<[string, LoadKind, Answer, readonly string[]]>([
  [
    "that CORS refuses",
    "module",
    redirect("/on"),
    [`Loading module from “${API}” was blocked because of a disallowed MIME type (“”).`],
  ],
  ["that CORS refuses", "module", redirect("/on", ["Content-Type", "text/javascript"]), []],
  ["that CORS refuses", "script", redirect("/on"), []],
  [
    "to another program",
    "module",
    redirect("mailto:x", grant()),
    [`Loading module from “${API}” was blocked because of a disallowed MIME type (“”).`],
  ],
  ["to nowhere", "module", redirect("http://[", grant()), []],
  [
    "to another origin",
    "worker",
    redirect(API),
    [`Loading Worker from “${APP}/worker” was blocked because of a disallowed MIME type (“”).`],
  ],
  ["to another program", "worker", redirect("mailto:x"), []],
])("a redirect %s is of no type that a %s may be of", async (_, kind, answer, lines) => {
  expect(await linesOf(kind, answer, { crossorigin: "" })).toEqual(lines);
});

it.each([
  ["sha256-AAAA", ["has the wrong length"]],
  ["sha256-AAAA?x", ["has the wrong length"]],
  ["sha256-a_-b sha256-AA==", ["has the wrong length", "has the wrong length"]],
  ["sha256-AAAAA", ["could not be decoded"]],
  ["sha256-AAAA=", ["could not be decoded"]],
  ["sha384-AAAA sha256-AA=", ["has the wrong length"]],
  ["sha256-immIkP6TgXFjsQtfe9LKTSXYTFJzmmRaiJwXPu59nT0=", []],
])(
  "what comes for the hashes of %j is told with what is wrong with them",
  async (integrity, faults) => {
    const lines = await linesOf("script", typed("text/javascript"), { crossorigin: "", integrity });
    expect(lines.slice(0, -1)).toEqual(
      faults.map((fault) => `The hash contained in the integrity attribute ${fault}.`),
    );
    expect(lines.at(-1)).toMatch(
      /^None of the “sha(?:256|384)” hashes in the integrity attribute match /,
    );
  },
);
