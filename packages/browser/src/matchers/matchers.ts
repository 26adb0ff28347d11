import type { Transport } from "../transports/transport.ts";
import { describeGrant, describeRefusal } from "./describe-reading.ts";
import { type MatchedRequest, readFrom, type Reading } from "./reading.ts";

/** What Vitest and Jest give a matcher as `this`. */
interface MatcherContext {
  readonly isNot?: boolean;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

type Matcher<Parameters extends readonly unknown[]> = (
  this: MatcherContext,
  received: unknown,
  ...parameters: Parameters
) => Promise<MatcherResult>;

/** For `expect.extend(corsMatchers)`. */
export const corsMatchers: {
  readonly toBeReadableFrom: Matcher<[origin: string, request?: MatchedRequest]>;
  readonly toExpose: Matcher<[name: string, origin: string, request?: MatchedRequest]>;
  readonly toBePreflightedFrom: Matcher<[origin: string, request?: MatchedRequest]>;
} = {
  async toBeReadableFrom(received, origin, request = {}) {
    const readings = await readFrom(subjectOf(received), origin, request);
    forbidOtherFailures(readings);
    return verdict(this, readings, ({ response }) => response !== null, {
      expected: `a page of ${origin} to read ${describe(received, request)}`,
      describeMissing: describeRefusal,
      describeFound: describeGrant,
    });
  },

  async toExpose(received, name, origin, request = {}) {
    const readings = await readFrom(subjectOf(received), origin, request);
    forbidOtherFailures(readings);
    return verdict(this, readings, ({ response }) => response?.headers.has(name) === true, {
      expected: `a page of ${origin} to see the header ${name} of ${describe(received, request)}`,
      describeMissing: (reading) =>
        reading.response === null
          ? describeRefusal(reading)
          : `${describeGrant(reading)}\n  ${whyHidden(reading, name)}`,
      describeFound: describeGrant,
    });
  },

  async toBePreflightedFrom(received, origin, request = {}) {
    const readings = await readFrom(subjectOf(received), origin, request);
    const isPreflighted = ({ events }: Reading): boolean =>
      events.some((event) => event.kind === "sent" && event.preflight);
    const describeEither = (reading: Reading): string =>
      reading.response === null ? describeRefusal(reading) : describeGrant(reading);
    return verdict(this, readings, isPreflighted, {
      expected: `a page of ${origin} to ask with a preflight before ${describe(received, request)}`,
      describeMissing: describeEither,
      describeFound: describeEither,
    });
  },
};

interface Wording {
  /** After "expected", in the infinitive. */
  readonly expected: string;
  readonly describeMissing: (reading: Reading) => string;
  readonly describeFound: (reading: Reading) => string;
}

/** It holds, or with `.not` it does not, where all browsers agree. */
function verdict(
  { isNot = false }: MatcherContext,
  readings: readonly Reading[],
  holds: (reading: Reading) => boolean,
  { expected, describeMissing, describeFound }: Wording,
): MatcherResult {
  const contrary = readings.filter((reading) => holds(reading) === isNot);
  const describeOne = isNot ? describeFound : describeMissing;
  const words = isNot ? expected.replace(" to ", " not to ") : expected;
  return {
    pass: isNot ? contrary.length > 0 : contrary.length === 0,
    message: () => `expected ${words}\n${contrary.map(describeOne).join("\n")}`,
  };
}

/** A server that is down reads like one that refuses: a test that means the one must not pass by the other. */
function forbidOtherFailures(readings: readonly Reading[]): void {
  const failed = readings.find(({ cause }) => cause !== null && !cause.cors);
  if (failed === undefined) return;
  throw new Error(
    `the request failed for another reason than CORS, so nothing is known of who may read\n${describeRefusal(failed)}`,
    { cause: failed.cause },
  );
}

function whyHidden({ events }: Reading, name: string): string {
  const answer = events.filter((event) => event.kind === "received" && !event.preflight).at(-1);
  const wasSent =
    answer?.kind === "received" &&
    answer.headers.some(([sent]) => sent.toLowerCase() === name.toLowerCase());
  return wasSent
    ? `the server sent ${name}, and Access-Control-Expose-Headers does not name it`
    : `the server sent no ${name}`;
}

function subjectOf(received: unknown): Transport | string {
  if (typeof received === "string" || isTransport(received)) return received;
  throw new TypeError(
    `expect(…) was given ${typeof received}; write expect(handlerTransport(app.fetch)), expect(listenerTransport(app)), or expect("http://127.0.0.1:3000/orders")`,
  );
}

function isTransport(received: unknown): received is Transport {
  return typeof received === "object" && received !== null && "send" in received;
}

function describe(received: unknown, request: MatchedRequest): string {
  const { url = "https://api.example/", method = "GET", credentials } = request;
  const target = typeof received === "string" ? received : url;
  return `${method} ${target}${credentials === "include" ? " with credentials" : ""}`;
}
