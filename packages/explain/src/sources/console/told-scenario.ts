import { type AddressSpace, addressSpaceOf } from "@crosswalk/browser";
import { normalizeMethod } from "@crosswalk/cors/protocol";
import type { FailureCode } from "../../engine-run.ts";
import { run } from "../../run.ts";
import type {
  Scenario,
  ScenarioAssumption,
  ScenarioPage,
  ScenarioRequest,
  ToldObstacle,
} from "../../scenario.ts";
import { ASSUMED_PAGE, ASSUMED_URL } from "../assumed-scenario.ts";
import { valueForHeader } from "../hand-made-preflight.ts";
import type { ScenarioDraft } from "../scenario-draft.ts";
import type { ConsoleCorsCode, ConsoleKind, ConsoleMessage } from "./console-message.ts";
import type { ConsoleTrouble } from "./console-troubles.ts";
import { requestFor } from "./draft-from-console.ts";
import { lenientUrl } from "./lenient-url.ts";
import { toldAnswers } from "./told-answers.ts";
import { isOfInsecureConnection } from "./told-cookie.ts";
import { toldObstacles } from "./told-obstacles.ts";

const INSECURE_PAGE = "http://your-page.example/";
const FILE = "file:///your/page.html";

/**
 * The scenario that a browser's console tells of. What the message names is in it; what has to be there for a run, and isn't
 * named, is something usual, and `assumed` and `told` say what is which. It is run once, to see that it fails.
 * Of a request to nobody knows where, `options` may tell what the message doesn't.
 */
export async function toldScenario(
  trouble: ConsoleTrouble,
  { page, request }: Pick<ScenarioDraft, "page" | "request">,
  options: Partial<ScenarioRequest> = {},
): Promise<Scenario> {
  const assumed: ScenarioAssumption[] = [];
  if (page === null) assumed.push("page");
  const asks = page ?? assumedPage(trouble);
  const named = request ?? { ...requestFor(trouble, assumedUrl(trouble)), ...options };
  const asked = { ...named, url: urlBesideCors(trouble, asks, named.url) };
  if (request === null || asked.url !== named.url) assumed.push("url");
  const known = withPreflight(trouble, withKind(trouble, { ...asked, url: asked.url }));
  if (known.method !== asked.method || known.headers !== asked.headers) assumed.push("request");
  const { kind, code, browser, isUnanswered } = trouble.message;
  const space = spaceOfServer(trouble.message);
  const scenario: Scenario = {
    page: withPageOf(trouble, asks, known),
    request: known,
    ...toldAnswers(trouble, asks, known),
    ...(assumed.length === 0 ? {} : { assumed }),
    ...(space === null ? {} : { toldAddressSpace: space }),
    ...(browser === null ? {} : { toldBy: browser }),
  };
  const isFailedWorker = kind === "service-worker" && !isOpaqueResponse(trouble.message);
  const obstacle = isFailedWorker ? "service-worker-failed" : toldObstacles.get(kind);
  if (obstacle === undefined || isUnanswered) return scenario;
  // The engine's own way there shows more than that it was told.
  const { failure } = await run(scenario, browser ?? "chromium");
  return failure === null || !isOwnWay(kind, failure.code)
    ? { ...scenario, told: toldOfLocalNetworks(code) ?? obstacle }
    : scenario;
}

/** Whether the engine came to what was told, and not to what only was assumed. */
function isOwnWay(kind: ConsoleKind, code: FailureCode): boolean {
  const wanted = codesOfKinds.get(kind);
  return wanted === undefined ? code !== "no-answer" : wanted.test(code);
}

const codesOfKinds: ReadonlyMap<ConsoleKind, RegExp> = new Map<ConsoleKind, RegExp>([
  ["content-security-policy", /^content-security-policy$/],
  ["fetch-rejected", /^$/],
  ["frame", /^$/],
  ["frame-refused", /^$/],
  ["message-target", /^$/],
  ["opener-policy", /^$/],
  ["local-network-access", /local-network|address-space/],
  ["mixed-content", /^MixedContent$/],
  ["opaque-response-blocking", /^$/],
  ["service-worker", /^$/],
  ["web-socket", /^$/],
]);

function toldOfLocalNetworks(code: ConsoleCorsCode | null): ToldObstacle | null {
  if (codesOfPreflights.has(code)) return "private-network-preflight";
  return code === "InvalidLocalNetworkAccess" ? "other-address-space" : null;
}

const codesOfPreflights: ReadonlySet<ConsoleCorsCode | null> = new Set<ConsoleCorsCode | null>([
  "PreflightInvalidAllowPrivateNetwork",
  "PreflightMissingAllowPrivateNetwork",
  "UnexpectedPrivateNetworkAccess",
]);

function assumedPage({ message, url }: ConsoleTrouble): ScenarioPage {
  // Of `postMessage`, it is the window's that didn't get it.
  const isOriginNull = message.origin === "null" && message.kind !== "message-target";
  const isOpaque = isOriginNull || url?.startsWith("file:") === true;
  if (isOpaque) return { url: FILE };
  const isInsecure =
    (url?.startsWith("http:") === true && message.kind !== "mixed-content") ||
    isOfInsecureConnection(message);
  return { url: isInsecure ? INSECURE_PAGE : ASSUMED_PAGE };
}

/** A request that CORS refused was not refused before as mixed content: who hides a URL seldom minds its scheme. */
function urlBesideCors({ message }: ConsoleTrouble, page: ScenarioPage, url: string): string {
  const isMixed = page.url.startsWith("https:") && /^http:/i.test(url) && URL.canParse(url);
  if (message.kind !== "cors" || !isMixed) return url;
  const space = addressSpaceOf(new URL(url).hostname);
  return space === "loopback" || space === "local" ? url : url.replace(/^http:/i, "https:");
}

function assumedUrl({ message }: ConsoleTrouble): string {
  if (message.kind === "invalid-request" && message.value !== null) return message.value;
  const isInsecure = message.kind === "mixed-content" || isOfInsecureConnection(message);
  return isInsecure ? ASSUMED_URL.replace("https:", "http:") : ASSUMED_URL;
}

/** What the request has to be for such a message to be printed. */
function withKind({ message }: ConsoleTrouble, request: ScenarioRequest): ScenarioRequest {
  const { kind, code } = message;
  if (kind === "web-socket" || /^wss?:/.test(request.url))
    return { ...request, url: request.url.replace(/^ws/, "http") };
  if (code === "InvalidLocalNetworkAccess") return { ...request, ...spaceSaid(message.value) };
  if (code === "LocalNetworkAccessPermissionDenied") return besideMixedContent(message, request);
  if (code === "DisallowedByMode") return { ...request, mode: "same-origin" };
  if (code === "NoCorsRedirectModeNotFollow")
    return { ...request, mode: "no-cors", redirect: "manual" };
  if (kind === "header-not-exposed" && message.parameter !== null)
    return { ...request, api: "xhr", reads: [message.parameter] };
  if (kind === "unsafe-header" && message.parameter !== null) {
    const { parameter } = message;
    return { ...request, api: "xhr", headers: [[parameter, valueForHeader(parameter)]] };
  }
  const api = ofKind.get(kind);
  if (api === undefined) return request;
  const isElement = request.api !== "fetch" && request.api !== "xhr";
  return { ...request, ...api, ...(isElement ? { api: request.api } : {}) };
}

/** Of a name over plain http, a browser asks for leave where the script says that it is near, and else it is mixed content. */
function besideMixedContent(
  { addressSpace }: ConsoleMessage,
  request: ScenarioRequest,
): ScenarioRequest {
  const isOfName =
    /^http:/i.test(request.url) &&
    URL.canParse(request.url) &&
    addressSpaceOf(new URL(request.url).hostname) === null;
  if (!isOfName || request.targetAddressSpace !== undefined) return request;
  return { ...request, targetAddressSpace: spaceNamed(addressSpace) ?? "local" };
}

function spaceSaid(value: string | null): Pick<ScenarioRequest, "targetAddressSpace"> {
  const said = spaceNamed(value);
  return said === null ? {} : { targetAddressSpace: said };
}

/** Up to version 137, whose preflights had codes of their own, `local` was what is `loopback` today. */
function spaceOfServer({ code, addressSpace }: ConsoleMessage): AddressSpace | null {
  return codesOfPreflights.has(code) && addressSpace === "local" ? null : spaceNamed(addressSpace);
}

/** Chromium's older name is `private`. */
function spaceNamed(name: string | null): AddressSpace | null {
  const space = name === "private" ? "local" : name;
  return space === "local" || space === "loopback" || space === "public" ? space : null;
}

const ofKind: ReadonlyMap<ConsoleKind, Partial<ScenarioRequest>> = new Map<
  ConsoleKind,
  Partial<ScenarioRequest>
>([
  ["content-type", { api: "module" }],
  ["cookie", { credentials: "include" }],
  [
    "integrity",
    { integrity: "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" },
  ],
  ["tainted-canvas", { reads: ["pixels"] }],
]);

const simple: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/** A preflight failed, so the request needs one: whose method and headers tell of none gets what most have. */
function withPreflight({ message }: ConsoleTrouble, request: ScenarioRequest): ScenarioRequest {
  const { api, method, headers = [] } = request;
  if (message.isPreflight !== true || (api !== "fetch" && api !== "xhr")) return request;
  if (message.code === "MethodDisallowedByPreflightResponse" && method === undefined)
    return { ...request, method: "PUT" };
  const isNeeded =
    headers.length === 0 && (method === undefined || simple.has(normalizeMethod(method)));
  if (!isNeeded) return request;
  return method === "GET" || method === "HEAD"
    ? { ...request, headers: [["Authorization", "Bearer token"]] }
    : { ...request, method: "POST", headers: [["Content-Type", "application/json"]] };
}

/** Whether a service worker gave a response that the request may not have; else it gave none. */
const isOpaqueResponse = ({ text }: ConsoleMessage): boolean => /\bopaque\b/i.test(text);

/** What the page has to have come with. */
function withPageOf(
  { message }: ConsoleTrouble,
  page: ScenarioPage,
  request: ScenarioRequest,
): ScenarioPage {
  switch (message.kind) {
    case "content-security-policy": {
      const own =
        message.browser === "firefox" ? (message.value ?? message.directive) : message.directive;
      const directive =
        own !== null && /\s/.test(own.trim()) ? own.trim() : `${own ?? "connect-src"} 'self'`;
      return { ...page, headers: [["Content-Security-Policy", directive]] };
    }
    case "cross-origin-embedder-policy":
      return { ...page, headers: [["Cross-Origin-Embedder-Policy", "require-corp"]] };
    case "service-worker":
      return { ...page, serviceWorker: isOpaqueResponse(message) ? "opaque" : true };
    case "mixed-content":
      return lenientUrl(request.url)?.startsWith("http:") === true && page.url.startsWith("http:")
        ? { ...page, url: page.url.replace(/^http:/, "https:") }
        : page;
    default:
      return page;
  }
}
