import { readFileSync } from "node:fs";
import { explain, harScenarios, readPaste, scenarioOfDraft } from "@crosswalk/explain";
import { describe, expect, it } from "vitest";
import chromiumCopies from "./captured/chromium.copies.json" with { type: "json" };
import firefoxCopies from "./captured/firefox.copies.json" with { type: "json" };

// captured/README.md says who wrote these texts, and of what page.

const PAGE = "http://localhost:3000";
const API = "http://127.0.0.1:8080";
const BODY = `{"name":"hen 'n' \\"egg\\"\\n","it":"lays ä €"}`;

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the page asked for, by method and URL. */
const asked: ReadonlyMap<string, Asked> = new Map<string, Asked>([
  [`GET ${API}/closed?token=t0ken`, {}],
  [
    `PUT ${API}/open`,
    {
      headers: { "content-type": "application/json", "x-hen": `it's "1" % ! ^ & $x` },
      body: BODY,
    },
  ],
  [`PUT ${API}/auth`, { headers: { "x-hen": "1" } }],
  [`GET ${API}/cookies`, {}],
  [`GET ${API}/moved`, {}],
  [`GET ${API}/closed`, {}],
  ["GET http://127.0.0.1:1/x", {}],
  [
    `POST ${API}/closed`,
    { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1&b=two" },
  ],
]);

type Copy = Readonly<Record<"url" | "method", string>> & Readonly<Partial<Record<string, string>>>;

const all = (
  [
    ["Chromium", chromiumCopies],
    ["Firefox", firefoxCopies],
  ] as const satisfies readonly (readonly [string, readonly Copy[]])[]
).flatMap(([browser, copies]) =>
  copies.flatMap(({ url, method, ...texts }: Copy) =>
    Object.entries(texts).map(
      ([form, text]) => [browser, form, `${method} ${url}`, text!] as const,
    ),
  ),
);

describe("what browsers copy", () => {
  it("is there of each request, in four forms at least", () => {
    expect(new Set(all.map(([, , what]) => what))).toEqual(new Set(asked.keys()));
    expect(all).toHaveLength(8 * (5 + 4));
  });

  it.each(all)("%s, as %s: %s", (browser, form, what, text) => {
    const [draft, ...others] = readPaste(text);
    expect(others).toEqual([]);
    const { page, request } = draft!;
    const { headers = {}, body } = asked.get(what)!;
    expect(`${request?.method ?? "GET"} ${request?.url}`).toBe(what);
    // For Node.js, and for a request that failed before it was sent, Chromium leaves it out.
    if (page !== null) expect(new URL(page.url).origin).toBe(PAGE);
    const own = (request?.headers ?? []).filter(([name]) => !/^accept(?:-language)?$/i.test(name));
    expect(Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), value]))).toEqual(
      headers,
    );
    const isLossy = browser === "Chromium" && form === "cmd";
    expect(request?.body).toBe(isLossy ? body?.replace("ä €", "   ") : body);
  });
});

describe.each([
  ["Chromium", "chromium"],
  ["Firefox", "firefox"],
])("a HAR of %s", (browser, file) => {
  const text = readFileSync(new URL(`captured/${file}.har.json`, import.meta.url), "utf8");

  it("is explained, request by request", async () => {
    const causes: Record<string, string> = {};
    for await (const { draft } of harScenarios([text])) {
      const { page, request } = draft;
      if (page === null || request === null || !asked.has(`${request.method} ${request.url}`))
        continue;
      const { findings } = await explain(scenarioOfDraft(draft)!);
      const cause = findings.find(({ role }) => role === "cause")?.cause ?? "none";
      causes[`${request.method} ${request.url.replace(API, "")}`] = cause;
    }
    expect(causes).toEqual({
      "GET /closed?token=t0ken": "no-cors-headers",
      "PUT /open": "none",
      "PUT /auth": "preflight-refused-by-auth",
      // Only Chromium's says that it failed.
      "GET /cookies": browser === "Chromium" ? "wildcard-with-credentials" : "none",
      "GET /moved": "no-cors-headers",
      "GET http://127.0.0.1:1/x": "unsafe-port",
      "POST /closed": "no-cors-headers",
    });
  });
});
