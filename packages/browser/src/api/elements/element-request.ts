import { type CredentialsMode, HeaderList } from "@crosswalk/cors/protocol";
import type { RequestBody } from "../../infrastructure/body.ts";
import type {
  CacheMode,
  Destination,
  FetchRequest,
  Initiator,
  RequestMode,
} from "../../infrastructure/fetch-request.ts";
import { isReferrerPolicy } from "../../infrastructure/referrer-policy.ts";
import { createRequest } from "../request-init.ts";
import type { LoadAttributes, LoadContext } from "./load.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";

export interface ElementRequestInit {
  readonly kind: LoadKind;
  readonly destination: Destination;
  readonly mode: RequestMode;
  readonly credentialsMode: CredentialsMode;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly initiator?: Initiator;
  readonly cacheMode?: CacheMode;
  readonly method?: string;
  readonly body?: RequestBody | null;
  readonly keepalive?: boolean;
  readonly unsafeRequestFlag?: boolean;
  readonly integrity?: string;
  readonly holdsCredentials?: boolean;
  readonly isInMemory?: boolean;
  readonly referrer?: FetchRequest["referrer"];
  readonly finishHeaders?: FetchRequest["finishHeaders"];
}

// Images, scripts and links have a `referrerpolicy`; what else is loaded has none, so that who writes one says nothing.
const withPolicy: ReadonlySet<LoadKind> = new Set<LoadKind>([
  "image",
  "module",
  "preload",
  "script",
  "stylesheet",
]);

/** https://fetch.spec.whatwg.org/#concept-request, as elements fill it in */
export function createElementRequest(
  { client, agent, linkTrail, startedAt }: LoadContext,
  url: URL,
  { referrerpolicy = "" }: LoadAttributes,
  init: ElementRequestInit,
): FetchRequest {
  const word = withPolicy.has(init.kind) ? referrerpolicy.toLowerCase() : "";
  const { imageReferrerPolicies, stylesIgnoreReferrerPolicy } = agent.engine.elements;
  const isStyles = init.kind === "mask" || init.kind === "shape";
  const policy =
    isStyles && stylesIgnoreReferrerPolicy
      ? "strict-origin-when-cross-origin"
      : ((init.kind === "image" ? imageReferrerPolicies.get(word) : undefined) ?? word);
  const headerList = HeaderList.from(init.headers ?? []);
  return {
    // What nobody says anything about is as it is for a script's request; the URL is an element's to
    // choose, credentials and all.
    ...createRequest(client, agent.engine, "about:blank", {}),
    method: init.method ?? "GET",
    urlList: [url],
    blobUrlEntry: client.blobUrls.resolve(url),
    headerList,
    preflightHeaderList: headerList,
    unsafeRequestFlag: init.unsafeRequestFlag ?? false,
    body: init.body ?? null,
    referrer: init.referrer ?? "client",
    referrerPolicy: isReferrerPolicy(policy) ? policy : "",
    mode: init.mode,
    credentialsMode: init.credentialsMode,
    cacheMode: init.cacheMode ?? "default",
    integrity: init.integrity ?? "",
    keepalive: init.keepalive ?? false,
    destination: init.destination,
    element: init.kind,
    linkTrail,
    startedAt,
    holdsCredentials: init.holdsCredentials ?? false,
    isInMemory: init.isInMemory ?? false,
    initiator: init.initiator ?? "element",
    finishHeaders: init.finishHeaders ?? null,
  };
}

export interface CorsSettings {
  readonly mode: RequestMode;
  readonly credentialsMode: CredentialsMode;
}

/** https://html.spec.whatwg.org/#create-a-potential-cors-request */
export function potentialCorsSettings(crossorigin: string | undefined): CorsSettings {
  // 1. Let mode be "no-cors" if corsAttributeState is No CORS, and "cors" otherwise.
  if (crossorigin === undefined) return { mode: "no-cors", credentialsMode: "include" };
  // 3. Let credentialsMode be "include".
  // 4. If corsAttributeState is Anonymous, set credentialsMode to "same-origin".
  return { mode: "cors", credentialsMode: corsCredentialsMode(crossorigin) };
}

/** https://html.spec.whatwg.org/#cors-settings-attribute-credentials-mode */
export function corsCredentialsMode(crossorigin: string | undefined): CredentialsMode {
  return crossorigin?.toLowerCase() === "use-credentials" ? "include" : "same-origin";
}
