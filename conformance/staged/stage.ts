import type { Answer, Scenario, ScenarioRequest } from "@crosswalk/explain";
import type { Reply, ScriptRequest } from "../lab/case.ts";
import type { ReplyRule } from "../lab/server/rule-reply.ts";
import { type AddressMap, NoPlace } from "./address-map.ts";

/** A scenario as a real browser can be put into it. */
export interface Staged {
  readonly id: string;
  readonly pageUrl: string;
  /** URLs of pages to visit before, for their cookies. */
  readonly visits: readonly string[];
  /** What was done before, and last the request itself. */
  readonly steps: readonly ScriptRequest[];
  readonly rules: readonly ReplyRule[];
}

/** Puts a scenario on loopback addresses; throws `NoPlace` with the reason where that can't be. */
export function stage(scenario: Scenario, map: AddressMap, id: string): Staged {
  const { page, request, before = [], answers, cookies = [] } = scenario;
  refuse(scenario);
  const pageUrl = map.url(page.url);
  const visits = cookies.map(
    ({ url }, index) => `${new URL(map.url(url)).origin}/${id}/visit${index}`,
  );
  return {
    id,
    pageUrl,
    visits,
    steps: [...before, request].map((one) => scriptRequest(one, map)),
    rules: [
      ...cookies.map(({ setCookie }, index) => ({
        when: { url: visits[index]! },
        reply: { status: 200, headers: [`Set-Cookie: ${setCookie}`, "Content-Type: text/html"] },
      })),
      { when: { url: pageUrl }, reply: pageReply(scenario, map) },
      ...answers.map(({ when, answer }) => ({
        when: {
          ...when,
          ...(when.url === undefined ? {} : { url: map.url(when.url) }),
          ...(when.origin == null ? {} : { origin: map.text(when.origin) }),
        },
        reply: replyOf(answer, request, map),
      })),
    ],
  };
}

/** The laboratory's runner is a file of its own, which a page's policy can let through by `'self'`. */
export const RUNNER = "/staged/runner.js";

function pageReply({ page }: Scenario, map: AddressMap): Reply {
  const own = (page.headers ?? []).map(([name, value]) => `${name}: ${map.text(value)}`);
  const sandbox = page.sandboxed === true ? ["Content-Security-Policy: sandbox allow-scripts"] : [];
  return {
    status: 200,
    headers: ["Content-Type: text/html", "Cache-Control: no-store", ...own, ...sandbox],
    body: `<!doctype html><link rel="icon" href="data:,"><body><script src="${RUNNER}"></script></body>`,
  };
}

function refuse({ page, answers }: Scenario): void {
  if (page.serviceWorker !== undefined)
    throw new NoPlace("the laboratory's pages register no service worker");
  if (page.parent !== undefined)
    throw new NoPlace("the laboratory's frames have no pages of cases");
  for (const { answer } of answers) if ("failure" in answer) refuseFailure(answer.failure);
}

function refuseFailure(failure: Extract<Answer, { failure: string }>["failure"]): void {
  switch (failure) {
    case "connection-refused":
    case "connection-reset":
    case "name-not-resolved":
      return;
    case "certificate":
      throw new NoPlace(
        "the browsers are told to accept the laboratory's certificates, Firefox any",
      );
    case "timed-out":
      throw new NoPlace("a loopback address answers at once; browsers give up after minutes");
    case "blocked-by-client":
      throw new NoPlace("the browsers run without extensions");
    case "local-network-access-denied":
      throw new NoPlace("a page on a loopback address is in the local network and asks nobody");
  }
}

function replyOf(answer: Answer, request: ScenarioRequest, map: AddressMap): Reply {
  if ("failure" in answer) return { status: 0, raw: "", hangUp: true };
  return {
    status: answer.status,
    headers: answer.headers.map(
      ([name, value]) =>
        `${name}: ${name.toLowerCase() === "location" ? map.url(value) : map.text(value)}`,
    ),
    ...(answer.body === undefined ? usableBody(request) : { body: answer.body }),
  };
}

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
  const { api, method, headers, body, credentials, mode, redirect, cache, integrity, as } = request;
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
    ...(as === undefined ? {} : { as }),
  };
}
