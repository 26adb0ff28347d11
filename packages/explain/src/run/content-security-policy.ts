import type { ScenarioPage, ScenarioRequest } from "../scenario.ts";
import { serializedOriginOf } from "./page-origin.ts";

// A page's own policy over what it may load, as far as URLs decide. Nonces and hashes are not known to a scenario; what
// they might allow is not counted as blocked.

/** Whether the page's own policy forbids a request to that URL. */
export function blocksByContentSecurityPolicy(
  page: ScenarioPage,
  request: ScenarioRequest,
  url: URL,
): boolean {
  return violatedDirective(page, request, url) !== null;
}

export interface ViolatedDirective {
  /** As written: `connect-src 'self'`. */
  readonly directive: string;
  readonly name: string;
  /** The directive for requests of this kind, which `default-src` may stand for. */
  readonly ownName: string;
}

/** The first directive that forbids it; null where all policies let it through. */
export function violatedDirective(
  page: ScenarioPage,
  request: ScenarioRequest,
  url: URL,
): ViolatedDirective | null {
  for (const policy of policiesOf(page)) {
    const found = governingDirective(policy, request);
    if (found === null) continue;
    const [name, ...sources] = found;
    const isRedirected = url.href.replace(/#.*$/, "") !== absolute(request.url, page);
    if (!sources.some((source) => matches(source, url, page, isRedirected)))
      return { directive: found.join(" "), name: name!, ownName: fallbacks(request)[0]! };
  }
  return null;
}

function absolute(url: string, page: ScenarioPage): string {
  try {
    return new URL(url, page.url).href.replace(/#.*$/, "");
  } catch {
    return url;
  }
}

/** Each policy as its directives: lists of a name and sources. */
function policiesOf({ headers = [] }: ScenarioPage): (readonly string[])[][] {
  return headers
    .filter(([name]) => name.toLowerCase() === "content-security-policy")
    .flatMap(([, value]) => value.split(","))
    .map((policy) =>
      policy
        .split(";")
        .map((directive) => directive.trim().split(/\s+/))
        .filter(([name]) => name !== undefined && name !== ""),
    );
}

/** https://w3c.github.io/webappsec-csp/#directive-fallback-list */
function governingDirective(
  policy: readonly (readonly string[])[],
  request: ScenarioRequest,
): readonly string[] | null {
  for (const wanted of fallbacks(request)) {
    const found = policy.find(([name]) => name!.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return null;
}

function fallbacks({ api, as }: ScenarioRequest): readonly string[] {
  switch (api === "preload" ? (as ?? "fetch") : api) {
    case "image":
    case "mask":
    case "shape":
    case "svg-use":
      return ["img-src", "default-src"];
    case "script":
    case "module":
    case "import":
      return ["script-src-elem", "script-src", "default-src"];
    case "worker":
      return ["worker-src", "child-src", "script-src", "default-src"];
    case "style":
    case "stylesheet":
      return ["style-src-elem", "style-src", "default-src"];
    case "font":
      return ["font-src", "default-src"];
    case "audio":
    case "video":
    case "track":
      return ["media-src", "default-src"];
    default:
      return ["connect-src", "default-src"];
  }
}

/** https://w3c.github.io/webappsec-csp/#match-url-to-source-expression */
function matches(source: string, url: URL, page: ScenarioPage, isRedirected: boolean): boolean {
  const text = source.toLowerCase();
  if (text === "'none'") return false;
  if (/^'(?:nonce-|sha\d+-|strict-dynamic)/.test(text)) return true;
  if (text === "'self'") return matchesSelf(url, page);
  if (text.startsWith("'")) return false;
  if (text === "*") return isNetworkScheme(url.protocol) || url.protocol === schemeOf(page);
  if (/^[a-z][a-z0-9+.-]*:$/.test(text)) return schemeMatches(text, url.protocol);
  return matchesHost(source, url, page, isRedirected);
}

function matchesSelf(url: URL, page: ScenarioPage): boolean {
  if (url.origin === serializedOriginOf(page)) return true;
  const own = new URL(page.url);
  // A page over http may use the same host over https.
  return own.hostname === url.hostname && own.protocol === "http:" && url.protocol === "https:";
}

function matchesHost(source: string, url: URL, page: ScenarioPage, isRedirected: boolean): boolean {
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+|\[[^\]]+\])(?::(\d+|\*))?(\/.*)?$/i.exec(
    source,
  );
  if (parts === null) return false;
  const [, scheme, host = "", port, path] = parts;
  const wanted = scheme === undefined ? schemeOf(page) : `${scheme.toLowerCase()}:`;
  if (!schemeMatches(wanted, url.protocol)) return false;
  if (!hostMatches(host.toLowerCase(), url.hostname)) return false;
  if (!portMatches(port, url)) return false;
  // NOTE: The path is not looked at once a redirect was followed.
  if (path === undefined || path === "/" || isRedirected) return true;
  return path.endsWith("/") ? url.pathname.startsWith(path) : url.pathname === path;
}

function hostMatches(pattern: string, hostname: string): boolean {
  return pattern.startsWith("*.") ? hostname.endsWith(pattern.slice(1)) : pattern === hostname;
}

function portMatches(port: string | undefined, url: URL): boolean {
  if (port === "*") return true;
  if (port === undefined) return url.port === "";
  return port === (url.port === "" ? defaultPort(url.protocol) : url.port);
}

const defaultPort = (protocol: string): string => (protocol === "https:" ? "443" : "80");
const schemeOf = ({ url }: ScenarioPage): string => new URL(url).protocol;
const isNetworkScheme = (protocol: string): boolean => /^(?:https?|wss?):$/.test(protocol);
const schemeMatches = (wanted: string, actual: string): boolean =>
  wanted === actual || (wanted === "http:" && actual === "https:");
