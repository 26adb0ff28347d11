import { createServer, request as send, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { compilePolicy, decide, type Policy } from "@crosswalk/cors";
import { emit } from "@crosswalk/config";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  emittedPolicies,
  generatedRequests,
  type GeneratedRequest,
} from "../servers/generated-requests.ts";
import { type RunningServer, type ServerName, startServer } from "../servers/server-program.ts";

// What is emitted is run: the real server in front of an application that has its own ideas of CORS has to answer as `decide`
// does, header for header. The servers come from Debian: apt-get install nginx-light apache2 caddy haproxy.

const servers: readonly ServerName[] = ["nginx", "apache", "caddy", "haproxy"];

let application: Server;
let upstream: number;
let forwarded: string[] = [];

beforeAll(async () => {
  application = createServer((request, response) => {
    forwarded.push(`${request.method} ${request.url}`);
    const status = Number(request.url!.slice(1));
    response.writeHead(status, {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": "EVERYTHING",
      "Access-Control-Expose-Headers": "X-Secret",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Timing-Allow-Origin": "*",
      Vary: "Accept-Encoding",
      ...(status === 301 ? { Location: "/200" } : {}),
    });
    response.end();
  });
  await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
  upstream = (application.address() as AddressInfo).port;
});
afterAll(() => application.close());

interface Answer {
  readonly status: number;
  /** Names in lower case, as often as they came. */
  readonly headers: readonly (readonly [string, string])[];
}

const ruled = /^(?:access-control-.*|cross-origin-resource-policy|timing-allow-origin)$/;
const constants = /^(?:cross-origin-resource-policy|timing-allow-origin)$/;

function ask(port: number, one: GeneratedRequest): Promise<Answer> {
  const headers = {
    ...(one.origin === null ? {} : { Origin: one.origin }),
    ...(one.accessControlRequestMethod === null
      ? {}
      : { "Access-Control-Request-Method": one.accessControlRequestMethod }),
    ...(one.accessControlRequestHeaders === null
      ? {}
      : { "Access-Control-Request-Headers": one.accessControlRequestHeaders }),
  };
  return new Promise((resolve, reject) => {
    const asked = send(
      { host: "127.0.0.1", port, method: one.method, path: one.path, headers },
      (response) => {
        response.resume();
        response.once("end", () => {
          const raw = response.rawHeaders;
          const pairs = Array.from(
            { length: raw.length / 2 },
            (_, index) => [raw[2 * index]!.toLowerCase(), raw[2 * index + 1]!] as const,
          );
          resolve({ status: response.statusCode!, headers: pairs });
        });
      },
    );
    asked.once("error", reject);
    asked.end();
  });
}

function expected(
  policy: Policy,
  one: GeneratedRequest,
): { headers: string[]; decided: ReturnType<typeof decide> } {
  const decided = decide(compilePolicy(policy), one);
  return {
    decided,
    headers: decided.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort(),
  };
}

describe.each(servers)("%s", (name) => {
  it.each(emittedPolicies)("answers as the policy does: %s", async (_, policy) => {
    const emission = emit(name, policy);
    expect(emission.fidelity).toBe("exact");
    const sendsConstants = policy.crossOriginResourcePolicy !== undefined;
    let server: RunningServer | null = null;
    try {
      server = await startServer(name, emission, upstream);
      let preflights = 0;
      for (const one of generatedRequests()) {
        forwarded = [];
        const answer = await ask(server.port, one);
        const { decided, headers } = expected(policy, one);
        const sent = answer.headers
          // What a policy says nothing of is the application's own business.
          .filter(([key]) => ruled.test(key) && (sendsConstants || !constants.test(key)))
          .map(([key, value]) => `${key}: ${value}`)
          .sort();
        expect([one, sent]).toEqual([one, headers]);
        const vary = answer.headers
          .filter(([key]) => key === "vary")
          .map(([, value]) => value)
          .join(", ");
        expect([one, /\borigin\b/i.test(vary)]).toEqual([one, decided.vary.includes("Origin")]);
        if (decided.kind === "preflight") {
          preflights++;
          expect([one, answer.status, forwarded]).toEqual([one, decided.status, []]);
        } else {
          expect([one, answer.status, forwarded]).toEqual([
            one,
            Number(one.path.slice(1)),
            [`${one.method} ${one.path}`],
          ]);
          expect(vary).toMatch(/accept-encoding/i);
        }
      }
      expect(preflights).toBeGreaterThan(100);
    } finally {
      await server?.stop();
    }
  });

  it("answers with the policy's headers where the application is down", async () => {
    const policy: Policy = { allowOrigins: ["https://app.example.com"], exposeHeaders: ["ETag"] };
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const server = await startServer(name, emit(name, policy), port);
    try {
      const one: GeneratedRequest = {
        method: "GET",
        origin: "https://app.example.com",
        accessControlRequestMethod: null,
        accessControlRequestHeaders: null,
        path: "/200",
      };
      const answer = await ask(server.port, one);
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(answer.headers).toContainEqual([
        "access-control-allow-origin",
        "https://app.example.com",
      ]);
      expect(answer.headers).toContainEqual(["access-control-expose-headers", "ETag"]);
    } finally {
      await server.stop();
    }
  });
});
