import type { Cause } from "./cause.ts";
import { pageLine, sentLines } from "./evidence.ts";
import { originOf } from "./run-facts.ts";

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
    const [why, change] = isOmitted ? omitted : reason(first.setCookie);
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

const omitted = [
  "Across origins, `fetch` and XMLHttpRequest send no cookies unless the script asks for it.",
  'Set `credentials: "include"` (or `withCredentials`), and let the server answer with its exact origin and `Access-Control-Allow-Credentials: true`.',
] as const;

function reason(setCookie: string): readonly [why: string, change: string] {
  const sameSite = /;\s*samesite=(\w+)/i.exec(setCookie)?.[1];
  if (sameSite?.toLowerCase() !== "none") {
    return [
      `The page is on another site than the server, and the cookie ${sameSite === undefined ? "has no `SameSite`, which counts as `Lax`" : `is \`SameSite=${sameSite}\``}. CORS headers don't matter for that.`,
      "Set the cookie with `SameSite=None; Secure`, and `Partitioned` where it need not be shared. Better still, put page and server on one site (`app.example.com` and `api.example.com`).",
    ];
  }
  return [
    "The page is on another site than the server, and this browser keeps third parties' cookies back, or apart for each site. CORS headers don't matter for that.",
    "Put page and server on one site (`app.example.com` and `api.example.com`), or use a token instead of a cookie.",
  ];
}

function covers(url: string, setCookie: string, asked: string): boolean {
  const [from, to] = [new URL(url).hostname, new URL(asked).hostname];
  const domain = /;\s*domain=\.?([^;\s]+)/i.exec(setCookie)?.[1]?.toLowerCase();
  return from === to || (domain !== undefined && (to === domain || to.endsWith(`.${domain}`)));
}

const pairOf = (setCookie: string): string => setCookie.split(";", 1)[0]!.trim();
const nameOf = (setCookie: string): string => pairOf(setCookie).split("=", 1)[0]!;
const isElement = (api: string): boolean => api !== "fetch" && api !== "xhr";
