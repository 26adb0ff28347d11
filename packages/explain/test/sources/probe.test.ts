import type { Transport } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { probe, type ScenarioRequest } from "@crosswalk/explain";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";

const page = { url: "http://127.0.0.1:9/app" };
const ORIGIN = "http://127.0.0.1:9";

let servers: Server[];
let transport: Transport;
beforeEach(() => {
  servers = [];
  transport = nodeTransport();
});
afterEach(async () => {
  await transport.close?.();
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Listens, and notes what came: the method, the target and the headers, a line each, as they were sent. */
async function serve(answer: RequestListener): Promise<{ url: string; seen: string[][] }> {
  const seen: string[][] = [];
  const server = createServer((request, response) => {
    seen.push([`${request.method} ${request.url}`, ...linesOf(request)]);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen };
}

function linesOf({ rawHeaders }: IncomingMessage): string[] {
  const lines: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return lines;
}

const put = (url: string): ScenarioRequest => ({
  api: "fetch",
  url,
  method: "PUT",
  headers: [
    ["X-B", "1"],
    ["Authorization", "Bearer token"],
    ["X-A", "1"],
  ],
  credentials: "include",
});

describe("a live URL", () => {
  it("gets the preflight that Chromium sends, and nothing after one that fails", async () => {
    const { url, seen } = await serve((_, response) => response.writeHead(401).end("who are you?"));
    const { scenario, unreachable } = await probe(
      { page, request: put(url), cookies: [{ url, setCookie: "session=1; Path=/" }] },
      transport,
    );
    expect(seen).toHaveLength(1);
    const [line, ...lines] = seen[0]!;
    expect(line).toBe("OPTIONS /");
    expect(lines).toEqual(
      expect.arrayContaining([
        `Origin: ${ORIGIN}`,
        "Access-Control-Request-Method: PUT",
        "Access-Control-Request-Headers: authorization,x-a,x-b",
        "Sec-Fetch-Mode: cors",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Dest: empty",
      ]),
    );
    expect(lines.filter((header) => /^(?:cookie|authorization):/i.test(header))).toEqual([]);
    expect(scenario.answers).toMatchObject([
      { when: { url, preflight: true }, answer: { status: 401, body: "who are you?" } },
    ]);
    expect(unreachable).toBeNull();
  });

  it("gets the request with its cookies, once the preflight lets it through", async () => {
    const { url, seen } = await serve((request, response) =>
      response
        .writeHead(request.method === "OPTIONS" ? 204 : 200, {
          "access-control-allow-origin": ORIGIN,
          "access-control-allow-credentials": "true",
          "access-control-allow-methods": "PUT",
          "access-control-allow-headers": "authorization,x-a,x-b",
        })
        .end(),
    );
    const { scenario } = await probe(
      { page, request: put(url), cookies: [{ url, setCookie: "session=1; Path=/" }] },
      transport,
    );
    expect(seen.map(([line]) => line)).toEqual(["OPTIONS /", "PUT /"]);
    expect(seen[1]).toContain("Cookie: session=1");
    expect(scenario.answers.map(({ when }) => when)).toEqual([
      { url, preflight: true },
      { url, preflight: false },
    ]);
  });

  it("is asked for what is only read, though the preflight failed", async () => {
    const { url, seen } = await serve((_, response) => response.writeHead(500).end());
    const request: ScenarioRequest = { api: "fetch", url, headers: [["X-A", "1"]] };
    const { scenario } = await probe({ page, request }, transport);
    expect(seen.map(([line]) => line)).toEqual(["OPTIONS /", "GET /"]);
    expect(seen[1]).toContain("X-A: 1");
    expect(scenario.answers).toMatchObject([
      { when: { url, preflight: true }, answer: { status: 500 } },
      { when: { url, preflight: false }, answer: { status: 500 } },
    ]);
  });

  it("is followed through its redirects, with the origin that a browser sends", async () => {
    const last = await serve((_, response) => response.writeHead(200).end());
    const first = await serve((_, response) =>
      response.writeHead(302, { location: last.url, "access-control-allow-origin": "*" }).end(),
    );
    const { scenario } = await probe(
      { page, request: { api: "fetch", url: first.url } },
      transport,
    );
    expect(last.seen[0]).toContain("Origin: null");
    expect(scenario.answers).toMatchObject([
      { when: { url: first.url }, answer: { status: 302 } },
      { when: { url: last.url }, answer: { status: 200 } },
    ]);
  });

  it("keeps doubled headers apart", async () => {
    const { url } = await serve((_, response) =>
      response
        .writeHead(200, ["access-control-allow-origin", "*", "access-control-allow-origin", "*"])
        .end(),
    );
    const { scenario } = await probe({ page, request: { api: "fetch", url } }, transport);
    const { answer } = scenario.answers[0]!;
    const names = "headers" in answer ? answer.headers.map(([name]) => name) : [];
    expect(names.filter((name) => name === "access-control-allow-origin")).toHaveLength(2);
  });

  it("may send a body without an end", async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const { scenario } = await probe({ page, request: { api: "fetch", url } }, transport);
    expect(scenario.answers[0]?.answer).toMatchObject({ status: 200, body: "data: 1\n\n" });
  });

  it("that nobody answers for is told with the reason", async () => {
    const { url } = await serve(() => undefined);
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const { scenario, unreachable } = await probe(
      { page, request: { api: "fetch", url } },
      transport,
    );
    expect(scenario.answers).toEqual([
      { when: { url, preflight: false }, answer: { failure: "connection-refused" } },
    ]);
    expect(unreachable?.url).toBe(url);
    expect(unreachable?.reason).toContain("ECONNREFUSED");
  });

  test.each([
    ["ECONNRESET", "connection-reset"],
    ["ENOTFOUND", "name-not-resolved"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
    ["UND_ERR_CONNECT_TIMEOUT", "timed-out"],
  ])("that fails with %s", async (code, failure) => {
    const failing: Transport = {
      send: () =>
        Promise.reject(new Error("failed", { cause: Object.assign(new Error(code), { code }) })),
    };
    const { scenario } = await probe(
      { page, request: { api: "fetch", url: "https://api.example/" } },
      failing,
    );
    expect(scenario.answers[0]?.answer).toEqual({ failure });
  });
});
