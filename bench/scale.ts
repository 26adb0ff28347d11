/** How many origins a policy lists, and who asks. */
export interface Scale {
  readonly name: string;
  /** The origins as our policy writes them. */
  readonly allowOrigins: readonly string[];
  /** The same for peers that know no patterns: exact origins, or regular expressions that mean the patterns. */
  readonly peerOrigins: readonly (string | RegExp)[];
  /** Origins that are allowed, in the order in which they ask. */
  readonly allowed: readonly string[];
  /** Origins that are not. */
  readonly denied: readonly string[];
}

/**
 * How many requests take turns. It is the same for every scale, so that from one origin to 100,000 nothing grows but the
 * policy.
 */
const REQUESTS = 1024;

export const scales: readonly [Scale, Scale, Scale, Scale, Scale] = [
  exactScale(1),
  exactScale(100),
  exactScale(10_000),
  exactScale(100_000),
  patternScale(100),
];

export function exactOrigins(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    received(`https://tenant-${numbered(index)}.example.com`),
  );
}

function exactScale(count: number): Scale {
  const origins = exactOrigins(count);
  return {
    name: count === 1 ? "1 origin" : `${count.toLocaleString("en")} origins`,
    allowOrigins: origins,
    peerOrigins: origins,
    allowed: draws(count)
      .map((index) => `https://tenant-${numbered(index)}.example.com`)
      .map(received),
    denied: strangers(),
  };
}

function patternScale(count: number): Scale {
  const hosts = Array.from({ length: count }, (_, index) => `tenant-${numbered(index)}.example`);
  return {
    name: `${count} patterns`,
    allowOrigins: hosts.map((host) => `https://*.${host}`),
    peerOrigins: hosts.map(
      (host) => new RegExp(`^https://(?:[^./:]+\\.)+${host.replace(".", "\\.")}$`),
    ),
    allowed: draws(count)
      .map((index) => `https://preview.${String(hosts[index])}`)
      .map(received),
    denied: strangers(),
  };
}

/** The requests of a scale, all from one of its origins; each with a string of its own. */
export function askedByOne({ allowed: [first = ""] }: Scale): readonly string[] {
  return Array.from({ length: REQUESTS }, () => received(first));
}

/** None is as long as an allowed origin, so that whoever compares strings one by one can tell them apart at once. */
function strangers(): string[] {
  return Array.from(
    { length: REQUESTS },
    (_, index) => `https://stranger-${numbered(index)}.example.org`,
  ).map(received);
}

/** Indices below `count`, each as likely as the other, the same in every run. */
function draws(count: number): number[] {
  let state = 1;
  return Array.from({ length: REQUESTS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  });
}

/** A string of its own, as the parser of a server makes: not the object that stands in the policy. */
function received(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}

function numbered(index: number): string {
  return String(index).padStart(6, "0");
}
