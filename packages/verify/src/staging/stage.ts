import type { Answer, Scenario, ScenarioPage, ScenarioRequest } from "@crosswalk/explain";
import type { ScriptRequest } from "../page/script-request.ts";
import type { Reply } from "../server/reply.ts";
import type { AddressMap } from "./address-map.ts";
import { NoPlace } from "./no-place.ts";
import type { ReplyRule } from "./rule-reply.ts";

/** A scenario as a real browser can be put into it. */
export interface Staged {
  readonly pageUrl: string;
  /** What the page itself is answered with. */
  readonly page: Reply;
  /** Pages to visit before, for their cookies. */
  readonly visits: readonly { readonly url: string; readonly reply: Reply }[];
  /** What was done before, and last the request itself. */
  readonly steps: readonly ScriptRequest[];
  readonly rules: readonly ReplyRule[];
  /** The service worker that answers for the page, if there is one. */
  readonly worker: Reply | null;
  /** What an extension of the browser keeps from being asked for, by beginnings of URLs. */
  readonly blocked: readonly string[];
}

/** Puts a scenario on loopback addresses; throws `NoPlace` with the reason where that can't be. */
export function stage(scenario: Scenario, map: AddressMap): Staged {
  const { page, request, before = [], answers, cookies = [] } = scenario;
  refuse(scenario);
  return {
    pageUrl: map.url(page.url),
    page: pageReply(scenario, map),
    visits: cookies.map(({ url, setCookie }, index) => ({
      // In the same folder, where a cookie without `Path` belongs.
      url: new URL(`crosswalk-visit-${index}`, map.url(url)).href,
      reply: {
        status: 200,
        headers: [`Set-Cookie: ${setCookie}`, "Content-Type: text/html"],
        body: PAGE_HEAD,
      },
    })),
    steps: [...before, request].map((one) => scriptRequest(one, map)),
    rules: answers.map(({ when, answer }) => ({
      when: {
        ...when,
        ...(when.url === undefined ? {} : { url: map.url(when.url) }),
        ...(when.origin == null ? {} : { origin: map.text(when.origin) }),
      },
      reply: replyOf(answer, when.url ?? request.url, request, map),
    })),
    worker: page.serviceWorker === undefined ? null : workerReply(page.serviceWorker),
    blocked: answers
      .filter(({ answer }) => "failure" in answer && answer.failure === "blocked-by-client")
      .map(({ when: { url } }) => map.url(url ?? new URL("/", request.url).href)),
  };
}

export const WORKER_PATH = "/crosswalk-worker.js";

/** Answers what the page asks with CORS: with what it fetches so itself, or fetches without. */
function workerReply(kind: NonNullable<ScenarioPage["serviceWorker"]>): Reply {
  const asked = kind === "opaque" ? `event.request.url, { mode: "no-cors" }` : "event.request";
  return {
    status: 200,
    headers: ["Content-Type: text/javascript", "Cache-Control: no-store"],
    body: [
      `addEventListener("install", () => skipWaiting());`,
      `addEventListener("activate", (event) => event.waitUntil(clients.claim()));`,
      `addEventListener("fetch", (event) => {`,
      `  if (event.request.mode === "cors") event.respondWith(fetch(${asked}));`,
      `});`,
    ].join("\n"),
  };
}

/** The page's script is a file of its own, which a page's policy can let through by `'self'`. */
export const SCRIPT_PATH = "/crosswalk-verify.js";

// Without an icon of its own, a browser asks for one, now or later.
const PAGE_HEAD = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">`;

const PAGE_BODY = `${PAGE_HEAD}<body><script src="${SCRIPT_PATH}"></script></body>`;

function pageReply({ page }: Scenario, map: AddressMap): Reply {
  const own = (page.headers ?? [])
    .filter(([name]) => !/^content-type$/i.test(name) && !OUR_OWN.test(name))
    .map(([name, value]) => `${name}: ${map.text(value)}`);
  const sandbox = page.sandboxed === true ? ["Content-Security-Policy: sandbox allow-scripts"] : [];
  return {
    status: 200,
    headers: ["Content-Type: text/html", "Cache-Control: no-store", ...own, ...sandbox],
    body: PAGE_BODY,
  };
}

function refuse({ page, request, before = [], answers }: Scenario): void {
  if (page.serviceWorker !== undefined && (page.sandboxed === true || !/^http/i.test(page.url)))
    throw new NoPlace("such a page has no service worker");
  if (page.parent !== undefined) throw new NoPlace("the page is opened by itself, in no frame");
  if (/^data:/i.test(page.url)) throw new NoPlace("browsers open no page of a data: URL");
  for (const { upload } of [...before, request])
    if (upload === "stream")
      throw new NoPlace("the servers speak no HTTP/2, and browsers stream over nothing else");
  for (const { answer } of answers)
    if ("failure" in answer) refuseFailure(answer.failure, page, request);
}

function refuseFailure(
  failure: Extract<Answer, { failure: string }>["failure"],
  page: ScenarioPage,
  request: ScenarioRequest,
): void {
  switch (failure) {
    case "connection-refused":
    case "connection-reset":
    case "name-not-resolved":
    case "certificate":
    case "blocked-by-client":
      return;
    case "timed-out":
      throw new NoPlace("a loopback address answers at once; browsers give up after minutes");
    case "local-network-access-denied":
      // NB: Firefox refuses it as mixed content, unless the address is the machine's own; and all addresses here are.
      if (/^https:/i.test(page.url) && /^http:/i.test(request.url))
        throw new NoPlace("loopback addresses over http are more than local ones are");
  }
}

// Our servers frame the bodies, which they send as they are; and what tells a browser to remember something of a host
// would be remembered of a loopback name.
const OUR_OWN =
  /^(?:content-length|transfer-encoding|content-encoding|connection|keep-alive|trailer|upgrade|alt-svc|strict-transport-security)$/i;

function replyOf(answer: Answer, from: string, request: ScenarioRequest, map: AddressMap): Reply {
  if ("failure" in answer) return { status: 0, raw: "", hangUp: true };
  // A location without a scheme has that of the URL before it.
  const location = (value: string): string =>
    value.startsWith("//") && URL.canParse(value, from) ? new URL(value, from).href : value;
  return {
    status: answer.status,
    headers: answer.headers
      .filter(([name]) => !OUR_OWN.test(name))
      .map(
        ([name, value]) =>
          `${name}: ${name.toLowerCase() === "location" ? map.url(location(value)) : map.text(value)}`,
      ),
    ...(answer.body === undefined ? usableBody(request) : { body: inBytes(answer.body) }),
  };
}

/** A reply's characters are bytes. */
const inBytes = (text: string): string => Buffer.from(text).toString("latin1");

const usable: Readonly<Partial<Record<ScenarioRequest["api"], string>>> = {
  audio: "wav",
  "event-source": "events",
  font: "font",
  image: "png",
  import: "module",
  module: "module",
  script: "script",
  stylesheet: "stylesheet",
  track: "vtt",
  video: "wav",
  worker: "worker",
};

/** Where a scenario doesn't give the body, it is one that the request can use. */
function usableBody({ api }: ScenarioRequest): Pick<Reply, "asset"> {
  const asset = usable[api];
  return asset === undefined ? {} : { asset };
}

function scriptRequest(request: ScenarioRequest, map: AddressMap): ScriptRequest {
  const { api, method, headers, body, credentials, mode, redirect, cache, integrity, as, upload } =
    request;
  const { targetAddressSpace } = request;
  const type = headers?.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const isScript = api === "fetch";
  const isInclude = credentials === "include";
  return {
    api,
    url: map.url(request.url),
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined
      ? {}
      : {
          body:
            api === "beacon" && type !== undefined
              ? { kind: "blob", type, size: body.length }
              : { kind: "text", size: body.length },
        }),
    ...(isScript && credentials !== undefined ? { credentials } : {}),
    ...(isScript && mode !== undefined ? { mode } : {}),
    ...(isScript && redirect !== undefined ? { redirect } : {}),
    ...(isScript && cache !== undefined ? { cache } : {}),
    ...(!isScript && isInclude ? { withCredentials: true } : {}),
    ...(!isScript && mode === "cors"
      ? { crossorigin: isInclude ? "use-credentials" : "anonymous" }
      : {}),
    ...(integrity === undefined ? {} : { integrity }),
    ...(targetAddressSpace === undefined ? {} : { targetAddressSpace }),
    ...(as === undefined ? {} : { as }),
    ...(api === "xhr" && upload === "listener" ? { uploadListener: true } : {}),
  };
}
