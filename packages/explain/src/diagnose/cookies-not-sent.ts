import { addressSpaceOf, type EngineName } from "@crosswalk/browser";
import { compareOrigins } from "../origins/compare-origins.ts";
import type { Scenario } from "../scenario.ts";
import type { Cause } from "./cause.ts";
import { pageLine, sentLines } from "./evidence.ts";
import { originOf, type RunFacts } from "./run-facts.ts";

/** CORS passes, and the user isn't logged in. */
export const cookiesNotSent: Cause = {
  id: "cookies-not-sent",
  role: "note",
  situations: [41],
  cors: false,
  standard: {
    title: "Append a request Cookie header",
    step: "",
    url: "https://fetch.spec.whatwg.org/#append-a-request-cookie-header",
  },
  find(facts) {
    const { scenario, request, hops, reach, pageOrigin } = facts;
    const hop = hops.at(-1);
    if (hop === undefined || reach === "fails") return null;
    const held = (scenario.cookies ?? []).filter(({ url, setCookie }) =>
      covers(url, setCookie, hop.url),
    );
    const sent = hop.headers.find(([name]) => name.toLowerCase() === "cookie")?.[1] ?? "";
    const missing = held.filter(({ setCookie }) => !sent.split("; ").includes(pairOf(setCookie)));
    const first = missing[0];
    if (first === undefined) return null;
    const isOmitted =
      request.credentials !== "include" &&
      originOf(hop.url) !== pageOrigin &&
      !isElement(request.api);
    if (first.told !== undefined) {
      return {
        title: `CORS is fine, but the cookie ${nameOf(first.setCookie)} isn't used.`,
        why: `The browser's own message says why: "${first.told}" CORS headers don't matter for that.`,
        change: "Mend what the message names, in the `Set-Cookie` or in what sets it.",
        where: "server",
        evidence: [],
      };
    }
    const [why, change] = isOmitted ? omitted : reason(first, hop.url, facts);
    return {
      title: `CORS is fine, but the cookie ${nameOf(first.setCookie)} isn't sent.`,
      why,
      change,
      where: isOmitted ? "request" : "server",
      evidence: [
        pageLine(facts, `Set-Cookie: ${first.setCookie}`, `held for ${originOf(first.url)}`),
        ...sentLines(facts, "Cookie"),
      ],
    };
  },
};

type HeldCookie = NonNullable<Scenario["cookies"]>[number];

const omitted = [
  "Across origins, `fetch` and XMLHttpRequest send no cookies unless the script asks for it.",
  'Set `credentials: "include"` (or `withCredentials`), and let the server answer with its exact origin and `Access-Control-Allow-Credentials: true`.',
] as const;

function reason(
  { url, setCookie }: HeldCookie,
  asked: string,
  facts: RunFacts,
): readonly [why: string, change: string] {
  const { hostname, protocol } = new URL(url);
  const isSecure = /;\s*secure\s*(?:;|$)/i.test(setCookie);
  const domain = domainOf(setCookie);
  if (domain !== null && hostname !== domain && !hostname.endsWith(`.${domain}`)) {
    return [
      `The cookie is for \`Domain=${domain}\`, and a server may set cookies for its own name and for those above it only. CORS headers don't matter for that.`,
      "Leave `Domain` out, and the cookie is the server's own; or name a domain that the server's name ends with.",
    ];
  }
  if (isExpired(setCookie)) {
    return [
      "The cookie has expired: `Max-Age` or `Expires` says that it is over, which is how servers take a cookie back. CORS headers don't matter for that.",
      "Set the cookie with a `Max-Age` above 0, or without one: it is kept until the browser is closed then.",
    ];
  }
  if (isSecure && protocol === "http:") {
    const browser = names[facts.run.engine];
    return [
      isLoopback(hostname)
        ? `The cookie is \`Secure\`, and the connection isn't: ${browser} takes no such cookie over \`http:\`, and other browsers count \`${hostname}\` as secure. CORS headers don't matter for that.`
        : "The cookie is `Secure`, and the connection isn't: no browser takes it over `http:`. CORS headers don't matter for that.",
      "Serve over https. For trying it out, most browsers take `http://localhost` for secure.",
    ];
  }
  const path = pathOf(setCookie) ?? defaultPath(new URL(url).pathname);
  if (!pathMatches(new URL(asked).pathname, path)) {
    return [
      `The cookie is for ${pathOf(setCookie) === null ? `the path \`${path}\` of the URL that set it` : `\`Path=${path}\``}, and goes along with requests below that only. CORS headers don't matter for that.`,
      "Set the cookie with `Path=/`.",
    ];
  }
  const sameSite = /;\s*samesite=(\w+)/i.exec(setCookie)?.[1];
  const isOneSite = isSameSite(facts, asked);
  if (sameSite?.toLowerCase() !== "none" && !isOneSite) {
    return [
      `The page is on another site than the server, and the cookie ${sameSite === undefined ? "has no `SameSite`, which counts as `Lax`" : `is \`SameSite=${sameSite}\``}. CORS headers don't matter for that.`,
      "Set the cookie with `SameSite=None; Secure`, and `Partitioned` where it need not be shared. Better still, put page and server on one site (`app.example.com` and `api.example.com`).",
    ];
  }
  if (sameSite?.toLowerCase() === "none" && !isSecure) {
    return [
      "The cookie is `SameSite=None` without `Secure`, and browsers keep no such cookie. CORS headers don't matter for that.",
      "Set the cookie with `SameSite=None; Secure`, over https.",
    ];
  }
  if (isOneSite) {
    return [
      `${names[facts.run.engine]} doesn't send the cookie, although page and server are on one site. CORS headers don't matter for that.`,
      "Look at the cookie in the browser's storage panel: whether it is there, and for which domain, path and site.",
    ];
  }
  return [
    "The page is on another site than the server, and this browser keeps third parties' cookies back, or apart for each site. CORS headers don't matter for that.",
    "Put page and server on one site (`app.example.com` and `api.example.com`), or use a token instead of a cookie.",
  ];
}

function covers(url: string, setCookie: string, asked: string): boolean {
  const [from, to] = [new URL(url).hostname, new URL(asked).hostname];
  const domain = domainOf(setCookie);
  return from === to || (domain !== null && (to === domain || to.endsWith(`.${domain}`)));
}

/** By scheme and registrable domain. What is framed by another site is in that one's context. */
function isSameSite({ scenario }: RunFacts, asked: string): boolean {
  for (
    let page: Scenario["page"] | undefined = scenario.page;
    page !== undefined;
    page = page.parent
  )
    if (page.sandboxed === true || !compareOrigins(page.url, asked).isSameSite) return false;
  return true;
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.2.4: what doesn't begin with a slash is as good as none. */
function pathOf(setCookie: string): string | null {
  const path = /;\s*path=([^;]*)/i.exec(setCookie)?.[1]?.trim() ?? "";
  return path.startsWith("/") ? path : null;
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function defaultPath(pathname: string): string {
  return pathname.slice(0, Math.max(1, pathname.lastIndexOf("/")));
}

function pathMatches(asked: string, path: string): boolean {
  if (!asked.startsWith(path)) return false;
  return asked.length === path.length || path.endsWith("/") || asked[path.length] === "/";
}

/** `Max-Age` goes before `Expires`. */
function isExpired(setCookie: string): boolean {
  const maxAge = /;\s*max-age=\s*(-?\d+)\s*(?:;|$)/i.exec(setCookie)?.[1];
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = /;\s*expires=([^;]+)/i.exec(setCookie)?.[1];
  return expires !== undefined && Date.parse(expires) <= Date.now();
}

const names: Readonly<Record<EngineName, string>> = {
  standard: "The standard's browser",
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
};

const isLoopback = (hostname: string): boolean => addressSpaceOf(hostname) === "loopback";

const domainOf = (setCookie: string): string | null =>
  /;\s*domain=\.?([^;\s]+)/i.exec(setCookie)?.[1]?.toLowerCase() ?? null;

const pairOf = (setCookie: string): string => setCookie.split(";", 1)[0]!.trim();
const nameOf = (setCookie: string): string => pairOf(setCookie).split("=", 1)[0]!;
const isElement = (api: string): boolean => api !== "fetch" && api !== "xhr";
