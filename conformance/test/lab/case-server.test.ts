import { once } from "node:events";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Case } from "../../lab/case.ts";
import { startCaseServer, type CaseServer } from "../../lab/server/case-server.ts";

let server: CaseServer;
beforeAll(async () => {
  server = await startCaseServer(() => undefined);
});
afterAll(() => server.close());

/** Sends bytes and returns all that comes back before the other side is silent for a moment. */
function exchange(origin: string, request: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ""));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      clearTimeout(silence);
      silence = setTimeout(() => socket.destroy(), 50);
    });
    let silence = setTimeout(() => socket.destroy(), 1000);
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
    socket.write(request, "latin1");
  });
}

const one = (replies: Case["replies"]): Case => ({
  id: "test-1",
  dimension: "test",
  title: "",
  page: "a",
  steps: [],
  replies,
});

const request = (
  method: string,
  path: string,
  origin: string,
  ...lines: readonly string[]
): string =>
  [`${method} /test-1/${path} HTTP/1.1`, `Host: ${new URL(origin).host}`, ...lines, "", ""].join(
    "\r\n",
  );

it("answers with what it was asked, where a reply says so", async () => {
  const lines = [
    "Access-Control-Allow-Origin: {origin}",
    "Access-Control-Allow-Headers: {access-control-request-headers}",
    "Access-Control-Allow-Methods: {access-control-request-method}",
  ];
  server.begin(one({ "": [{ status: 204, headers: lines }] }));
  const asked = request(
    "OPTIONS",
    "1",
    server.origins.b,
    "ORIGIN: null",
    "Access-Control-Request-Method: PUT",
  );
  const answer = await exchange(server.origins.b, asked);
  expect(answer.split("\r\n").slice(1, 4)).toEqual([
    "Access-Control-Allow-Origin: null",
    "Access-Control-Allow-Headers: ",
    "Access-Control-Allow-Methods: PUT",
  ]);
  server.finish("test-1");
});

it("writes malformed header lines byte for byte", async () => {
  const lines = [
    "Access-Control-Allow-Origin :\t{a}\x01\xff ",
    " folded",
    "no colon",
    "Content-Length: 0",
  ];
  server.begin(one({ "": [{ status: 200, headers: lines }] }));
  const answer = await exchange(server.origins.b, request("GET", "1", server.origins.b));
  expect(answer).toBe(
    `HTTP/1.1 200 OK\r\n${lines.join("\r\n").replace("{a}", server.origins.a)}\r\n\r\n`,
  );
  server.finish("test-1");
});

it("tells a preflight from another OPTIONS, and one use from the next", async () => {
  server.begin(
    one({
      "preflight 1": [{ status: 204 }, { status: 403 }],
      "1": [
        { status: 200, body: "first" },
        { status: 200, body: "later" },
      ],
    }),
  );
  const b = server.origins.b;
  const preflight = request("OPTIONS", "1", b, "Origin: x", "Access-Control-Request-Method: PUT");
  const answers = [];
  for (const text of [
    preflight,
    preflight,
    request("OPTIONS", "1", b),
    request("GET", "1?query", b),
    request("GET", "2", b),
  ]) {
    const answer = await exchange(b, text);
    answers.push(`${answer.slice(9, 12)} ${answer.split("\r\n\r\n")[1]}`);
  }
  expect(answers).toEqual(["204 ", "403 ", "200 first", "200 later", "404 "]);
  server.finish("test-1");
});

it("notes each message with its origin and its header lines in order", async () => {
  server.begin(one({ "": [{ status: 200 }] }));
  for (const name of ["b", "e", "d"] as const) {
    await exchange(
      server.origins[name],
      request("GET", name, server.origins[name], "x-B: 1", "X-a: 2"),
    );
  }
  const seen = server
    .finish("test-1")
    .map(({ origin, request: { method, target, headers } }) => [
      origin,
      method,
      target,
      headers.slice(1),
    ]);
  const headers = [
    ["x-B", "1"],
    ["X-a", "2"],
  ];
  expect(seen).toEqual(["b", "e", "d"].map((name) => [name, "GET", `/test-1/${name}`, headers]));
});

it("shows a certificate on its https origins that names them", async () => {
  for (const name of ["s", "t"] as const) {
    const { hostname, port } = new URL(server.origins[name]);
    const socket = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false });
    await once(socket, "secureConnect");
    const certificate = socket.getPeerX509Certificate()!;
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
    socket.destroy();
  }
});

it("knows over which connection a request came, and who has ended that", async () => {
  server.begin(
    one({ kept: [{ status: 200 }], ended: [{ status: 200, hangUp: true }], "": [{ status: 200 }] }),
  );
  await exchange(server.origins.b, request("GET", "ended", server.origins.b));
  const twice = request("GET", "left", server.origins.b).repeat(2);
  await exchange(server.origins.b, twice);
  const socket = connect(Number(new URL(server.origins.b).port), "127.0.0.1");
  socket.write(request("GET", "kept", server.origins.b));
  await once(socket, "data");
  await new Promise((resolve) => setTimeout(resolve, 50));
  const connections = server.finish("test-1").map(({ connection }) => connection!);
  socket.destroy();
  expect(connections.map(({ endedBy }) => endedBy)).toEqual([
    "server",
    "client",
    "client",
    "nobody",
  ]);
  expect(connections[1]).toBe(connections[2]);
  expect(new Set(connections).size).toBe(3);
});
