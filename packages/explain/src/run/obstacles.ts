import {
  type AddressSpace,
  addressSpaceOf,
  engineNamed,
  isMorePrivate,
  type EngineName,
  type TransportRequest,
} from "@crosswalk/browser";
import type { ObstacleKind } from "../engine-run.ts";
import type { AnsweredResponse, ScenarioPage, ScenarioRequest, ToldObstacle } from "../scenario.ts";
import { headerOf } from "./answers.ts";
import { blocksByContentSecurityPolicy } from "./content-security-policy.ts";
import { serializedOriginOf } from "./page-origin.ts";

/** What the page itself, its worker and the network's borders say of its requests. The engine knows none of it. */
export interface Obstacles {
  readonly engine: EngineName;
  readonly page: ScenarioPage;
  readonly request: ScenarioRequest;
  readonly told: ToldObstacle | null;
  readonly toldAddressSpace: AddressSpace | null;
}

const ofLocalNetworks: ReadonlySet<ToldObstacle> = new Set<ToldObstacle>([
  "insecure-local-network",
  "other-address-space",
  "private-network-preflight",
]);

/** What stops a message before it is sent; null where nothing does. */
export function obstacleBefore(
  { engine, page, request, told, toldAddressSpace }: Obstacles,
  message: TransportRequest,
): ObstacleKind | null {
  const { localNetworkAccess } = engineNamed(engine);
  if (told !== null && (localNetworkAccess || !ofLocalNetworks.has(told))) return told;
  if (blocksByContentSecurityPolicy(page, request, message.url)) return "content-security-policy";
  if (page.serviceWorker === "opaque" && isCors(request)) return "service-worker";
  if (!localNetworkAccess) return null;
  if (isInsecureLocalRequest(page, message.url)) return "insecure-local-network";
  if (isOtherAddressSpace(page, request, message.url, toldAddressSpace))
    return "other-address-space";
  return null;
}

/** What makes a response one that the page is not given. */
export function obstacleAfter(
  { page, request }: Obstacles,
  message: TransportRequest,
  answer: AnsweredResponse,
): ObstacleKind | null {
  // https://html.spec.whatwg.org/#embedder-policy-checks
  const embedder = headerOf(page.headers ?? [], "cross-origin-embedder-policy");
  const isRequired = embedder !== null && /^\s*require-corp\s*(?:;|$)/.test(embedder);
  if (!isRequired || isCors(request)) return null;
  const isOwn = message.url.origin === serializedOriginOf(page);
  const policy = headerOf(answer.headers, "cross-origin-resource-policy");
  return isOwn || policy !== null ? null : "cross-origin-embedder-policy";
}

/** Whether a response has to pass the CORS check if it is another origin's. */
function isCors({ api, mode }: ScenarioRequest): boolean {
  switch (api) {
    case "fetch":
      return (mode ?? "cors") === "cors";
    case "xhr":
    case "event-source":
    case "font":
    case "module":
    case "import":
    case "shape":
    case "mask":
      return true;
    default:
      return mode === "cors";
  }
}

/**
 * Only addresses are judged: what space a name is in, nobody knows but who looks it up.
 *
 * https://wicg.github.io/local-network-access/#fetching
 */
function isInsecureLocalRequest(page: ScenarioPage, url: URL): boolean {
  const own = new URL(page.url);
  const from = addressSpaceOf(own.hostname);
  const to = addressSpaceOf(url.hostname);
  return own.protocol === "http:" && from !== null && to !== null && isMorePrivate(to, from);
}

/**
 * Whether a script said that a URL leads elsewhere than it does. Of a page with a name it is taken that it comes from the public
 * network; where a console told the server's space, it told that Chromium held the script to it, too.
 *
 * https://wicg.github.io/local-network-access/#fetching
 */
function isOtherAddressSpace(
  page: ScenarioPage,
  { targetAddressSpace }: ScenarioRequest,
  url: URL,
  told: AddressSpace | null,
): boolean {
  if (targetAddressSpace !== undefined && told !== null) return targetAddressSpace !== told;
  const to = addressSpaceOf(url.hostname);
  if (targetAddressSpace === undefined || to === null || to === targetAddressSpace) return false;
  return isMorePrivate(to, addressSpaceOf(new URL(page.url).hostname) ?? "public");
}
