import { describe, expect, it } from "vitest";
import type { CauseId } from "../../src/cause-id.ts";
import { causeIds } from "../../src/cause-id.ts";
import { explain } from "../../src/explain.ts";
import type { AnsweredResponse, Scenario } from "../../src/scenario.ts";
import { situations } from "../../src/situations/situations.ts";

const page = { url: "https://app.example/" };
const API = "https://api.example/orders";
const allowed: AnsweredResponse = {
  status: 200,
  headers: [["Access-Control-Allow-Origin", "https://app.example"]],
};

const ask = (
  request: Partial<Scenario["request"]>,
  answer: AnsweredResponse = allowed,
  more: Partial<Scenario> = {},
): Scenario => ({
  page,
  request: { api: "fetch", url: API, ...request },
  answers: [{ when: {}, answer }],
  ...more,
});

const redirect = (location: string): AnsweredResponse => ({
  status: 302,
  headers: [...allowed.headers, ["Location", location]],
});

/** Causes that no situation of the list has. */
const others: readonly (readonly [title: string, cause: CauseId, scenario: Scenario])[] = [
  ["a body with GET", "request-not-possible", ask({ body: "hen" })],
  ["a method that no script may send", "request-not-possible", ask({ method: "TRACE" })],
  ['mode: "same-origin"', "request-mode", ask({ mode: "same-origin" })],
  [
    'cache: "only-if-cached"',
    "request-mode",
    ask({ mode: "same-origin", cache: "only-if-cached", url: "https://app.example/x" }),
  ],
  [
    "a preflight that the server's CORS layer refuses to this origin",
    "preflight-not-ok",
    ask(
      { method: "PUT" },
      { status: 403, headers: [["Vary", "Origin, Access-Control-Request-Method"]] },
    ),
  ],
  [
    "a preflight that a login refuses, of which caches are told",
    "preflight-refused-by-auth",
    ask(
      { method: "PUT" },
      {
        status: 403,
        headers: [
          ["Vary", "Origin"],
          ["WWW-Authenticate", "Bearer"],
        ],
      },
    ),
  ],
  ["nothing known to answer", "server-unreachable", { ...ask({}), answers: [] }],
  [
    "a failure of which nothing is told",
    "reason-not-told",
    ask({}, allowed, { told: "reason-not-told" }),
  ],
  [
    "a frame that is looked into",
    "frame-of-another-origin",
    ask({}, allowed, { told: "frame-access" }),
  ],
  ["a page that is framed", "frame-of-another-origin", ask({}, allowed, { told: "frame-refused" })],
  [
    "a message for a window of another origin",
    "message-target",
    ask({}, allowed, { told: "message-target" }),
  ],
  ["a popup behind an opener policy", "opener-policy", ask({}, allowed, { told: "opener-policy" })],
  ["a header that no script may set", "forbidden-header", ask({ headers: [["Cookie", "hen=1"]] })],
  ["a WebSocket", "web-socket", ask({}, allowed, { told: "web-socket" })],
  [
    "a picture that is none, by Chromium's word",
    "opaque-response-blocking",
    ask({ api: "image" }, allowed, { told: "opaque-response-blocking" }),
  ],
  [
    "a preflight of Private Network Access, by Chromium's word",
    "local-network-access",
    ask({ url: "https://192.168.0.7/" }, allowed, { told: "private-network-preflight" }),
  ],
  [
    "an origin that isn't allowed, by Safari's word",
    "origin-not-allowed",
    ask({}, { status: 200, headers: [], told: [] }),
  ],
  ["an error that the script can read", "error-status", ask({}, { ...allowed, status: 404 })],
  [
    "a preflight that passes, and nothing more",
    "response-not-seen",
    {
      ...ask({ method: "PUT" }),
      answers: [
        {
          when: { preflight: true },
          answer: {
            ...allowed,
            headers: [...allowed.headers, ["Access-Control-Allow-Methods", "PUT"]],
          },
        },
        { when: { preflight: false }, answer: { ...allowed, assumed: true } },
      ],
    },
  ],
  [
    "bytes with another hash",
    "integrity",
    ask(
      { integrity: "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" },
      { ...allowed, body: "hen" },
    ),
  ],
  [
    "a script that is a page",
    "content-unusable",
    ask(
      { api: "module", url: "https://cdn.example/hen.js" },
      { status: 200, headers: [...allowed.headers, ["Content-Type", "text/html"]] },
    ),
  ],
  ["redirects without end", "redirect-refused", ask({}, redirect(API))],
  ['redirect: "error"', "redirect-refused", ask({ redirect: "error" }, redirect(`${API}/`))],
  ["a Location away from http", "redirect-refused", ask({}, redirect("ftp://files.test/"))],
  ["a Location that is no URL", "redirect-refused", ask({}, redirect("https://:hen"))],
  [
    "a preflight answered 304",
    "preflight-not-ok",
    {
      ...ask({ method: "PUT" }),
      answers: [
        { when: { preflight: true }, answer: { ...allowed, status: 304 } },
        { when: {}, answer: allowed },
      ],
    },
  ],
  [
    "an https page that asks for something on its own network",
    "local-network-permission",
    ask(
      { url: "https://192.168.0.7/" },
      {
        ...allowed,
        headers: [...allowed.headers, ["Vary", "Origin"]],
      },
    ),
  ],
  [
    "a cacheable answer for one origin without Vary",
    "vary-left-out",
    ask({}, { ...allowed, headers: [...allowed.headers, ["Cache-Control", "max-age=60"]] }),
  ],
];

describe("a cause beside the situations", () => {
  it.each(others)("%s: %s", async (_, cause, scenario) => {
    const { findings } = await explain(scenario);
    expect(findings[0]?.cause).toBe(cause);
  });

  it("is known for each id that no situation shows, but for those that need more than loopback", () => {
    const shown = new Set<CauseId>([
      ...situations.map(({ cause }) => cause),
      ...others.map(([, cause]) => cause),
    ]);
    expect(causeIds.filter((id) => !shown.has(id))).toEqual([
      // A note beside another cause: situation 47.
      "protection-switched-off",
      // What is left when nothing else explains it.
      "unknown",
    ]);
  });
});

describe("a page over http that asks for something on the user's own network", () => {
  const scenario: Scenario = {
    ...ask(
      { url: "http://192.168.0.7/" },
      { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] },
    ),
    page: { url: "http://8.8.8.8/" },
  };

  it("is blocked in Chromium alone", async () => {
    const { outcome, works, findings } = await explain(scenario);
    expect(outcome).toBe("differs");
    expect(works).toEqual(["standard", "firefox", "webkit"]);
    expect(findings[0]).toMatchObject({ cause: "local-network-access", engines: ["chromium"] });
  });
});

describe("what is said", () => {
  const all = [
    ...situations.map(({ title, scenario }) => [title, scenario] as const),
    ...others.map(([title, , scenario]) => [title, scenario] as const),
  ];
  it.each(all)("of %s is short, whole and shows its evidence", async (_, scenario) => {
    const { findings } = await explain(scenario);
    for (const { title, why, change, evidence, cause } of findings) {
      expect(title.split(/\s+/).length, title).toBeLessThanOrEqual(12);
      expect(title, cause).toMatch(/^[A-Za-z-].*\.$/);
      for (const text of [why, change]) {
        expect(text.length, cause).toBeGreaterThan(15);
        expect(text.split("`").length % 2, text).toBe(1);
        expect(text).not.toMatch(/undefined[^`]|NaN|\[object|\s\s/);
      }
      for (const { line, remark } of evidence) expect(line + remark, cause).not.toBe("");
    }
  });
});
