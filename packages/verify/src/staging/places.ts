import { compareOrigins, type Scenario, type ScenarioRequest } from "@crosswalk/explain";

/** What stands for an origin of a scenario on loopback addresses. */
export type Place =
  /** A server of ours, on a port of its own; `of` is what is amiss with it, or out of the ordinary. */
  | {
      readonly kind: "server";
      readonly scheme: "http" | "https";
      readonly host: string;
      readonly of?: "public-network" | "untrusted-certificate";
    }
  /** A port where nobody listens. */
  | { readonly kind: "closed"; readonly scheme: "http" | "https" }
  /** A name that nobody knows. */
  | { readonly kind: "unknown"; readonly scheme: "http" | "https" }
  /** A port that browsers refuse, whoever listens. */
  | { readonly kind: "refused"; readonly scheme: "http" | "https"; readonly port: string };

// A page has a name with letters, so that it can be misspelt.
const PAGE_HOST = "localhost";

/** Origins of one site have one name here, those of others others, as far as there are names. */
const OTHER_HOSTS = ["127.0.0.1", "127.0.0.2", "[::1]"];

/**
 * Which places stand for the origins of a scenario, which is given before and after changes. What is same-site stays so:
 * it has the same name and another port.
 */
export function placesOf(scenarios: readonly Scenario[]): ReadonlyMap<string, Place> {
  const pages = distinct(scenarios.map(({ page }) => page.url));
  const others = distinct(scenarios.flatMap(urlsOf)).filter((origin) => !pages.includes(origin));
  const places = new Map<string, Place>();
  const hosts = new Map<string, string>();
  const hostOf = (origin: string, names: readonly string[]): string => {
    const { hostname } = new URL(origin);
    // A loopback name is what such a scenario is about.
    if (hostname === "localhost") return "localhost";
    for (const [known, host] of hosts) if (isSameName(known, origin)) return host;
    const used = new Set(hosts.values());
    // Where there are more sites than names, the last two are one site here: CORS minds the ports alone.
    const host = names.find((name) => !used.has(name)) ?? names.at(-1)!;
    hosts.set(origin, host);
    return host;
  };
  const isGuarded = needsLocalNetwork(scenarios);
  for (const page of pages) {
    const { hostname } = new URL(page);
    const isNumber = /^127\.|^\[::1\]$/.test(hostname);
    const names = isNumber ? OTHER_HOSTS : [PAGE_HOST, ...OTHER_HOSTS];
    const scheme = schemeOf(page);
    const host = isGuarded ? "127.0.0.1" : hostOf(page, names);
    if (isGuarded) hosts.set(page, host);
    places.set(page, {
      kind: "server",
      scheme,
      host,
      ...(isGuarded ? { of: "public-network" } : {}),
    });
  }
  const isSecurePage = pages.some((page) => schemeOf(page) === "https");
  for (const other of others) {
    const scheme = schemeOf(other);
    const { port } = new URL(other);
    const failures = failuresOf(other, scenarios);
    if (REFUSED_PORTS.has(port)) places.set(other, { kind: "refused", scheme, port });
    else if (failures.every("connection-refused")) places.set(other, { kind: "closed", scheme });
    // Browsers refuse an insecure API before they look its name up, but may ask loopback addresses over http from any page.
    else if (failures.some("name-not-resolved") || (isSecurePage && scheme === "http"))
      places.set(other, { kind: "unknown", scheme });
    else {
      const host = hostOf(other, OTHER_HOSTS);
      const isUntrusted = scheme === "https" && failures.some("certificate");
      const of = isUntrusted ? ({ of: "untrusted-certificate" } as const) : {};
      places.set(other, { kind: "server", scheme, host, ...of });
    }
  }
  return places;
}

/** Whether somebody is asked whether pages of the public network may ask his own. */
export function needsLocalNetwork(scenarios: readonly Scenario[]): boolean {
  return scenarios.some(({ answers }) =>
    answers.some(
      ({ answer }) => "failure" in answer && answer.failure === "local-network-access-denied",
    ),
  );
}

const schemeOf = (origin: string): "http" | "https" =>
  origin.startsWith("https:") ? "https" : "http";

/** Same-site, whatever the schemes. */
const isSameName = (one: string, other: string): boolean =>
  compareOrigins(one.replace(/^http:/, "https:"), other.replace(/^http:/, "https:")).isSameSite;

/** The failures among what may answer an origin. */
function failuresOf(
  origin: string,
  scenarios: readonly Scenario[],
): { every: (failure: string) => boolean; some: (failure: string) => boolean } {
  const own = scenarios
    .flatMap(({ answers }) => answers)
    .filter(({ when: { url } }) => url === undefined || new URL(url).origin === origin)
    .map(({ answer }) => ("failure" in answer ? answer.failure : null));
  return {
    every: (failure) => own.length > 0 && own.every((one) => one === failure),
    some: (failure) => own.includes(failure as (typeof own)[number]),
  };
}

function urlsOf({ request, before = [], answers, cookies = [] }: Scenario): string[] {
  const asked = [request, ...before].map(({ url }: ScenarioRequest) => url);
  const answered = answers.flatMap(({ when, answer }) => [
    ...(when.url === undefined ? [] : [when.url]),
    ...("failure" in answer ? [] : answer.headers)
      .filter(([name]) => name.toLowerCase() === "location")
      .map(([, value]) => value),
  ]);
  return [...asked, ...answered, ...cookies.map(({ url }) => url)];
}

/** The web's origins among URLs, in order. */
function distinct(urls: readonly string[]): string[] {
  const web = urls.filter((url) => /^https?:/i.test(url) && URL.canParse(url));
  return [...new Set(web.map((url) => new URL(url).origin))];
}

/** https://fetch.spec.whatwg.org/#port-blocking */
const REFUSED_PORTS: ReadonlySet<string> = new Set(
  [
    "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123",
    "135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993",
    "995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080",
  ].flatMap((line) => line.split(" ")),
);
