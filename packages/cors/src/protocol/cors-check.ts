import { type CorsError, type CorsErrorCode, corsError } from "./cors-error.ts";
import type { HeaderList } from "./header-list.ts";
import { ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN } from "./header-names.ts";
import { isParsableUrl } from "./parsable-url.ts";

/** https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export type CredentialsMode = "omit" | "same-origin" | "include";

export interface CorsCheckRequest {
  readonly credentialsMode: CredentialsMode;
  /** The result of byte-serializing the request origin. */
  readonly origin: string;
}

export type CorsCheckResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: CorsError };

const success: CorsCheckResult = /* @__PURE__ */ Object.freeze({ ok: true });

/** https://fetch.spec.whatwg.org/#concept-cors-check */
export function corsCheck(request: CorsCheckRequest, response: HeaderList): CorsCheckResult {
  // 1. Let origin be the result of getting `Access-Control-Allow-Origin` from response's header
  //    list.
  const origin = response.get(ACCESS_CONTROL_ALLOW_ORIGIN);

  // 2. If origin is null, then return failure.
  // NOTE: Null is not `null`.
  if (origin === null) return failed("MissingAllowOriginHeader", "2");

  // 3. If request's credentials mode is not "include" and origin is `*`, then return success.
  if (request.credentialsMode !== "include" && origin === "*") return success;

  // 4. If the result of byte-serializing a request origin with request is not origin, then return
  //    failure.
  if (request.origin !== origin) return mismatched(origin);

  // 5. If request's credentials mode is not "include", then return success.
  if (request.credentialsMode !== "include") return success;

  // 6. Let credentials be the result of getting `Access-Control-Allow-Credentials` from response's
  //    header list.
  const credentials = response.get(ACCESS_CONTROL_ALLOW_CREDENTIALS);

  // 7. If credentials is `true`, then return success.
  if (credentials === "true") return success;

  // 8. Return failure.
  return failed("InvalidAllowCredentials", "8", credentials ?? "");
}

/** What Chromium calls an origin that is not the request's. It looks at the value in this order. */
function mismatched(origin: string): CorsCheckResult {
  if (origin === "*") return failed("WildcardOriginNotAllowed", "4");
  if (/[ ,]/.test(origin)) return failed("MultipleAllowOriginValues", "4", origin);
  if (origin === "null" || isParsableUrl(origin)) return failed("AllowOriginMismatch", "4", origin);
  return failed("InvalidAllowOriginValue", "4", origin);
}

function failed(code: CorsErrorCode, step: string, parameter = ""): CorsCheckResult {
  return {
    ok: false,
    error: corsError(code, { parameter, step, anchor: "#concept-cors-check" }),
  };
}
