import type { CorsGuard, DecisionReport } from "@crosswalk/cors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { guardsFor } from "./matrix-guards.ts";
import { originLines, situations } from "./matrix-situations.ts";
import type { Expected, OriginName, SetupName, Situation } from "./matrix-situations.ts";
import type { WireRequest, WireResponse } from "./raw-request.ts";

/** What an application is started with. */
export interface MatrixSetup {
  /** What `cors` is given, outermost first: one, the same twice, or two different ones. */
  readonly guards: readonly CorsGuard[];
  /** To be called from the framework's error channel with every error that arrives there. */
  readonly onError: (error: unknown) => void;
}

/** An application that runs. */
export interface MatrixApp {
  /** Over a real socket wherever there can be one: `rawRequest(port, request)`. */
  send(request: WireRequest): Promise<WireResponse>;
  close(): Promise<void> | void;
}

/**
 * One framework with its adapter. `start` makes an application behind the guards, each installed as the framework's users would,
 * first of all; then what answers 401 to everything under `/auth/` and 429 to everything under `/limited/`; then the routes:
 *
 *     GET /get, /public/get    200 "ok", X-Request-Id: 7
 *     GET /throw               throws
 *     POST /validate           needs a JSON body; the framework itself refuses a malformed one with 400
 *     GET /not-modified        304 (with ETag: "v1") for If-None-Match: "v1"
 *     GET /redirect            302, Location: /get
 *     GET /stream              200, a stream of "one" and "two"
 *     HEAD /head               200, no body
 *     GET /vary                200, sets Vary: Accept-Encoding
 *     GET /vary-origin         200, sets Vary: ORIGIN, Accept
 *     GET /own-acao            200 "ok"; sets Access-Control-Allow-Origin: *, access-control-expose-headers: X-Other and ACCESS-CONTROL-MAX-AGE: 1
 *     GET /write-head-object   writeHead(200, object): access-control-allow-origin: *, Set-Cookie: a=1 and b=2, Vary: Accept
 *     GET /write-head-array    writeHead(200, flat array): the same, Set-Cookie twice
 *     GET /write-head-pairs    writeHead(200, array of pairs): the same
 *     GET /flush               sends its headers, and "late" a moment afterwards
 *     OPTIONS /own-options     200 "own", Allow: GET, OPTIONS
 *
 * Every other path is the framework's own 404.
 */
export interface MatrixAdapter {
  readonly name: string;
  start(setup: MatrixSetup): Promise<MatrixApp>;
  /** The situations that there can't be with this framework, by name, each with the reason. They are printed. */
  readonly impossible?: Readonly<Record<string, string>>;
  /** What the framework itself puts in `Vary`, in lower case, by the situation's name. */
  readonly varies?: Readonly<Record<string, readonly string[]>>;
}

/** Runs every situation from every origin against an adapter. */
export function describeMatrix(adapter: MatrixAdapter): void {
  const impossible = new Map(Object.entries(adapter.impossible ?? {}));
  const named = [...impossible.keys(), ...Object.keys(adapter.varies ?? {})];
  const unknown = named.filter((name) => !situations.some((situation) => situation.name === name));
  if (unknown.length > 0)
    throw new Error(`${adapter.name}: no such situation: ${unknown.join(", ")}`);
  const possible = situations.filter(({ name }) => !impossible.has(name));

  describe(`${adapter.name}`, () => {
    for (const setup of new Set(possible.map((situation) => situation.setup))) {
      describeSetup(
        adapter,
        setup,
        possible.filter((situation) => situation.setup === setup),
      );
    }
    afterAll(() => {
      const count = (some: number): string =>
        `${some} × ${Object.keys(originLines).length} situations`;
      console.log(
        `${adapter.name}: ${count(possible.length)} met, ${count(impossible.size)} not possible`,
      );
      for (const [name, reason] of impossible) console.log(`  ${name}: ${reason}`);
    });
  });
}

function describeSetup(adapter: MatrixAdapter, setup: SetupName, some: readonly Situation[]): void {
  describe(`guards: ${setup}`, () => {
    const reports: DecisionReport[] = [];
    const errors: unknown[] = [];
    let app: MatrixApp;
    beforeAll(async () => {
      app = await adapter.start({
        guards: guardsFor(setup, reports),
        onError: (error) => errors.push(error),
      });
    });
    afterAll(() => app?.close());

    for (const situation of some) {
      test.each(originNames)(`a response to ${situation.title}, origin %s`, async (origin) => {
        reports.length = 0;
        errors.length = 0;
        const response = await app.send(wireRequest(situation, origin));
        const expected = situation.expected[origin];
        const vary = [...expected.vary, ...(adapter.varies?.[situation.name] ?? [])];
        expect(violations(response, { ...expected, vary })).toEqual([]);
        if (situation.error === undefined) return expectReport(setup, reports);
        expect(errors.map((error) => (error instanceof Error ? error.name : error))).toEqual([
          situation.error,
        ]);
      });
    }
  });
}

/** Every request is decided once, also where the guard stands there twice. */
function expectReport(setup: SetupName, reports: readonly DecisionReport[]): void {
  expect(reports.map(({ mode }) => mode)).toEqual([
    setup === "report-only" ? "report-only" : "enforce",
  ]);
}

export const originNames: readonly OriginName[] = Object.keys(originLines) as OriginName[];

/** The bytes of a situation. */
export function wireRequest(situation: Situation, origin: OriginName): WireRequest {
  const { headers = [], ...request } = situation.request;
  return {
    ...request,
    headers: [...originLines[origin].map((value) => ["Origin", value] as const), ...headers],
  };
}

/** What is wrong with a response; nothing, one hopes. */
export function violations(response: WireResponse, expected: Expected): string[] {
  const found: string[] = [];
  const { status, accessControl, vary, headers = {}, body } = expected;
  const check = (what: string, is: unknown, should: unknown): void => {
    const [left, right] = [JSON.stringify(is), JSON.stringify(should)];
    if (left !== right) found.push(`${what}: ${left} should be ${right}`);
  };
  const lines = response.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const valuesOf = (wanted: string): string[] =>
    lines.filter(([name]) => name === wanted).map(([, value]) => value);

  if (status !== null) check("status", response.status, status);
  check(
    "Access-Control-*",
    lines.filter(([name]) => name.startsWith("access-control-")).sort(),
    Object.entries(accessControl).sort(),
  );
  const varied = valuesOf("vary").flatMap((value) => value.split(","));
  check("Vary", varied.map((name) => name.trim().toLowerCase()).sort(), [...vary].sort());
  for (const [name, values] of Object.entries(headers)) check(name, valuesOf(name), values);
  if (body !== undefined) check("body", response.body, body);
  return found;
}
