import { type AddressSpace, addressSpaceOf, type EngineName } from "@crosswalk/browser";
import { isForbiddenRequestHeader } from "@crosswalk/cors/protocol";
import type { FailureCode, RunFailure } from "../engine-run.ts";
import type { AnswerRule, ScenarioPage, ScenarioRequest } from "../scenario.ts";
import { headerOf } from "./answers.ts";
import { serializedOriginOf } from "./page-origin.ts";
import { linesBesideRequests } from "./beside-requests.ts";
import { violatedDirective } from "./content-security-policy.ts";

export interface ConsoleFacts {
  readonly engine: EngineName;
  readonly page: ScenarioPage;
  readonly request: ScenarioRequest;
  readonly answers: readonly AnswerRule[];
  readonly toldAddressSpace: AddressSpace | null;
  readonly failure: RunFailure | null;
  /** What the engine has printed of the request. */
  readonly told: readonly string[];
}

/** What Chromium calls a failure of the network. */
const netErrors: ReadonlyMap<FailureCode, string> = new Map<FailureCode, string>([
  ["connection-refused", "ERR_CONNECTION_REFUSED"],
  ["connection-reset", "ERR_CONNECTION_RESET"],
  ["name-not-resolved", "ERR_NAME_NOT_RESOLVED"],
  ["certificate", "ERR_CERT_AUTHORITY_INVALID"],
  ["timed-out", "ERR_CONNECTION_TIMED_OUT"],
  ["blocked-by-client", "ERR_BLOCKED_BY_CLIENT"],
  ["no-answer", "ERR_CONNECTION_REFUSED"],
  [
    "cross-origin-embedder-policy",
    "ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
  ],
  ["OpaqueResponseBlocked", "ERR_BLOCKED_BY_ORB"],
]);

/** What a browser prints of a request that failed. What the engine knows nothing of is here. */
export function consoleLines(facts: ConsoleFacts): string[] {
  const { engine, failure, told } = facts;
  if (engine === "standard") return [];
  const refused = refusedHeaderLines(facts);
  if (failure === null) return refused;
  return [...refused, ...(besideCors(facts, failure) ?? told)];
}

/** `fetch` leaves out silently what `setRequestHeader` leaves out with a line on the console. */
function refusedHeaderLines({ engine, request: { api, headers = [] } }: ConsoleFacts): string[] {
  if (api !== "xhr") return [];
  return headers
    .filter(([name, value]) => isForbiddenRequestHeader(name, value))
    .map(([name]) =>
      engine === "firefox"
        ? `Attempt to set a forbidden header was denied: ${name}`
        : `Refused to set unsafe header "${name}"`,
    );
}

/** What a page says that won't be framed, or what most say. NB: The URL behind `ALLOW-FROM` is no keyword. */
function frameOptionsOf(answers: readonly AnswerRule[]): string {
  const values = answers.flatMap(({ answer }) =>
    "headers" in answer ? (headerOf(answer.headers, "x-frame-options") ?? []) : [],
  );
  const value = values[0] ?? "deny";
  return /^(?:deny|sameorigin)$/i.test(value) ? value.toUpperCase() : value;
}

/** Null where the engine knows what is said; empty where nothing is, or nobody has seen it. */
function besideCors(facts: ConsoleFacts, failure: RunFailure): string[] | null {
  const { engine, page, request } = facts;
  const { code, url } = failure;
  const isChromium = engine === "chromium";
  const beside = linesBesideRequests(engine, code, {
    origin: serializedOriginOf(page),
    url,
    frameOptions: frameOptionsOf(facts.answers),
  });
  if (beside !== null) return beside;
  switch (code) {
    case "content-security-policy":
      return contentSecurityPolicyLines(engine, page, request, url);
    case "MixedContent":
      // What their pages say, the engines know.
      return engine === "firefox" ? [`Blocked loading mixed active content “${url}”`] : null;
    case "cross-origin-embedder-policy":
      return embedderPolicyLines(engine, url);
    case "service-worker":
      return serviceWorkerLines(engine, url);
    case "insecure-local-network":
    case "other-address-space":
    case "local-network-access-denied":
      return localNetworkLines(facts, failure);
    default: {
      const name = netErrors.get(code);
      return isChromium && name !== undefined ? [`Failed to load resource: net::${name}`] : null;
    }
  }
}

function serviceWorkerLines(engine: EngineName, url: string): string[] {
  switch (engine) {
    case "chromium":
      return [
        `The FetchEvent for "${url}" resulted in a network error response: an "opaque" response was used for a request whose type is not no-cors`,
        "Failed to load resource: net::ERR_FAILED",
      ];
    case "firefox":
      return [
        `Failed to load ‘${url}’. A ServiceWorker passed an opaque Response to FetchEvent.respondWith() while handling a ‘cors’ FetchEvent. Opaque Response objects are only valid when the RequestMode is ‘no-cors’.`,
        notSucceeded(url),
      ];
    default:
      return [];
  }
}

function embedderPolicyLines(engine: EngineName, url: string): string[] {
  switch (engine) {
    case "chromium":
      return [`Failed to load resource: net::${netErrors.get("cross-origin-embedder-policy")!}`];
    case "firefox":
      return [
        `The resource at “${url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).`,
      ];
    default:
      return [
        `Cancelled load to ${url} because it violates the resource's Cross-Origin-Resource-Policy response header.`,
      ];
  }
}

function contentSecurityPolicyLines(
  engine: EngineName,
  page: ScenarioPage,
  request: ScenarioRequest,
  url: string,
): string[] {
  const directive = violatedDirective(page, request, new URL(url));
  if (directive === null) return [];
  switch (engine) {
    case "chromium": {
      const isConnection = directive.ownName === "connect-src";
      const what = isConnection ? "Connecting to" : `Loading the ${request.api}`;
      const sentence = `${what} '${url}' violates the following Content Security Policy directive: "${directive.directive}". The action has been blocked.`;
      return request.api === "fetch"
        ? [
            sentence,
            `Fetch API cannot load ${url}. Refused to connect because it violates the document's Content Security Policy.`,
          ]
        : [sentence];
    }
    case "firefox":
      return [
        `Content-Security-Policy: The page’s settings blocked the loading of a resource (${directive.name}) at ${url} because it violates the following directive: “${directive.directive}”`,
      ];
    default:
      return [
        `Refused to connect to ${url} because it does not appear in the ${directive.name} directive of the Content Security Policy.`,
      ];
  }
}

function localNetworkLines(facts: ConsoleFacts, failure: RunFailure): string[] {
  switch (facts.engine) {
    case "chromium":
      return [localNetworkLine(facts, failure)];
    case "firefox":
      return [notSucceeded(failure.url)];
    default:
      return [];
  }
}

/** What Firefox says of whatever came to nothing. */
const notSucceeded = (url: string): string =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: CORS request did not succeed). Status code: (null).`;

function localNetworkLine(
  { page, request, toldAddressSpace }: ConsoleFacts,
  failure: RunFailure,
): string {
  const what =
    request.api === "xhr" ? "XMLHttpRequest" : request.api === "fetch" ? "fetch" : "resource";
  // A name that was looked up may lead to the user's own machine as well as to the network around it; where the script said one
  // of them, it is not known that it is the other.
  const space =
    toldAddressSpace ??
    addressSpaceOf(new URL(failure.url).hostname) ??
    (failure.code === "other-address-space" ? "unknown" : "local");
  const reason =
    failure.code === "insecure-local-network"
      ? `The request client is not a secure context and the resource is in more-private address space \`${space}\`.`
      : failure.code === "other-address-space"
        ? `Request had a target IP address space of \`${request.targetAddressSpace}\` yet the resource is in address space \`${space}\`.`
        : `Permission was denied for this request to access the \`${space}\` address space.`;
  return `Access to ${what} at '${failure.url}' from origin '${serializedOriginOf(page)}' has been blocked by CORS policy: ${reason}`;
}
