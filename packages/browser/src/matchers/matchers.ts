import type { Transport } from "../transports/transport.ts";
import { checkMatch } from "./check-match.ts";
import { describeReading } from "./describe-reading.ts";
import { isReadable, type MatchedRequest, readFrom, type Reading } from "./reading.ts";

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
    const call = "toBeReadableFrom(origin, request)";
    const subject = checkMatch(call, { received, origin, request });
    const readings = await readFrom(subject, origin, request);
    forbidOtherFailures(readings, origin);
    return verdict(this, readings, isReadable, {
      expected: `a page of ${origin} to read ${describe(subject, request)}`,
      describeContrary: describeReading,
    });
  },

  async toExpose(received, name, origin, request = {}) {
    const call = "toExpose(name, origin, request)";
    const subject = checkMatch(call, { received, name, origin, request });
    const readings = await readFrom(subject, origin, request);
    forbidOtherFailures(readings, origin);
    const isExposed = ({ response }: Reading): boolean => response?.headers.has(name) === true;
    return verdict(this, readings, isExposed, {
      expected: `a page of ${origin} to see the header ${name} of ${describe(subject, request)}`,
      describeContrary: (reading) =>
        isReadable(reading) && !isExposed(reading)
          ? `${describeReading(reading)}\n  ${whyHidden(reading, name)}`
          : describeReading(reading),
    });
  },

  async toBePreflightedFrom(received, origin, request = {}) {
    const call = "toBePreflightedFrom(origin, request)";
    const subject = checkMatch(call, { received, origin, request });
    const readings = await readFrom(subject, origin, request);
    forbidOtherFailures(readings, origin);
    const isPreflighted = ({ events }: Reading): boolean =>
      events.some((event) => event.kind === "sent" && event.preflight);
    return verdict(this, readings, isPreflighted, {
      expected: `a page of ${origin} to ask with a preflight before ${describe(subject, request)}`,
      describeContrary: describeReading,
    });
  },
};

interface Wording {
  /** After "expected", in the infinitive. */
  readonly expected: string;
  readonly describeContrary: (reading: Reading) => string;
}

/** It holds, or with `.not` it does not, where all browsers agree. */
function verdict(
  { isNot = false }: MatcherContext,
  readings: readonly Reading[],
  holds: (reading: Reading) => boolean,
  { expected, describeContrary }: Wording,
): MatcherResult {
  const contrary = readings.filter((reading) => holds(reading) === isNot);
  const words = isNot ? expected.replace(" to ", " not to ") : expected;
  return {
    pass: isNot ? contrary.length > 0 : contrary.length === 0,
    message: () => `expected ${words}\n${contrary.map(describeContrary).join("\n")}`,
  };
}

/** A server that is down reads like one that refuses: a test that means the one must not pass by the other. */
function forbidOtherFailures(readings: readonly Reading[], origin: string): void {
  const failed = readings.find(({ cause }) => cause !== null && !cause.cors);
  if (failed === undefined) return;
  const lines = [
    "the request failed for another reason than CORS, so nothing is known of who may read",
    describeReading(failed),
    ...(isMixedContent(failed) ? [`  ${unmixed(readings, origin)}`] : []),
  ];
  throw new Error(lines.join("\n"), { cause: failed.cause });
}

const isMixedContent = ({ cause }: Reading): boolean => cause?.code === "MixedContent";

/** Not all browsers take plain http: for mixed content where it leads to the machine itself. */
function unmixed(readings: readonly Reading[], origin: string): string {
  const others = readings
    .filter((reading) => !isMixedContent(reading))
    .map(({ engine }) => `"${engine}"`);
  const ways = [
    ...(origin === "null" ? [] : ["an http: origin"]),
    "an https: URL",
    ...(others.length === 0 ? [] : [`engines: [${others.join(", ")}]`]),
  ];
  return `there it lets no https: page ask over http:; use ${new Intl.ListFormat("en", { type: "disjunction" }).format(ways)}`;
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

function describe(subject: Transport | string, request: MatchedRequest): string {
  const { url = "https://api.example/", method = "GET", credentials } = request;
  const target = typeof subject === "string" ? subject : url.toString();
  return `${method} ${target}${credentials === "include" ? " with credentials" : ""}`;
}
