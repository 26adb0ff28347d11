import { type ConsoleMessage, recognizeConsole } from "@crosswalk/explain";
import { describe, expect, it, test } from "vitest";

const URL_ = "https://api.example/orders";
const PAGE = "https://app.example";

const chromium = (reason: string, what = "fetch"): string =>
  `Access to ${what} at '${URL_}' from origin '${PAGE}' has been blocked by CORS policy: ${reason}`;
const ofPreflight = (reason: string): string =>
  chromium(`Response to preflight request doesn't pass access control check: ${reason}`);
const firefox = (reason: string, status = ""): string =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL_}. (Reason: ${reason}).${status}`;

const only = (text: string): ConsoleMessage => {
  const messages = recognizeConsole(text);
  expect(messages).toHaveLength(1);
  return messages[0]!;
};

// The sentences of Chromium, as cors_error_string.cc has them; those of the laboratory's recordings are read in conformance.
describe("Chromium", () => {
  test.each([
    [
      chromium("Cross origin requests are not allowed by request mode."),
      { code: "DisallowedByMode" },
    ],
    [chromium("The response is invalid."), { code: "InvalidResponse" }],
    [
      chromium(
        "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
        "XMLHttpRequest",
      ),
      { code: "WildcardOriginNotAllowed", resource: "XMLHttpRequest" },
    ],
    [
      chromium(
        "No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.",
      ),
      { code: "MissingAllowOriginHeader", isPreflight: null },
    ],
    [
      ofPreflight("No 'Access-Control-Allow-Origin' header is present on the requested resource."),
      { code: "PreflightMissingAllowOriginHeader", isPreflight: true },
    ],
    [
      chromium(
        "The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed. Have the server send the header with a valid value.",
      ),
      { code: "MultipleAllowOriginValues", value: "*, *" },
    ],
    [
      chromium("The 'Access-Control-Allow-Origin' header contains the invalid value 'undefined'."),
      { code: "InvalidAllowOriginValue", value: "undefined" },
    ],
    [
      ofPreflight(
        `The 'Access-Control-Allow-Origin' header has a value '${PAGE}/' that is not equal to the supplied origin.`,
      ),
      { code: "PreflightAllowOriginMismatch", value: `${PAGE}/` },
    ],
    [
      chromium(
        "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
      ),
      { code: "InvalidAllowCredentials", value: "" },
    ],
    [
      chromium(
        "Cross origin requests are only supported for protocol schemes: chrome, data, http, https.",
      ),
      { code: "CorsDisabledScheme" },
    ],
    [
      ofPreflight("It does not have HTTP ok status."),
      { code: "PreflightInvalidStatus", isPreflight: true },
    ],
    [
      ofPreflight("Redirect is not allowed for a preflight request."),
      { code: "PreflightDisallowedRedirect" },
    ],
    [
      chromium(
        "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
      ),
      { code: "InvalidAllowMethodsPreflightResponse" },
    ],
    [
      chromium(
        "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
      ),
      { code: "InvalidAllowHeadersPreflightResponse" },
    ],
    [
      chromium(
        "Method patch is not allowed by Access-Control-Allow-Methods in preflight response.",
      ),
      { code: "MethodDisallowedByPreflightResponse", parameter: "patch" },
    ],
    [
      chromium(
        "Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.",
      ),
      { code: "HeaderDisallowedByPreflightResponse", parameter: "content-type" },
    ],
    [
      chromium(
        "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
      ),
      { code: "RedirectContainsCredentials" },
    ],
  ])("%s", (text, facts) => {
    expect(only(text)).toMatchObject({
      browser: "chromium",
      kind: "cors",
      url: URL_,
      origin: PAGE,
      ...facts,
    });
  });

  test.each([
    [
      "The request client is not a secure context and the resource is in more-private address space `loopback`.",
      "InsecureLocalNetwork",
      "loopback",
    ],
    [
      "Request had a target IP address space of `public` yet the resource is in address space `local`.",
      "InvalidLocalNetworkAccess",
      "local",
    ],
    [
      "Permission was denied for this request to access the `loopback` address space.",
      "LocalNetworkAccessPermissionDenied",
      "loopback",
    ],
    [
      "No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `local` address space.",
      "PreflightMissingAllowPrivateNetwork",
      "local",
    ],
    [
      "Request had no target IP address space, yet the resource is in address space `private`.",
      "UnexpectedPrivateNetworkAccess",
      "private",
    ],
  ])("says of a local network: %s", (reason, code, addressSpace) => {
    expect(only(chromium(reason))).toMatchObject({
      kind: "local-network-access",
      code,
      addressSpace,
      url: URL_,
      origin: PAGE,
    });
  });

  it("tells where a redirect began", () => {
    const text = `Access to font at '${URL_}' (redirected from 'https://a.example/f.woff2') from origin 'null' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
    expect(only(text)).toMatchObject({
      resource: "font",
      url: URL_,
      redirectedFrom: "https://a.example/f.woff2",
      origin: "null",
    });
  });

  it("of old has the origin at the end", () => {
    const text = `XMLHttpRequest cannot load ${URL_}. No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin '${PAGE}' is therefore not allowed access.`;
    expect(only(text)).toMatchObject({
      browser: "chromium",
      code: "MissingAllowOriginHeader",
      url: URL_,
      origin: PAGE,
    });
  });
});

describe("Firefox in French, which has no bracket around its reasons", () => {
  const french = (reason: string): string =>
    `Blocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur ${URL_}. Raison : ${reason}.`;
  const mismatch = (origin: string): string =>
    french(`l’en-tête CORS « Access-Control-Allow-Origin » ne correspond pas à « ${origin} »`);
  const notAllowed = french(
    "l’en-tête « x-auth2-token » n’est pas autorisé d’après l’en-tête « Access-Control-Allow-Headers » de la réponse de pré-vérification des requêtes CORS",
  );
  const missing = french("l’en-tête CORS « Access-Control-Allow-Origin » est manquant");

  test.each([
    [mismatch(PAGE), { code: "AllowOriginMismatch", value: PAGE }],
    [
      mismatch("http://localhost:3000"),
      { code: "AllowOriginMismatch", value: "http://localhost:3000" },
    ],
    [
      `${mismatch("http://localhost:3000")} Code d’état : 200.`,
      { code: "AllowOriginMismatch", value: "http://localhost:3000", status: 200 },
    ],
    [notAllowed, { code: "HeaderDisallowedByPreflightResponse", value: "x-auth2-token" }],
    [missing, { code: "MissingAllowOriginHeader", status: null }],
    [`${missing} 2`, { code: "MissingAllowOriginHeader", status: null }],
    [`${missing} Code d’état : 404. 2`, { code: "MissingAllowOriginHeader", status: 404 }],
    [`${missing} Code d’état : 404.2`, { code: "MissingAllowOriginHeader", status: 404 }],
    [
      `${missing} Code d’état : 404. app.js:12:3`,
      { code: "MissingAllowOriginHeader", status: 404 },
    ],
  ])("%s", (text, facts) => {
    expect(only(text)).toMatchObject({ browser: "firefox", kind: "cors", url: URL_, ...facts });
  });
});

describe("Firefox", () => {
  test.each([
    ["CORS disabled", { code: null }],
    ["CORS header ‘Origin’ cannot be added", { code: null }],
    ["CORS request external redirect not allowed", { code: "PreflightDisallowedRedirect" }],
    ["CORS request not http", { code: "CorsDisabledScheme" }],
    [
      "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed",
      { code: "MultipleAllowOriginValues" },
    ],
    [
      "CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://b.example’",
      { code: "AllowOriginMismatch", value: "https://b.example" },
    ],
    [
      "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’",
      { code: "WildcardOriginNotAllowed" },
    ],
    [
      "Did not find method in CORS header ‘Access-Control-Allow-Methods’",
      { code: "MethodDisallowedByPreflightResponse" },
    ],
    [
      "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’",
      { code: "InvalidAllowCredentials" },
    ],
    [
      "invalid token ‘x;’ in CORS header ‘Access-Control-Allow-Methods’",
      { code: "InvalidAllowMethodsPreflightResponse", value: "x;" },
    ],
    [
      "invalid token ‘x;’ in CORS header ‘Access-Control-Allow-Headers’",
      { code: "InvalidAllowHeadersPreflightResponse", value: "x;" },
    ],
    [
      "header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
      { code: "HeaderDisallowedByPreflightResponse", parameter: "x-a" },
    ],
  ])("(Reason: %s)", (reason, facts) => {
    expect(only(firefox(reason))).toMatchObject({
      browser: "firefox",
      kind: "cors",
      url: URL_,
      ...facts,
    });
  });

  test.each([
    [
      firefox("CORS header ‘Access-Control-Allow-Origin’ missing", " Status code: 500."),
      "MissingAllowOriginHeader",
      500,
    ],
    [
      firefox("CORS header ‘Access-Control-Allow-Origin’ missing"),
      "MissingAllowOriginHeader",
      null,
    ],
    [firefox("CORS request did not succeed", " Status code: (null)."), null, 0],
    [
      firefox("CORS preflight response did not succeed", " Status code: 401."),
      "PreflightInvalidStatus",
      401,
    ],
    [
      firefox("CORS preflight response did not succeed. Status code: 401."),
      "PreflightInvalidStatus",
      401,
    ],
  ])("tells a status, or doesn't: %s", (text, code, status) => {
    expect(only(text)).toMatchObject({ browser: "firefox", code, status, url: URL_ });
  });

  it("has its URL in quotes once", () => {
    const text = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘${URL_}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).`;
    expect(only(text)).toMatchObject({ code: "WildcardOriginNotAllowed", url: URL_ });
  });
});

describe("WebKit", () => {
  it("says in three lines what is one message", () => {
    const reason = `Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 500`;
    const text = `[Error] ${reason}\n[Error] Fetch API cannot load ${URL_} due to access control checks.\n[Error] Failed to load resource: ${reason}`;
    expect(only(text)).toMatchObject({
      browser: "webkit",
      kind: "cors",
      code: null,
      url: URL_,
      origin: PAGE,
      resource: "Fetch API",
      status: 500,
    });
  });

  test.each([
    [
      "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
      { code: "WildcardOriginNotAllowed" },
    ],
    [
      "Access-Control-Allow-Origin cannot contain more than one origin.",
      { code: "MultipleAllowOriginValues" },
    ],
    [
      'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
      { code: "InvalidAllowCredentials" },
    ],
    [
      "Preflight response is not successful. Status code: 301",
      { code: "PreflightInvalidStatus", status: 301 },
    ],
    ["CORS-preflight request was blocked", { isPreflight: true }],
    [
      "Header Access-Control-Allow-Methods has an invalid value: PUT; x",
      { code: "InvalidAllowMethodsPreflightResponse", value: "PUT; x" },
    ],
    [
      "Method patch is not allowed by Access-Control-Allow-Methods.",
      { code: "MethodDisallowedByPreflightResponse", parameter: "patch" },
    ],
    [
      "Request header field X-A is not allowed by Access-Control-Allow-Headers.",
      { code: "HeaderDisallowedByPreflightResponse", parameter: "X-A" },
    ],
    [
      `Cross-origin redirection to ${URL_} denied by Cross-Origin Resource Sharing policy: Origin null is not allowed by Access-Control-Allow-Origin. Status code: 302`,
      { url: URL_, origin: "null", status: 302 },
    ],
  ])("%s", (text, facts) => {
    expect(only(text)).toMatchObject({ browser: "webkit", kind: "cors", ...facts });
  });
});

describe("what isn't CORS", () => {
  test.each([
    [
      `Mixed Content: The page at '${PAGE}/' was loaded over HTTPS, but requested an insecure resource 'http://api.example/'`,
      { browser: "chromium", kind: "mixed-content", url: "http://api.example/" },
    ],
    [
      `Mixed Content: The page at '${PAGE}/' was loaded over HTTPS, but requested an insecure resource 'http://api.example/'. This request has been blocked; the content must be served over HTTPS.`,
      { kind: "mixed-content", url: "http://api.example/", pageUrl: `${PAGE}/` },
    ],
    [
      "Blocked loading mixed active content “http://api.example/”",
      { kind: "mixed-content", url: "http://api.example/" },
    ],
    [
      `Refused to connect to '${URL_}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
      { kind: "content-security-policy", url: URL_, directive: "connect-src 'self'" },
    ],
    [
      `Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at ${URL_} because it violates the following directive: “connect-src 'self'”`,
      { kind: "content-security-policy", url: URL_, directive: "connect-src" },
    ],
    ["Blocked by Content Security Policy.", { kind: "content-security-policy" }],
    [
      `GET ${URL_} net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)`,
      { kind: "cross-origin-resource-policy", url: URL_ },
    ],
    [
      "Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
      { kind: "cross-origin-embedder-policy" },
    ],
    ["Failed to load resource: net::ERR_BLOCKED_BY_ORB", { kind: "opaque-response-blocking" }],
    [
      `The resource at “${URL_}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).`,
      { kind: "cross-origin-resource-policy", url: URL_ },
    ],
    [
      `The resource at “${URL_}” was blocked by OpaqueResponseBlocking. Reason: “nosniff”.`,
      { kind: "opaque-response-blocking", url: URL_ },
    ],
    ["Failed to load resource: net::ERR_CONNECTION_REFUSED", { kind: "refused" }],
    ["Failed to load resource: net::ERR_NAME_NOT_RESOLVED", { kind: "dns" }],
    [`POST ${URL_} net::ERR_CERT_AUTHORITY_INVALID`, { kind: "certificate", url: URL_ }],
    ["Failed to load resource: net::ERR_UNSAFE_PORT", { kind: "unsafe-port" }],
    [
      "Not allowed to use restricted network port 1: http://127.0.0.1:1/",
      { kind: "unsafe-port", url: "http://127.0.0.1:1/" },
    ],
    ["Failed to load resource: net::ERR_BLOCKED_BY_CLIENT", { kind: "blocked-by-client" }],
    [
      "Uncaught SecurityError: Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.",
      { kind: "tainted-canvas" },
    ],
    ["SecurityError: The operation is insecure.", { kind: "tainted-canvas" }],
    [
      `Subresource Integrity: The resource '${URL_}' has an integrity attribute, but the resource requires the request to be CORS enabled to check the integrity, and it is not.`,
      { kind: "integrity", url: URL_ },
    ],
    [
      'Fetch API cannot load localhost:8080/x. URL scheme "localhost" is not supported.',
      { kind: "url-scheme", url: "localhost:8080/x", parameter: "localhost" },
    ],
    ["TypeError: Failed to fetch", { kind: "fetch-rejected", browser: "chromium" }],
    [
      "TypeError: NetworkError when attempting to fetch resource.",
      { kind: "fetch-rejected", browser: "firefox" },
    ],
    ["TypeError: Load failed", { kind: "fetch-rejected", browser: "webkit" }],
  ])("%s", (text, facts) => {
    expect(only(text)).toMatchObject(facts);
  });
});

describe("further sentences", () => {
  test.each([
    [
      "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at https://a.example/x soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered.",
      { browser: "firefox", kind: "cors", url: "https://a.example/x", parameter: "Authorization" },
    ],
    [
      "SecurityError: Failed to execute 'getImageData' on 'CanvasRenderingContext2D': The canvas has been tainted by cross-origin data.",
      { browser: "chromium", kind: "tainted-canvas" },
    ],
    [
      'downloadable font: download failed (font-family: "x" style:normal weight:400 stretch:100 src index:0): bad URI or cross-site access not allowed source: https://a.example/f',
      { browser: "firefox", kind: "font", url: "https://a.example/f" },
    ],
    [
      "Cross-origin redirection to https://b.example/ denied by Cross-Origin Resource Sharing policy: redirection URL https://u:p@b.example/ has credentials",
      { browser: "webkit", code: "RedirectContainsCredentials", url: "https://b.example/" },
    ],
    [
      "Not allowed to follow a redirection while loading https://b.example/",
      { browser: "webkit", kind: "redirect", url: "https://b.example/" },
    ],
    [
      "Access blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      { browser: "chromium", code: "MissingAllowOriginHeader" },
    ],
    [
      "Fetch API cannot load https://a.example/. Refused to connect because it violates the document's Content Security Policy.",
      { browser: "chromium", kind: "content-security-policy", url: "https://a.example/" },
    ],
    [
      "Refused to connect to https://a.example/x because it does not appear in the connect-src directive of the Content Security Policy.",
      { browser: "webkit", kind: "content-security-policy", directive: "connect-src" },
    ],
    ["Preflight response was blocked", { browser: "webkit", kind: "cors", isPreflight: true }],
  ])("%s", (text, facts) => {
    expect(only(text)).toMatchObject(facts);
  });
});

describe("a message that was not copied well", () => {
  const whole = chromium(
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  );

  test.each([
    ["with where it came from", `app.js:12 ${whole}`],
    [
      "with line breaks",
      whole
        .replaceAll(" from origin", "\n  from origin")
        .replace("header is present", "header\r\nis present"),
    ],
    ["with curly quotes", whole.replaceAll(/'([^']*)'/g, "‘$1’")],
    ["with German quotes", whole.replaceAll(/'([^']*)'/g, "‚$1‘")],
    ["cut off at its end", whole.slice(0, -35)],
    [
      "in capitals of another tool",
      whole.toUpperCase().replace(URL_.toUpperCase(), URL_).replace(PAGE.toUpperCase(), PAGE),
    ],
    ["among other lines", `Uncaught (in promise)\n${whole}\n    at load (app.js:12:3)`],
  ])("%s, is recognised with its URL and origin", (_, text) => {
    expect(recognizeConsole(text)).toMatchObject([
      { kind: "cors", code: "MissingAllowOriginHeader", url: URL_, origin: PAGE },
    ]);
  });

  it("without its beginning is recognised by its reason", () => {
    expect(
      only("No 'Access-Control-Allow-Origin' header is present on the requested resource."),
    ).toMatchObject({ code: "MissingAllowOriginHeader", url: null });
  });

  it("without its reason is known to be CORS", () => {
    expect(only(whole.slice(0, whole.indexOf("No '")))).toMatchObject({
      kind: "cors",
      code: null,
      url: URL_,
      origin: PAGE,
    });
  });

  it("of Firefox, cut off within its reason, has its URL", () => {
    expect(only(firefox("CORS header ‘Access-Control").slice(0, -2))).toMatchObject({
      browser: "firefox",
      kind: "cors",
      code: null,
      url: URL_,
    });
  });

  test.each([
    ["Method PATCH is not allowed by Acc…", { parameter: "PATCH" }],
    ["Request header field x-api-key is not al...", { parameter: "x-api-key" }],
    [
      "Request header field authorization is not allowed by Access-Control-Allow-Head…",
      { parameter: "authorization" },
    ],
    [
      "The 'Access-Control-Allow-Origin' header has a value 'https://b.example' that is n…",
      { code: "AllowOriginMismatch", value: "https://b.example" },
    ],
  ])("cut off behind what it is about, tells that: %s", (reason, facts) => {
    expect(only(chromium(reason))).toMatchObject({ kind: "cors", ...facts });
  });

  it("of Firefox, cut off behind the header's name, tells that", () => {
    const text = firefox("header ‘x-api-key’ is not allowed acc…");
    expect(only(text.slice(0, text.indexOf("…") + 1))).toMatchObject({ parameter: "x-api-key" });
  });

  test.each([
    "Method PAT…",
    "Request header field x-ap…",
    "The 'Access-Control-Allow-Origin' header has a value 'https://b.exa…",
    "The 'Access-Control-Allow-Origin' header contains the invalid value 'foo…",
  ])("cut off within what it is about, tells no reason: %s", (reason) => {
    expect(only(chromium(reason))).toMatchObject({
      kind: "cors",
      code: null,
      parameter: null,
      value: null,
      url: URL_,
    });
  });

  it("is one of several", () => {
    const kinds = recognizeConsole(
      `${whole}\nGET ${URL_} net::ERR_FAILED 200 (OK)\napp.js:3 Uncaught TypeError: Failed to fetch`,
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(["cors", "network", "fetch-rejected"]);
  });

  test.each([
    "",
    "hello",
    "ReferenceError: fetc is not defined",
    "CORS is hard",
    "GET https://a.example/ 200 OK",
  ])("%j is none", (text) => {
    expect(recognizeConsole(text)).toEqual([]);
  });
});

describe("hostile text", () => {
  const MEGABYTE = 2 ** 20;
  // Milliseconds: one second is usual on a quiet machine, and what is quadratic takes minutes.
  const LIMIT = 30_000;
  test.each([
    ["quotes", "'".repeat(MEGABYTE)],
    ["beginnings", "Access to fetch at 'https://a".repeat(MEGABYTE / 29)],
    [
      "headers' values without an end",
      "The 'Access-Control-Allow-Origin' header has a value 'x ".repeat(MEGABYTE / 56),
    ],
    [
      "beginnings of Firefox",
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at x:y".repeat(
        MEGABYTE / 97,
      ),
    ],
    ["spaces", `Access to fetch at${" ".repeat(MEGABYTE)}`],
    ["one word", "a:".repeat(MEGABYTE / 2)],
  ])("of a megabyte of %s is done with in time", (_, text) => {
    const start = performance.now();
    recognizeConsole(text);
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });
});
