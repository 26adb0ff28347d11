import { describe, expect, it, test } from "vitest";
import {
  draftsFromConsole,
  explain,
  type Explanation,
  run,
  toldScenario,
} from "@crosswalk/explain";

async function explained(text: string): Promise<Explanation[]> {
  const drafts = draftsFromConsole(text);
  return Promise.all(drafts.map(async (draft) => explain(await toldScenario(draft.told!, draft))));
}

async function verdict(text: string): Promise<string | undefined> {
  const [explanation] = await explained(text);
  expect(explanation?.verdict.split(" ").length).toBeLessThanOrEqual(12);
  return explanation?.findings[0]?.cause;
}

const URL_OF_API = "https://api.hen.example/v1/eggs";
const blocked = (reason: string, what = "fetch"): string =>
  `Access to ${what} at '${URL_OF_API}' from origin 'https://coop.example' has been blocked by CORS policy: ${reason}`;
const preflight = (reason: string): string =>
  blocked(`Response to preflight request doesn't pass access control check: ${reason}`);
const firefox = (reason: string, status = ""): string =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL_OF_API}. (Reason: ${reason}).${status}`;
const old = (reason: string): string => `XMLHttpRequest cannot load ${URL_OF_API}. ${reason}`;

const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const NOT_OK = "It does not have HTTP ok status.";
const OLD_ORIGIN = "Origin 'https://coop.example' is therefore not allowed access.";

describe("a pasted message of a console is explained without asking any server:", () => {
  test.each([
    // Chromium
    [
      'Failed to load module script: Expected a JavaScript module script but the server responded with a MIME type of "text/html". Strict MIME type checking is enforced for module scripts per HTML spec.',
      "content-unusable",
    ],
    [
      "Failed to construct 'Worker': Script at 'https://cdn.hen.example/w.js' cannot be accessed from origin 'https://coop.example'.",
      "request-mode",
    ],
    ["eggs\tCORS error\tfetch\tapp.js:3\t0 B", "reason-not-told"],
    ["CORS error", "reason-not-told"],
    ["(blocked:mixed-content)", "mixed-content"],
    ["blocked:mixed-content", "mixed-content"],
    ["Failed to decode downloaded font: https://cdn.hen.example/a.woff2", "content-unusable"],
    ["OTS parsing error: invalid sfntVersion: 1008813135", "content-unusable"],
    [
      'downloadable font: rejected by sanitizer (font-family: "Hen" style:normal weight:400 stretch:100 src index:0) source: https://cdn.hen.example/a.woff2',
      "content-unusable",
    ],
    [
      'downloadable font: download failed (font-family: "Hen" style:normal weight:400 stretch:100 src index:0): status=2147746065 source: https://cdn.hen.example/a.woff2',
      "reason-not-told",
    ],
    [
      "Refused to frame 'https://shop.hen.example/' because an ancestor violates the following Content Security Policy directive: \"frame-ancestors 'none'\".",
      "frame-of-another-origin",
    ],
    [
      "Content-Security-Policy: The page’s settings blocked the loading of a resource (frame-ancestors) at https://coop.example/ because it violates the following directive: “frame-ancestors 'none'”",
      "frame-of-another-origin",
    ],
    [blocked(MISSING), "no-cors-headers"],
    [blocked(MISSING, "font"), "font-without-headers"],
    [blocked(MISSING, "script"), "script-without-headers"],
    [
      `${blocked(MISSING)}\nGET ${URL_OF_API} net::ERR_FAILED 500 (Internal Server Error)`,
      "error-without-headers",
    ],
    [
      `${blocked(MISSING)}\nPOST ${URL_OF_API} net::ERR_FAILED 502 (Bad Gateway)`,
      "gateway-error-without-headers",
    ],
    [preflight(MISSING), "preflight-without-headers"],
    [
      `OPTIONS ${URL_OF_API} 401 (Unauthorized)\n${preflight(MISSING)}`,
      "preflight-refused-by-auth",
    ],
    [
      `OPTIONS ${URL_OF_API} 405 (Method Not Allowed)\n${preflight(NOT_OK)}`,
      "preflight-without-route",
    ],
    [preflight(NOT_OK), "preflight-not-ok"],
    [preflight("Redirect is not allowed for a preflight request."), "preflight-redirected"],
    [
      blocked(
        "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
      ),
      "wildcard-with-credentials",
    ],
    [
      blocked(
        "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
      ),
      "allow-credentials-missing",
    ],
    [
      blocked(
        "The 'Access-Control-Allow-Origin' header contains multiple values '*, https://coop.example', but only one is allowed.",
      ),
      "doubled-allow-origin",
    ],
    [
      blocked(
        "The 'Access-Control-Allow-Origin' header contains multiple values 'https://a.example, https://b.example', but only one is allowed.",
      ),
      "list-in-allow-origin",
    ],
    [
      blocked("The 'Access-Control-Allow-Origin' header contains the invalid value 'undefined'."),
      "allow-origin-invalid",
    ],
    [
      blocked(
        "The 'Access-Control-Allow-Origin' header has a value 'https://barn.example' that is not equal to the supplied origin.",
      ),
      "allow-origin-mismatch",
    ],
    [
      preflight(
        "Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.",
      ),
      "method-not-allowed",
    ],
    [
      blocked(
        "Request header field x-hen is not allowed by Access-Control-Allow-Headers in preflight response.",
      ),
      "header-not-allowed",
    ],
    [
      blocked(
        "Request header field access-control-allow-origin is not allowed by Access-Control-Allow-Headers in preflight response.",
      ),
      "response-header-in-request",
    ],
    [
      blocked("Permission was denied for this request to access the `loopback` address space."),
      "local-network-access",
    ],
    [
      blocked(
        "The request client is not a secure context and the resource is in more-private address space `private`.",
      ),
      "local-network-access",
    ],
    [
      preflight(
        "No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `local` address space.",
      ),
      "local-network-access",
    ],
    [blocked("").trim(), "reason-not-told"],
    // Chromium, until 2018
    [old(`${MISSING} ${OLD_ORIGIN}`), "no-cors-headers"],
    [
      old(`${MISSING} ${OLD_ORIGIN} The response had HTTP status code 403.`),
      "error-without-headers",
    ],
    [
      old(
        `Response to preflight request doesn't pass access control check: ${MISSING} ${OLD_ORIGIN} The response had HTTP status code 404.`,
      ),
      "preflight-without-route",
    ],
    [
      `Failed to load ${URL_OF_API}: Response for preflight has invalid HTTP status code 401`,
      "preflight-refused-by-auth",
    ],
    [old("Response for preflight is invalid (redirect)"), "preflight-redirected"],
    [
      old(
        "The request was redirected to 'https://api.hen.example/v1/eggs/', which is disallowed for cross-origin requests that require preflight.",
      ),
      "preflight-redirected",
    ],
    [
      old(
        "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is ''. It must be 'true' to allow credentials.",
      ),
      "allow-credentials-missing",
    ],
    [
      `Redirect from '${URL_OF_API}' to 'https://login.hen.example/' has been blocked by CORS policy: ${MISSING} ${OLD_ORIGIN}`,
      "redirect-to-login",
    ],
    [
      `Font from origin 'https://fonts.example' has been blocked from loading by Cross-Origin Resource Sharing policy: ${MISSING} ${OLD_ORIGIN}`,
      "font-without-headers",
    ],
    // Firefox
    [
      firefox("CORS header ‘Access-Control-Allow-Origin’ missing", " Status code: 200."),
      "no-cors-headers",
    ],
    [
      firefox("CORS header ‘Access-Control-Allow-Origin’ missing", " Status code: 503."),
      "gateway-error-without-headers",
    ],
    [
      firefox("CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://barn.example’"),
      "allow-origin-mismatch",
    ],
    [
      firefox("CORS header ‘Access-Control-Allow-Origin’ does not match ‘*, *’"),
      "doubled-allow-origin",
    ],
    [
      firefox("Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed"),
      "doubled-allow-origin",
    ],
    [
      firefox(
        "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’",
      ),
      "wildcard-with-credentials",
    ],
    [
      firefox("expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’"),
      "allow-credentials-missing",
    ],
    [
      firefox("CORS preflight response did not succeed", " Status code: 404."),
      "preflight-without-route",
    ],
    [firefox("CORS preflight channel did not succeed"), "preflight-not-ok"],
    [
      firefox("Did not find method in CORS header ‘Access-Control-Allow-Methods’"),
      "method-not-allowed",
    ],
    [
      firefox(
        "missing token ‘x-hen’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel",
      ),
      "header-not-allowed",
    ],
    [
      firefox("invalid token ‘x-hen;’ in CORS header ‘Access-Control-Allow-Headers’"),
      "allow-list-malformed",
    ],
    [firefox("CORS request external redirect not allowed"), "preflight-redirected"],
    [firefox("CORS request did not succeed", " Status code: (null)."), "server-unreachable"],
    // Firefox in other languages
    [
      "Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf https://api.hen.example/v1. (Grund: CORS-Kopfzeile ‘Access-Control-Allow-Origin’ fehlt). Statuscode: 401.",
      "error-without-headers",
    ],
    [
      "已拦截跨源请求：同源策略禁止读取位于 https://api.hen.example/v1 的远程资源。（原因：CORS 请求未能成功）。状态码：(null)。",
      "server-unreachable",
    ],
    [
      "Blocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur https://api.hen.example/v1. Raison : l’en-tête CORS (raison : l’en-tête CORS « Access-Control-Allow-Origin » ne correspond pas à « https://barn.example »).",
      "allow-origin-mismatch",
    ],
    // Safari
    [
      `Fetch API cannot load ${URL_OF_API} due to access control checks.\n${URL_OF_API}\n\nFailed to load resource: Origin https://coop.example is not allowed by Access-Control-Allow-Origin.`,
      "origin-not-allowed",
    ],
    [
      `Origin https://coop.example is not allowed by Access-Control-Allow-Origin. Status code: 200\nFetch API cannot load ${URL_OF_API} due to access control checks.`,
      "origin-not-allowed",
    ],
    [
      `Origin https://coop.example is not allowed by Access-Control-Allow-Origin. Status code: 500`,
      "error-without-headers",
    ],
    [`XMLHttpRequest cannot load ${URL_OF_API} due to access control checks.`, "reason-not-told"],
    [
      `Request header field X-Hen is not allowed by Access-Control-Allow-Headers.\nFetch API cannot load ${URL_OF_API} due to access control checks.`,
      "header-not-allowed",
    ],
    ["Preflight response is not successful. Status code: 403", "preflight-refused-by-auth"],
    [
      "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
      "wildcard-with-credentials",
    ],
    // Internet Explorer and the first Edge
    [
      "SEC7120: Origin https://coop.example not found in Access-Control-Allow-Origin header.\nSCRIPT7002: XMLHttpRequest: Network Error 0x80070005, Access is denied.",
      "origin-not-allowed",
    ],
    [
      "SEC7123: Request header x-hen was not present in the Access-Control-Allow-Headers list.",
      "header-not-allowed",
    ],
    [
      'Credentials flag was set to true, but Access-Control-Allow-Credentials was not present or was not set to "true".',
      "allow-credentials-missing",
    ],
    // No CORS at all
    [
      `Mixed Content: The page at 'https://coop.example/' was loaded over HTTPS, but requested an insecure XMLHttpRequest endpoint 'http://api.hen.example/'. This request has been blocked; the content must be served over HTTPS.`,
      "mixed-content",
    ],
    [
      `Refused to connect to '${URL_OF_API}' because it violates the following Content Security Policy directive: "connect-src 'self' https://*.coop.example".`,
      "content-security-policy",
    ],
    [
      `Refused to load the script '${URL_OF_API}' because it violates the following Content Security Policy directive: "script-src 'self' 'nonce-abc'".`,
      "content-security-policy",
    ],
    [`GET ${URL_OF_API} net::ERR_CONNECTION_REFUSED`, "connection-failed"],
    [`GET ${URL_OF_API} net::ERR_NAME_NOT_RESOLVED`, "name-not-resolved"],
    [
      `GET ${URL_OF_API} net::ERR_CERT_AUTHORITY_INVALID\nUncaught (in promise) TypeError: Failed to fetch`,
      "certificate",
    ],
    [`POST ${URL_OF_API} net::ERR_BLOCKED_BY_CLIENT`, "blocked-by-client"],
    [
      `GET ${URL_OF_API} net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)`,
      "cross-origin-resource-policy",
    ],
    [`GET ${URL_OF_API} net::ERR_BLOCKED_BY_ORB`, "opaque-response-blocking"],
    [`GET ${URL_OF_API} 404 (Not Found)`, "error-status"],
    ["Uncaught (in promise) TypeError: Failed to fetch", "reason-not-told"],
    ["AxiosError: Network Error", "reason-not-told"],
    [
      `Blocked a frame with origin "https://coop.example" from accessing a cross-origin frame.`,
      "frame-of-another-origin",
    ],
    [
      `Refused to display 'https://hen.example/' in a frame because it set 'X-Frame-Options' to 'sameorigin'.`,
      "frame-of-another-origin",
    ],
    [
      "WebSocket connection to 'wss://api.hen.example/live' failed: Error during WebSocket handshake: Unexpected response code: 403",
      "web-socket",
    ],
    [
      "Uncaught SecurityError: Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.",
      "tainted-image",
    ],
    [
      'Fetch API cannot load localhost:3000/eggs. URL scheme "localhost" is not supported.',
      "url-without-scheme",
    ],
    [
      "Cookie “session” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.",
      "cookies-not-sent",
    ],
    [
      "Access to XMLHttpRequest at 'file:///C:/eggs.json' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: http, data, chrome, chrome-extension, https.",
      "page-from-file",
    ],
    [
      `Access to fetch at '${URL_OF_API}' from origin 'null' has been blocked by CORS policy: ${MISSING}`,
      "page-from-file",
    ],
  ])("%s", async (text, cause) => {
    expect(await verdict(text)).toBe(cause);
  });
});

describe("of what a message doesn't tell", () => {
  it("nothing is shown as evidence, or taken away by a change", async () => {
    const [{ findings, fixes, diagram } = {} as Explanation] = await explained(
      blocked(
        "Request header field x-hen is not allowed by Access-Control-Allow-Headers in preflight response.",
      ),
    );
    expect(findings[0]?.evidence.map(({ line, remark }) => line + remark)).toEqual([
      "Access-Control-Request-Headers: x-hen",
    ]);
    expect(fixes[0]?.diff.flatMap(({ removed }) => removed)).toEqual([]);
    expect(diagram.text).not.toMatch(/204|200/);
  });

  it("page, URL and method are named as assumed", async () => {
    const [explanation] = await explained(preflight(NOT_OK).replace(/^.*policy: /, ""));
    expect(explanation?.scenario.assumed).toEqual(["page", "url", "request"]);
  });
});

describe("where a console says that a name's server is", () => {
  const named = "https://nas.hen.example/status";
  const said = (reason: string): string =>
    `Access to fetch at '${named}' from origin 'https://coop.example' has been blocked by CORS policy: ${reason}`;
  const first = async (reason: string): Promise<Explanation> => (await explained(said(reason)))[0]!;
  const changesOf = ({ fixes }: Explanation): readonly unknown[] =>
    fixes.flatMap(({ changes }) => changes);

  it.each([
    ["local", "loopback"],
    ["local", "public"],
    ["loopback", "local"],
    ["public", "local"],
  ])("a script that says `%s` of a server in `%s` is told that", async (target, space) => {
    const reason = `Request had a target IP address space of \`${target}\` yet the resource is in address space \`${space}\`.`;
    const explanation = await first(reason);
    const [finding] = explanation.findings;
    expect(finding?.cause).toBe("local-network-access");
    expect(finding?.why).toContain(
      `\`targetAddressSpace: "${target}"\`, and the server is in the address space \`${space}\``,
    );
    expect(finding?.change).toContain(`Write \`targetAddressSpace: "${space}"\``);
    expect(finding?.evidence.at(-1)).toMatchObject({ line: named, remark: space });
    expect(changesOf(explanation)).toContainEqual({
      kind: "set-request",
      set: { targetAddressSpace: space },
    });
    const { console } = await run(explanation.scenario, "chromium");
    expect(console).toEqual([said(reason)]);
  });

  it.each([
    "Request had a target IP address space of `local`",
    "Request had a target IP address space of `local` yet the resource is in address space `unknown`.",
    "Request had a target IP address space of `local` yet the resource is in address space `local`.",
  ])("none is named or tried where it isn't told: %s", async (reason) => {
    const explanation = await first(reason);
    const [finding] = explanation.findings;
    expect(finding?.cause).toBe("local-network-access");
    expect(finding?.why).toContain("the server is in another address space");
    expect(finding?.change).not.toContain("Write `targetAddressSpace");
    expect(finding?.evidence.at(-1)).toMatchObject({ line: named, remark: "" });
    expect(changesOf(explanation)).toEqual([]);
  });

  it.each([
    ["Permission was denied for this request to access the `loopback` address space.", "loopback"],
    [
      "The request client is not a secure context and the resource is in more-private address space `private`.",
      "local",
    ],
    // What is `loopback` today had that name then.
    [
      "No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the `local` address space.",
      "",
    ],
  ])("is shown as it is told: %s", async (reason, space) => {
    const [finding] = (await first(reason)).findings;
    expect(finding?.cause).toBe("local-network-access");
    expect(finding?.evidence.at(-1)).toMatchObject({ line: named, remark: space });
  });
});

describe("several messages", () => {
  it("of several requests are explained one by one, each once", async () => {
    const text = [
      blocked(MISSING),
      `GET ${URL_OF_API} net::ERR_FAILED 200 (OK)`,
      blocked(MISSING),
      blocked(MISSING).replace("/eggs", "/chicks"),
      "Uncaught (in promise) TypeError: Failed to fetch",
    ].join("\n");
    const found = await explained(text);
    expect(found.map(({ scenario }) => scenario.request.url)).toEqual([
      URL_OF_API,
      URL_OF_API.replace("/eggs", "/chicks"),
    ]);
  });

  it("of one request are one: the reason, and the status in another line", async () => {
    const [{ verdict: said } = {} as Explanation, ...others] = await explained(
      `${blocked(MISSING)}\napp.js:12 GET ${URL_OF_API} net::ERR_FAILED 404 (Not Found)\napp.js:14 TypeError: Failed to fetch`,
    );
    expect({ said, others: others.length }).toEqual({
      said: "Fix the 404 first: the error's response has no CORS headers.",
      others: 0,
    });
  });

  it("that only say that something failed give way to one that says why", async () => {
    const found = await explained(
      `GET https://coop.example/favicon.ico 404 (Not Found)\n${blocked(MISSING)}`,
    );
    expect(found.map(({ findings }) => findings[0]?.cause)).toEqual(["no-cors-headers"]);
  });
});

it("the window that a message is not for is no page that asks", async () => {
  const [draft] = draftsFromConsole(
    "Failed to execute 'postMessage' on 'DOMWindow': The target origin provided ('https://api.example') does not match the recipient window's origin ('null').",
  );
  const { page, told } = await toldScenario(draft!.told!, draft!);
  expect([told, page.url]).toEqual(["message-target", "https://your-page.example/"]);
  expect(draft!.notes).toEqual([]);
});

it.each([
  ["Error: getaddrinfo ENOTFOUND api.hen.example", "https://api.hen.example/", "name-not-resolved"],
  ["Error: connect ECONNREFUSED ::1:3000", "http://[::1]:3000/", "connection-failed"],
  [
    "connect ECONNREFUSED 127.0.0.1:5000\n    at TCPConnectWrap",
    "http://127.0.0.1:5000/",
    "connection-failed",
  ],
])("what Node can't connect to is named: %s", async (text, url, cause) => {
  const [explanation] = await explained(text);
  expect(explanation!.scenario.request.url).toBe(url);
  expect(explanation!.findings[0]!.cause).toBe(cause);
});

it("a page that isn't framed is a matter of X-Frame-Options", async () => {
  const [explanation] = await explained(
    "Refused to display 'https://shop.example/' in a frame because it set 'X-Frame-Options' to 'sameorigin'.",
  );
  expect(explanation!.findings[0]!.standard!.url).toContain("#the-x-frame-options-header");
  const printed = explanation!.findings[0]!.console.flatMap(({ lines }) => lines);
  expect(printed).toEqual([
    "Refused to display 'https://shop.example/' in a frame because it set 'X-Frame-Options' to 'sameorigin'.",
    "The loading of “https://shop.example/” in a frame is denied by “X-Frame-Options“ directive set to “SAMEORIGIN“.",
    "Refused to display 'https://shop.example/' in a frame because it set 'X-Frame-Options' to 'SAMEORIGIN'.",
  ]);
});

it.each([
  ["http://localhost:4200/", "the slash at the end is one too many"],
  ["https://localhost:4200", "https:// is not http://"],
])("what differs between names of one machine is told: %s", async (value, difference) => {
  const [explanation] = await explained(
    `Access to fetch at 'https://api.example/' from origin 'http://localhost:4200' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${value}' that is not equal to the supplied origin.`,
  );
  const [finding] = explanation!.findings;
  expect([finding!.cause, finding!.why]).toEqual([
    "allow-origin-mismatch",
    expect.stringContaining(difference),
  ]);
});

// What people copy that is no console's line, and what has no URL.
it.each([
  [
    "Ensure CORS response header values are valid\nA cross-origin resource sharing (CORS) request was blocked because of invalid or missing response headers of the request or the associated preflight request .\nTo fix this issue, ensure the response to the CORS request and/or the associated preflight request are not missing headers and use valid header values.\n1 request\nRequest\tStatus\tPreflight Request\tHeader\tProblem\tInvalid Value\nme\tblocked\tme\tAccess-Control-Allow-Origin\tMissing Header",
    "no-cors-headers",
  ],
  ["Response was blocked by CORB (Cross-Origin Read Blocking)", "opaque-response-blocking"],
  [
    "A resource is blocked by OpaqueResponseBlocking, please check browser console for details.",
    "opaque-response-blocking",
  ],
  [
    "The resource from “https://cdn.example/a.js” was blocked due to MIME type (“text/html”) mismatch (X-Content-Type-Options: nosniff).",
    "content-unusable",
  ],
  ["Error: The request has been blocked because of CORS policy", "reason-not-told"],
  ["Invalid CORS request", "reason-not-told"],
  [
    'downloadable font: download failed (font-family: "Hen" style:normal weight:400 stretch:100 src index:0): bad URI or cross-site access not allowed source: https://cdn.example/hen.woff2',
    "origin-not-allowed",
  ],
  ["Error: Cross origin http://localhost forbidden", "no-cors-headers"],
  ["WebGL warning: texImage2D: Cross-origin elements require CORS.", "tainted-image"],
  [
    `{"level":"error","message":"Access to fetch at 'https://api.example/x' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.","timestamp":"2024-01-01"}`,
    "no-cors-headers",
  ],
])("%s", async (text, cause) => {
  const [explanation] = await explained(text);
  expect(explanation!.findings[0]!.cause).toBe(cause);
});
