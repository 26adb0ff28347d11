import type { Policy, RequestFacts } from "@crosswalk/cors";

/**
 * What a policy grants, by comparing lists and strings: the model that `decide` is held against. It was written from the documentation of
 * `Policy` alone and imports none of the code that it judges.
 */
export interface NaiveAnswer {
  readonly kind: "not-cors" | "preflight" | "actual";
  readonly status: number | null;
  /** In lower case, sorted, for comparison. */
  readonly headers: readonly string[];
  readonly vary: readonly string[];
  readonly granted: boolean;
}

export function naiveDecide(policy: Policy, facts: RequestFacts): NaiveAnswer {
  const everyone = policy.allowOrigins === "*";
  const vary = everyone ? [] : ["Origin"];
  const constants: string[] = [];
  if (policy.crossOriginResourcePolicy)
    constants.push(`cross-origin-resource-policy: ${policy.crossOriginResourcePolicy}`);
  if (policy.timingAllowOrigin)
    constants.push(`timing-allow-origin: ${list(policy.timingAllowOrigin)}`);

  const { origin } = facts;
  const entries = policy.allowOrigins === "*" ? [] : policy.allowOrigins;
  const allowed =
    everyone || (origin !== null && entries.some((entry) => naiveMatch(entry, origin)));
  const grant = [`access-control-allow-origin: ${everyone ? "*" : origin}`];
  if (policy.allowCredentials) grant.push("access-control-allow-credentials: true");
  const exposed = policy.exposeHeaders?.length
    ? [`access-control-expose-headers: ${list(policy.exposeHeaders)}`]
    : [];
  const actualHeaders = allowed ? [...grant, ...exposed, ...constants] : constants;

  if (origin === null)
    return { kind: "not-cors", status: null, headers: actualHeaders.sort(), vary, granted: true };
  if (facts.method !== "OPTIONS" || facts.accessControlRequestMethod === null) {
    return { kind: "actual", status: null, headers: actualHeaders.sort(), vary, granted: allowed };
  }

  const wildHeaders = policy.allowHeaders === "*" || (policy.allowHeaders ?? []).includes("*");
  const echoMethod = policy.allowMethods === "*" && policy.allowCredentials === true;
  const echoHeaders = wildHeaders && policy.allowCredentials === true;
  if (echoMethod) vary.push("Access-Control-Request-Method");
  if (echoHeaders) vary.push("Access-Control-Request-Headers");
  if (!allowed) return { kind: "preflight", status: 403, headers: [], vary, granted: false };

  const method = facts.accessControlRequestMethod;
  const safelisted = ["GET", "HEAD", "POST"].includes(method);
  const methodAllowed =
    safelisted ||
    (policy.allowMethods === "*"
      ? TOKEN.test(method) && !["CONNECT", "TRACE", "TRACK"].includes(method.toUpperCase())
      : (policy.allowMethods ?? []).includes(method));

  const asked = naiveNames(facts.accessControlRequestHeaders);
  const names = (policy.allowHeaders === "*" ? ["*"] : (policy.allowHeaders ?? [])).map((name) =>
    name.toLowerCase(),
  );
  const headerAllowed = (name: string): boolean =>
    wildHeaders
      ? name === "authorization"
        ? names.includes(name)
        : !(echoHeaders && NEVER_SENT.test(name))
      : names.includes(name);

  const headers = [...grant];
  if (echoMethod) {
    if (methodAllowed) headers.push(`access-control-allow-methods: ${method}`);
  } else if (policy.allowMethods?.length)
    headers.push(`access-control-allow-methods: ${list(policy.allowMethods)}`);
  if (echoHeaders) {
    const echoed = [...new Set((asked ?? []).filter(headerAllowed))];
    if (echoed.length > 0) headers.push(`access-control-allow-headers: ${echoed.join(", ")}`);
  } else if (policy.allowHeaders?.length)
    headers.push(`access-control-allow-headers: ${list(policy.allowHeaders)}`);
  if (policy.maxAge !== undefined) headers.push(`access-control-max-age: ${policy.maxAge}`);
  return {
    kind: "preflight",
    status: 204,
    headers: headers.sort(),
    vary,
    granted: methodAllowed && asked !== null && asked.every(headerAllowed),
  };
}

/** Whether one entry of `allowOrigins` stands for an origin. */
export function naiveMatch(entry: string, origin: string): boolean {
  if (!entry.includes("*")) return entry === origin;
  const expression = entry
    .replace(/[.[\]]/g, "\\$&")
    .replace("://*\\.", "://(?:[a-z0-9_-]{1,63}\\.)+")
    .replace(/:\*$/, "(?::(?:[1-9][0-9]{0,4}))?");
  if (!new RegExp(`^${expression}$`).test(origin)) return false;
  // What is left: names no DNS can hold, ports no socket has, and the default port, which browsers leave out.
  const [, scheme, host, port] = /^([^:]+):\/\/(\[.*\]|[^:]*)(?::(.*))?$/.exec(origin) ?? [];
  const fallback = scheme === "https" ? "443" : "80";
  return (
    host !== undefined &&
    host.length <= 253 &&
    (port === undefined || (Number(port) <= 65_535 && port !== fallback))
  );
}

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const NEVER_SENT =
  /^(?:proxy-.*|sec-.*|accept-charset|accept-encoding|access-control-request-headers|access-control-request-method|connection|content-length|cookie|cookie2|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/;

function list(value: "*" | readonly string[]): string {
  return value === "*" ? value : value.join(", ");
}

/** The names in an `Access-Control-Request-Headers`, in lower case; null where it is no list of at most 128 elements in 16 KiB. */
function naiveNames(value: string | null): string[] | null {
  if (value === null) return [];
  if (value.length > 16_384) return null;
  const elements = value.split(",").map((element) => element.replace(/^[ \t]+|[ \t]+$/g, ""));
  if (elements.length > 128) return null;
  const names = elements.filter((element) => element !== "");
  return names.every((name) => TOKEN.test(name)) ? names.map((name) => name.toLowerCase()) : null;
}
