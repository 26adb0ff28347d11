import { describe, expect, it } from "vitest";
import { runCommand } from "./terminal-kit.ts";

// What mitmproxy, Charles, Fiddler and Playwright's recordHar write is unlike browsers' in what they leave out.

type Fields = Readonly<Record<string, unknown>>;

const asked = { Origin: "https://app.example", Referer: "https://app.example/" };
const API = "https://api.example/orders";
const allowed = { "Access-Control-Allow-Origin": "https://app.example" };

const lines = (headers: Readonly<Record<string, string>>): Fields[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

interface Given {
  readonly method?: string;
  readonly url?: string;
  readonly sent?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly came?: Readonly<Record<string, string>>;
  readonly response?: Fields;
  readonly entry?: Fields;
}

const entry = ({
  method = "GET",
  url = API,
  sent = {},
  status,
  came = {},
  ...more
}: Given): Fields => ({
  request: { method, url, headers: lines({ ...asked, ...sent }) },
  response: { status, headers: lines(came), ...more.response },
  ...more.entry,
});

const preflight = (came: Readonly<Record<string, string>>, status = 204): Fields =>
  entry({ method: "OPTIONS", sent: { "Access-Control-Request-Method": "PUT" }, status, came });

async function explained(
  har: unknown,
  ...options: string[]
): Promise<{ code: number; causes: string[] }> {
  const { code, out, error } = await runCommand(
    ["explain", "--offline", "--json", "-", ...options],
    {
      input: JSON.stringify(har),
    },
  );
  expect(error).toBe("");
  const explanations = out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { findings: readonly { cause: string }[] });
  return { code, causes: explanations.map(({ findings }) => findings[0]?.cause ?? "none") };
}

const log = (...entries: readonly Fields[]): Fields => ({ log: { version: "1.2", entries } });

describe("a proxy's HAR, where every response is as it came", () => {
  it("tells a preflight that passes and a response without headers", async () => {
    const har = log(
      preflight({ ...allowed, "Access-Control-Allow-Methods": "PUT" }),
      entry({ method: "PUT", status: 200 }),
    );
    expect(await explained(har)).toEqual({ code: 1, causes: ["headers-only-on-preflight"] });
  });

  it("tells a preflight that nothing answers", async () => {
    expect(await explained(log(preflight({}, 404)))).toEqual({
      code: 1,
      causes: ["preflight-without-route"],
    });
  });

  it("is quiet about a WebSocket that was let in", async () => {
    const har = log(entry({ url: "wss://api.example/live", status: 101 }));
    expect(await explained(har)).toEqual({ code: 0, causes: [] });
  });
});

describe("a request that was sent", () => {
  const came = {
    ...allowed,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "GET, POST",
  };

  it("had leave of a preflight that is remembered, whatever methods its own response lists", async () => {
    const har = log(entry({ method: "PUT", status: 200, came }));
    expect(await explained(har)).toEqual({ code: 0, causes: [] });
  });

  it("is blocked all the same where its own response doesn't allow the page", async () => {
    const har = log(
      entry({ method: "PUT", status: 200, came: { "Access-Control-Allow-Methods": "GET" } }),
    );
    expect((await explained(har)).causes).toEqual(["no-cors-headers"]);
  });
});

describe("a request without a response", () => {
  it.each([
    [
      "as Playwright has it",
      { status: -1, response: { _failureText: "net::ERR_FAILED" } },
      "reason-not-told",
    ],
    [
      "refused, as Playwright has it",
      { status: -1, response: { _failureText: "net::ERR_CONNECTION_REFUSED" } },
      "connection-failed",
    ],
    ["without a word of why", { status: 0 }, "reason-not-told"],
  ])("%s", async (_, given, cause) => {
    expect(await explained(log(entry(given)))).toEqual({ code: 1, causes: [cause] });
  });

  it("keeps no other from being explained", async () => {
    const har = log(entry({ status: 0 }), entry({ url: `${API}/2`, status: 200 }));
    expect((await explained(har)).causes).toEqual(["reason-not-told", "no-cors-headers"]);
  });

  it("after a preflight that passes: why isn't told, and it isn't allowed", async () => {
    const failed = entry({ method: "PUT", status: 0, response: { _error: "net::ERR_FAILED" } });
    const passed = preflight({ ...allowed, "Access-Control-Allow-Methods": "PUT" });
    expect(await explained(log(passed, failed))).toEqual({ code: 1, causes: ["reason-not-told"] });
    // Where it doesn't pass, that is why.
    expect((await explained(log(preflight({}), failed))).causes).toEqual([
      "preflight-without-headers",
    ]);
  });

  it("after a redirect: neither", async () => {
    const to = "https://other.example/";
    const redirect = entry({
      status: 302,
      came: { ...allowed, Location: to },
      response: { redirectURL: to },
    });
    const failed = entry({
      url: to,
      sent: { Origin: "null" },
      status: 0,
      response: { _error: "net::ERR_FAILED" },
    });
    expect(await explained(log(redirect, failed))).toEqual({
      code: 1,
      causes: ["reason-not-told"],
    });
  });
});

it("entries that somebody took out of a HAR are read as a list", async () => {
  const list = [
    preflight({ ...allowed, "Access-Control-Allow-Methods": "PUT" }),
    entry({ method: "PUT", status: 200 }),
  ];
  expect(await explained(list)).toEqual({ code: 1, causes: ["headers-only-on-preflight"] });
});
