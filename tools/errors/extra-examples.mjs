// Examples for causes and codes that are not on the list of situations. They are run like those: a page shows what happens, and
// `book.mjs` refuses an example that does not show what it is here for.

/** @typedef {import("../../packages/explain/dist/index.d.ts").Scenario} Scenario */
/** @typedef {import("../../packages/explain/dist/index.d.ts").AnswerRule} AnswerRule */
/** @typedef {{ title: string, shows: string, scenario: Scenario }} ExtraExample */

const ORIGIN = "https://app.example";
const URL_OF_API = "https://api.example/orders";
const ALLOW = `Access-Control-Allow-Origin: ${ORIGIN}`;
const CREDENTIALS = "Access-Control-Allow-Credentials: true";

/** @param {number} status @param {readonly string[]} lines */
const response = (status, ...lines) => ({
  status,
  headers: lines.map((line) => {
    const colon = line.indexOf(":");
    return /** @type {const} */ ([line.slice(0, colon), line.slice(colon + 1).trim()]);
  }),
});

/** @param {AnswerRule["answer"]} answer @returns {AnswerRule} */
const always = (answer) => ({ when: {}, answer });

/** @param {Partial<Scenario["request"]>} request @param {readonly AnswerRule[]} answers @returns {Scenario} */
const ask = (request, answers) => ({
  page: { url: `${ORIGIN}/` },
  request: { api: "fetch", url: URL_OF_API, ...request },
  answers,
});

/**
 * A PUT whose preflight is answered so, and which would itself be allowed.
 *
 * @param {Partial<Scenario["request"]>} request @param {readonly string[]} lines @returns {Scenario}
 */
const preflighted = (request, ...lines) =>
  ask({ method: "PUT", ...request }, [
    {
      when: { preflight: true },
      answer: response(204, ...lines, "Access-Control-Allow-Methods: PUT"),
    },
    always(response(200, ALLOW, ...(request.credentials === "include" ? [CREDENTIALS] : []))),
  ]);

/** @type {readonly ExtraExample[]} */
export const extraExamples = [
  {
    title: "The middle of a script of no type, which nobody asked for",
    shows: "unknown",
    scenario: ask({ api: "script", url: "https://cdn.example/hen.js" }, [
      always({
        ...response(206, "Content-Range: bytes 8-15/80"),
        body: "hen = 2;",
      }),
    ]),
  },
  {
    title: "A method that no page may use",
    shows: "request-not-possible",
    scenario: ask({ method: "TRACE" }, [always(response(200, ALLOW))]),
  },
  {
    title: 'mode: "same-origin" for another origin',
    shows: "request-mode",
    scenario: ask({ mode: "same-origin" }, [always(response(200, ALLOW))]),
  },
  {
    title: 'mode: "same-origin" for another origin',
    shows: "DisallowedByMode",
    scenario: ask({ mode: "same-origin" }, [always(response(200, ALLOW))]),
  },
  {
    title: "Nothing answers at this URL",
    shows: "server-unreachable",
    scenario: ask({}, []),
  },
  {
    title: "A script is told that the fetch failed, and no more",
    shows: "reason-not-told",
    scenario: { ...ask({}, [always(response(200, ALLOW))]), told: "reason-not-told" },
  },
  {
    title: "A script looks into a frame of another origin",
    shows: "frame-of-another-origin",
    scenario: { ...ask({}, [always(response(200, ALLOW))]), told: "frame-access" },
  },
  {
    title: "A script posts to a frame that hasn't loaded yet",
    shows: "message-target",
    scenario: {
      ...ask({ url: "https://pay.example/" }, [always(response(200, ALLOW))]),
      told: "message-target",
    },
  },
  {
    title: "A page with an opener policy asks whether its popup is closed",
    shows: "opener-policy",
    scenario: {
      ...ask({ url: "https://login.example/" }, [always(response(200, ALLOW))]),
      told: "opener-policy",
    },
  },
  {
    title: "A script sets a header that is the browser's",
    shows: "forbidden-header",
    scenario: ask({ api: "xhr", headers: [["Cookie", "hen=1"]] }, [always(response(200, ALLOW))]),
  },
  {
    title: "A WebSocket's handshake is refused",
    shows: "web-socket",
    scenario: {
      ...ask({ url: "https://api.example/live" }, [always(response(200, ALLOW))]),
      told: "web-socket",
    },
  },
  {
    title: "A picture's URL answers with a page",
    shows: "opaque-response-blocking",
    scenario: {
      ...ask({ api: "image", url: "https://cdn.example/hen.png" }, [
        always(response(200, "Content-Type: text/html")),
      ]),
      told: "opaque-response-blocking",
    },
  },
  {
    title: "Safari says that the origin isn't allowed",
    shows: "origin-not-allowed",
    scenario: ask({}, [always({ ...response(200), told: ["status"] })]),
  },
  {
    title: "The script can read that there is nothing",
    shows: "error-status",
    scenario: ask({}, [always(response(404, ALLOW))]),
  },
  {
    title: "A preflight that was tried with curl",
    shows: "response-not-seen",
    scenario: ask({ method: "PUT" }, [
      {
        when: { preflight: true },
        answer: response(204, ALLOW, "Access-Control-Allow-Methods: PUT"),
      },
      always({ ...response(200, ALLOW), assumed: true }),
    ]),
  },
  {
    title: "The file is newer than its hash",
    shows: "integrity",
    scenario: ask(
      {
        api: "script",
        url: "https://cdn.example/hen.js",
        mode: "cors",
        integrity: "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      },
      [
        always({
          ...response(200, "Content-Type: text/javascript", "Access-Control-Allow-Origin: *"),
          body: "hen = 2;",
        }),
      ],
    ),
  },
  {
    title: "A module script is served as HTML",
    shows: "content-unusable",
    scenario: ask({ api: "module", url: "https://cdn.example/hen.js" }, [
      always({
        ...response(200, "Content-Type: text/html", "Access-Control-Allow-Origin: *"),
        body: "<!doctype html>",
      }),
    ]),
  },
  {
    title: "Two rules that send the request back and forth",
    shows: "redirect-refused",
    scenario: ask({}, [always(response(302, ALLOW, `Location: ${URL_OF_API}`))]),
  },
  {
    title: "The preflight is answered 400, with CORS headers",
    shows: "preflight-not-ok",
    scenario: ask({ method: "PUT" }, [
      {
        when: { preflight: true },
        answer: response(400, ALLOW, "Access-Control-Allow-Methods: PUT"),
      },
      always(response(200, ALLOW)),
    ]),
  },
  {
    title: "A page of the internet asks a printer",
    shows: "local-network-permission",
    scenario: ask({ url: "https://192.168.0.7/status" }, [always(response(200, ALLOW))]),
  },
  {
    title: "An answer for one origin that everyone's cache may keep",
    shows: "vary-left-out",
    scenario: ask({}, [always(response(200, ALLOW, "Cache-Control: public, max-age=600"))]),
  },
  {
    title: "A preflight that allows everyone, for a request with credentials",
    shows: "PreflightWildcardOriginNotAllowed",
    scenario: preflighted({ credentials: "include" }, "Access-Control-Allow-Origin: *"),
  },
  {
    title: "Two layers answer the preflight",
    shows: "PreflightMultipleAllowOriginValues",
    scenario: preflighted({}, ALLOW, ALLOW),
  },
  {
    title: "The preflight allows what is no origin",
    shows: "PreflightInvalidAllowOriginValue",
    scenario: preflighted({}, "Access-Control-Allow-Origin: undefined"),
  },
  {
    title: "The preflight allows another page",
    shows: "PreflightAllowOriginMismatch",
    scenario: preflighted({}, "Access-Control-Allow-Origin: https://admin.example"),
  },
  {
    title: "The preflight of a request with credentials doesn't allow them",
    shows: "PreflightInvalidAllowCredentials",
    scenario: preflighted({ credentials: "include" }, ALLOW),
  },
  {
    title: "A page of the local network, over http, asks the own machine",
    shows: "InsecureLocalNetwork",
    scenario: {
      ...ask({ url: "http://127.0.0.1:8080/status" }, [
        always(response(200, "Access-Control-Allow-Origin: *")),
      ]),
      page: { url: "http://192.168.0.7/" },
    },
  },
  {
    title: "A script says that its own machine is in the network around it",
    shows: "InvalidLocalNetworkAccess",
    scenario: ask({ url: "http://127.0.0.1:8080/status", targetAddressSpace: "local" }, [
      always(response(200, "Access-Control-Allow-Origin: *")),
    ]),
  },
];
