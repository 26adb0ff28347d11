import { errorStatus } from "./error-status.ts";
import { frameOfAnotherOrigin } from "./frame-of-another-origin.ts";
import { originNotAllowed } from "./origin-not-allowed.ts";
import { reasonNotTold } from "./reason-not-told.ts";
import { responseNotSeen } from "./response-not-seen.ts";
import { webSocket } from "./web-socket.ts";
import { type CauseId, causeIds } from "../cause-id.ts";
import type { Cause } from "./cause.ts";
import { allowCredentialsMissing } from "./allow-credentials-missing.ts";
import { allowListMalformed } from "./allow-list-malformed.ts";
import { allowOriginInvalid } from "./allow-origin-invalid.ts";
import { allowOriginMismatch } from "./allow-origin-mismatch.ts";
import { authorizationUnderWildcard } from "./authorization-under-wildcard.ts";
import { beaconNeedsPreflight } from "./beacon-needs-preflight.ts";
import { blockedByClient } from "./blocked-by-client.ts";
import { certificate } from "./certificate.ts";
import { connectionFailed } from "./connection-failed.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { contentUnusable } from "./content-unusable.ts";
import { cookiesNotSent } from "./cookies-not-sent.ts";
import { crossOriginResourcePolicy } from "./cross-origin-resource-policy.ts";
import { doubledAllowOrigin } from "./doubled-allow-origin.ts";
import { embedderPolicy } from "./embedder-policy.ts";
import { errorWithoutHeaders } from "./error-without-headers.ts";
import { forbiddenHeader } from "./forbidden-header.ts";
import { fontWithoutHeaders } from "./font-without-headers.ts";
import { gatewayErrorWithoutHeaders } from "./gateway-error-without-headers.ts";
import { headerNotAllowed } from "./header-not-allowed.ts";
import { headerNotExposed } from "./header-not-exposed.ts";
import { headersOnlyOnPreflight } from "./headers-only-on-preflight.ts";
import { hiddenByDevProxy } from "./hidden-by-dev-proxy.ts";
import { imageCachedWithoutCors } from "./image-cached-without-cors.ts";
import { integrity } from "./integrity.ts";
import { integrityWithoutCrossorigin } from "./integrity-without-crossorigin.ts";
import { listInAllowOrigin } from "./list-in-allow-origin.ts";
import { localNetworkAccess } from "./local-network-access.ts";
import { localNetworkPermission } from "./local-network-permission.ts";
import { loopbackNamesDiffer } from "./loopback-names-differ.ts";
import { messageTarget } from "./message-target.ts";
import { methodInLowerCase } from "./method-in-lower-case.ts";
import { methodNotAllowed } from "./method-not-allowed.ts";
import { missingVary } from "./missing-vary.ts";
import { mixedContent } from "./mixed-content.ts";
import { nameNotResolved } from "./name-not-resolved.ts";
import { noCorsHeaders } from "./no-cors-headers.ts";
import { opaqueResponse } from "./opaque-response.ts";
import { opaqueResponseBlocking } from "./opaque-response-blocking.ts";
import { openerPolicy } from "./opener-policy.ts";
import { originNotSent } from "./origin-not-sent.ts";
import { pageFromFile } from "./page-from-file.ts";
import { pageWithOpaqueOrigin } from "./page-with-opaque-origin.ts";
import { preflightEveryTime } from "./preflight-every-time.ts";
import { preflightNotOk } from "./preflight-not-ok.ts";
import { preflightRedirected } from "./preflight-redirected.ts";
import { preflightRefusedByAuth } from "./preflight-refused-by-auth.ts";
import { preflightServerError } from "./preflight-server-error.ts";
import { preflightWithoutHeaders } from "./preflight-without-headers.ts";
import { preflightWithoutRoute } from "./preflight-without-route.ts";
import { protectionSwitchedOff } from "./protection-switched-off.ts";
import { redirectMakesOriginNull } from "./redirect-makes-origin-null.ts";
import { redirectRefused } from "./redirect-refused.ts";
import { redirectToLogin } from "./redirect-to-login.ts";
import { redirectWithCredentials } from "./redirect-with-credentials.ts";
import { redirectWithoutHeaders } from "./redirect-without-headers.ts";
import { requestMode } from "./request-mode.ts";
import { requestNotPossible } from "./request-not-possible.ts";
import { responseHeaderInRequest } from "./response-header-in-request.ts";
import { scriptWithoutHeaders } from "./script-without-headers.ts";
import { serverUnreachable } from "./server-unreachable.ts";
import { serviceWorker } from "./service-worker.ts";
import { taintedImage } from "./tainted-image.ts";
import { timedOut } from "./timed-out.ts";
import { unknown } from "./unknown.ts";
import { unsafePort } from "./unsafe-port.ts";
import { urlWithoutScheme } from "./url-without-scheme.ts";
import { varyLeftOut } from "./vary-left-out.ts";
import { wildcardListWithCredentials } from "./wildcard-list-with-credentials.ts";
import { wildcardWithCredentials } from "./wildcard-with-credentials.ts";

const byId: Readonly<Record<CauseId, Cause>> = {
  "url-without-scheme": urlWithoutScheme,
  "request-not-possible": requestNotPossible,
  "request-mode": requestMode,
  "reason-not-told": reasonNotTold,
  "frame-of-another-origin": frameOfAnotherOrigin,
  "message-target": messageTarget,
  "opener-policy": openerPolicy,
  "web-socket": webSocket,
  "service-worker": serviceWorker,
  "content-security-policy": contentSecurityPolicy,
  "mixed-content": mixedContent,
  "local-network-access": localNetworkAccess,
  "unsafe-port": unsafePort,
  "blocked-by-client": blockedByClient,
  "name-not-resolved": nameNotResolved,
  certificate: certificate,
  "timed-out": timedOut,
  "connection-failed": connectionFailed,
  "server-unreachable": serverUnreachable,
  "embedder-policy": embedderPolicy,
  "cross-origin-resource-policy": crossOriginResourcePolicy,
  "opaque-response-blocking": opaqueResponseBlocking,
  "integrity-without-crossorigin": integrityWithoutCrossorigin,
  integrity: integrity,
  "content-unusable": contentUnusable,
  "origin-not-sent": originNotSent,
  "redirect-refused": redirectRefused,
  "page-from-file": pageFromFile,
  "page-with-opaque-origin": pageWithOpaqueOrigin,
  "preflight-redirected": preflightRedirected,
  "redirect-to-login": redirectToLogin,
  "redirect-without-headers": redirectWithoutHeaders,
  "redirect-makes-origin-null": redirectMakesOriginNull,
  "redirect-with-credentials": redirectWithCredentials,
  "image-cached-without-cors": imageCachedWithoutCors,
  "missing-vary": missingVary,
  "doubled-allow-origin": doubledAllowOrigin,
  "beacon-needs-preflight": beaconNeedsPreflight,
  "response-header-in-request": responseHeaderInRequest,
  "preflight-refused-by-auth": preflightRefusedByAuth,
  "preflight-without-route": preflightWithoutRoute,
  "preflight-server-error": preflightServerError,
  "preflight-not-ok": preflightNotOk,
  "preflight-without-headers": preflightWithoutHeaders,
  "allow-list-malformed": allowListMalformed,
  "wildcard-list-with-credentials": wildcardListWithCredentials,
  "method-in-lower-case": methodInLowerCase,
  "method-not-allowed": methodNotAllowed,
  "authorization-under-wildcard": authorizationUnderWildcard,
  "header-not-allowed": headerNotAllowed,
  "list-in-allow-origin": listInAllowOrigin,
  "loopback-names-differ": loopbackNamesDiffer,
  "allow-origin-invalid": allowOriginInvalid,
  "allow-origin-mismatch": allowOriginMismatch,
  "wildcard-with-credentials": wildcardWithCredentials,
  "allow-credentials-missing": allowCredentialsMissing,
  "headers-only-on-preflight": headersOnlyOnPreflight,
  "gateway-error-without-headers": gatewayErrorWithoutHeaders,
  "error-without-headers": errorWithoutHeaders,
  "origin-not-allowed": originNotAllowed,
  "font-without-headers": fontWithoutHeaders,
  "script-without-headers": scriptWithoutHeaders,
  "no-cors-headers": noCorsHeaders,
  "opaque-response": opaqueResponse,
  "tainted-image": taintedImage,
  "header-not-exposed": headerNotExposed,
  "forbidden-header": forbiddenHeader,
  "error-status": errorStatus,
  "response-not-seen": responseNotSeen,
  "cookies-not-sent": cookiesNotSent,
  "local-network-permission": localNetworkPermission,
  "preflight-every-time": preflightEveryTime,
  "vary-left-out": varyLeftOut,
  "protection-switched-off": protectionSwitchedOff,
  "hidden-by-dev-proxy": hiddenByDevProxy,
  unknown: unknown,
};

/** All causes, in the order in which they are looked for: the first that a run shows is the one. */
export const causes: readonly Cause[] = causeIds.map((id) => byId[id]);
