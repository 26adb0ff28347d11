import { HeaderList } from "@crosswalk/cors/protocol";
import type { CauseId } from "../cause-id.ts";
import { unexposed } from "../diagnose/header-not-exposed.ts";
import { rightSpaceOf } from "../diagnose/local-network-access.ts";
import { absoluteUrl, originOf, type RunFacts } from "../diagnose/run-facts.ts";
import { spelled } from "../diagnose/spelling.ts";
import type { Change } from "../explanation.ts";
import { headerOf } from "../run/answers.ts";
import type { ScenarioRequest } from "../scenario.ts";
import { allowedByPolicy } from "./allow-in-policy.ts";
import { grantOrigin, pagePlace, preflightAnswer, serverPlace, withOrigin } from "./grant.ts";
import {
  COST_OF_HEADER,
  COST_OF_LESS,
  COST_OF_PAGE,
  COST_OF_PREFLIGHT,
  COST_OF_REQUEST,
  COST_OF_SERVER,
  COST_OF_STATUS,
  type Proposal,
  type Propose,
} from "./proposal.ts";

const allowOrigin: Propose = (facts) => {
  const changes = facts.message === null ? [] : grantOrigin(facts, facts.message);
  const isError = facts.status !== null && facts.status >= 400;
  return changes.length === 0
    ? []
    : [
        {
          title: `Allow ${facts.pageOrigin} in the response${isError ? ` with status ${facts.status}, too` : ""}.`,
          place: serverPlace(facts),
          changes,
          cost: COST_OF_HEADER,
        },
      ];
};

const keepOne: Propose = (facts) =>
  allowOrigin(facts).map((proposal) => ({
    ...proposal,
    title: `Keep one Access-Control-Allow-Origin, for ${facts.pageOrigin}.`,
  }));

const answerPreflight: Propose = (facts) => {
  const change = preflightAnswer(facts);
  return change === null
    ? []
    : [
        {
          title: "Answer the preflight before anything else does.",
          place: serverPlace(facts),
          changes: [change],
          cost: COST_OF_PREFLIGHT,
        },
      ];
};

function changeRequest(
  facts: RunFacts,
  title: string,
  set: Partial<ScenarioRequest>,
  cost = COST_OF_REQUEST,
): Proposal {
  return {
    title,
    place: pagePlace(facts, "request"),
    changes: [{ kind: "set-request", set }],
    cost,
  };
}

const withoutCredentials: Propose = (facts) => [
  changeRequest(
    facts,
    "Ask without credentials, if the API takes a token and no cookies.",
    { credentials: "same-origin" },
    COST_OF_LESS,
  ),
];

const askWithCors: Propose = (facts) => [
  changeRequest(
    facts,
    facts.request.api === "fetch" ? 'Take mode: "no-cors" out.' : "Put crossorigin on the element.",
    { mode: "cors" },
  ),
];

const askFinalUrl: Propose = (facts) => {
  const location = facts.response.get("Location");
  const url = location === null ? facts.url : absoluteUrl(location, facts.url);
  return [changeRequest(facts, `Ask for ${url} at once.`, { url })];
};

const list =
  (name: string, wanted: (facts: RunFacts) => readonly string[]): Propose =>
  (facts) => {
    const { message, response } = facts;
    if (message === null || message.rule === null) return [];
    const names = wanted(facts);
    const value = listWith(response.get(name) ?? "", names, facts.request);
    return [
      {
        title: `List ${names.join(", ")} in ${name}.`,
        place: serverPlace(facts),
        changes: [{ kind: "set-header", rule: message.rule, name, value }],
        cost: COST_OF_HEADER,
      },
    ];
  };

/** What was listed and could be read, and what is wanted. A star stays where it means something. */
function listWith(
  value: string,
  wanted: readonly string[],
  { credentials }: ScenarioRequest,
): string {
  const parts = value.split(",").map((part) => part.trim());
  const isReadable = parts.every((part) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/.test(part));
  // What is there in another case goes: methods are told apart by it, and headers need not be named twice.
  const others = new Set(wanted.map((name) => name.toLowerCase()));
  const kept = isReadable
    ? parts.filter(
        (part) =>
          part !== "" &&
          !(part === "*" && credentials === "include") &&
          !others.has(part.toLowerCase()),
      )
    : [];
  return [...kept, ...wanted].join(", ");
}

const askedMethod = ({ message }: RunFacts): string[] => {
  const method =
    message === null ? null : headerOf(message.headers, "access-control-request-method");
  return method === null ? [] : [method];
};

const askedHeaders = ({ message, response, request }: RunFacts): string[] => {
  const names =
    message === null ? null : headerOf(message.headers, "access-control-request-headers");
  const listed = (response.get("Access-Control-Allow-Headers") ?? "")
    .toLowerCase()
    .split(/\s*,\s*/);
  return (names ?? "")
    .split(",")
    .filter((name) => name !== "" && !listed.includes(name))
    .map((name) => spelled(name, request));
};

/** Where everyone may ask, what is listed is listed for everyone; so this origin's preflights get an answer of their own. */
const forThisOrigin =
  (propose: Propose): Propose =>
  (facts) =>
    facts.response.get("Access-Control-Allow-Origin")?.trim() === "*"
      ? answerPreflight(facts).map((proposal) => ({
          ...proposal,
          title: `Allow what ${facts.pageOrigin} asks for in its preflights.`,
        }))
      : propose(facts);

const listMethod = list("Access-Control-Allow-Methods", askedMethod);
const listHeaders = list("Access-Control-Allow-Headers", askedHeaders);
const exposeHeaders = list("Access-Control-Expose-Headers", unexposed);

const listWhatIsAsked: Propose = (facts) =>
  facts.code === "MethodDisallowedByPreflightResponse" ||
  facts.code === "InvalidAllowMethodsPreflightResponse"
    ? listMethod(facts)
    : listHeaders(facts);

const answerUnauthorized: Propose = (facts) => {
  // The response that redirects: this one, or the one before the login page.
  const hop = facts.hops
    .filter(({ reply }) => reply.kind === "response" && reply.status < 400 && reply.status >= 300)
    .at(-1);
  if (hop === undefined || hop.rule === null) return [];
  const changes: Change[] = [
    { kind: "set-status", rule: hop.rule, status: 401 },
    { kind: "remove-header", rule: hop.rule, name: "Location" },
    ...grantOrigin(facts, hop),
  ];
  return [
    {
      title: "Answer scripts with 401 instead of a redirect to the login.",
      place: { who: "server", layer: null, at: originOf(hop.url) },
      changes,
      cost: COST_OF_STATUS,
    },
  ];
};

/** The copy that is in the way was an answer to a request without `Origin`. */
const varyWithoutOrigin: Propose = (facts) => {
  const kept = facts.run.messages.find(
    ({ part, url, rule }) => part === "before" && url === facts.url && rule !== null,
  );
  if (kept === undefined || kept.rule === null || kept.reply.kind !== "response") return [];
  const value = withOrigin(HeaderList.from(kept.reply.headers));
  return [
    {
      title: "Send Vary: Origin also where no Origin was sent.",
      place: serverPlace(facts),
      changes: [{ kind: "set-header", rule: kept.rule, name: "Vary", value }],
      cost: COST_OF_HEADER,
    },
  ];
};

const withoutUserInfo: Propose = (facts) => {
  const { message, response } = facts;
  const location = response.get("Location");
  if (location === null || message === null || message.rule === null) return [];
  const url = new URL(location, facts.url);
  url.username = "";
  url.password = "";
  return [
    {
      title: "Take the user name and password out of Location.",
      place: serverPlace(facts),
      changes: [{ kind: "set-header", rule: message.rule, name: "Location", value: url.href }],
      cost: COST_OF_HEADER,
    },
  ];
};

const changePage = (
  facts: RunFacts,
  title: string,
  changes: readonly Change[],
  cost = COST_OF_PAGE,
): Proposal => ({ title, place: pagePlace(facts, "page"), changes, cost });

const serveOverHttp: Propose = (facts) =>
  facts.request.url.startsWith("file:")
    ? []
    : [
        changePage(facts, "Serve the page over http, on localhost.", [
          { kind: "set-page", set: { url: "http://localhost:8080/" } },
        ]),
      ];

const allowSameOrigin: Propose = (facts) =>
  facts.scenario.page.sandboxed === true
    ? [
        changePage(facts, "Give the frame allow-same-origin.", [
          { kind: "set-page", set: { sandboxed: false } },
        ]),
      ]
    : [];

const rightAddressSpace: Propose = (facts) => {
  const space = facts.code === "other-address-space" ? rightSpaceOf(facts) : null;
  return space === null
    ? []
    : [
        changeRequest(facts, `Say that the server is in the address space ${space}.`, {
          targetAddressSpace: space,
        }),
      ];
};

const overHttps: Propose = (facts) => {
  const url = facts.run.failure?.url ?? "";
  const first = absoluteUrl(facts.request.url, facts.scenario.page.url);
  if (!url.startsWith("http:") || url !== first) return [];
  const from = originOf(url);
  const to = from.replace(/^http:/, "https:");
  return [
    {
      title: "Serve it over https, and ask for that.",
      place: serverPlace(facts),
      changes: [
        { kind: "serve-at", from, to },
        { kind: "set-request", set: { url: to + url.slice(from.length) } },
      ],
      cost: COST_OF_SERVER,
    },
  ];
};

const allowInPolicy: Propose = (facts) => {
  const value = allowedByPolicy(facts.scenario.page, facts.request, facts.url);
  return value === null
    ? []
    : [
        changePage(
          facts,
          `Add ${originOf(facts.url)} to the page's Content-Security-Policy.`,
          [{ kind: "set-page-header", name: "Content-Security-Policy", value }],
          COST_OF_HEADER,
        ),
      ];
};

const workerWithCors: Propose = (facts) => [
  changePage(facts, "Let the service worker fetch with CORS.", [
    { kind: "set-page", set: { serviceWorker: true } },
  ]),
];

const addScheme: Propose = (facts) => [
  changeRequest(facts, "Write http:// in front.", { url: `http://${facts.request.url}` }),
];

const upperCase: Propose = (facts) => {
  const method = facts.request.method?.toUpperCase() ?? "GET";
  return [changeRequest(facts, `Write the method ${method} in capitals.`, { method })];
};

const withoutResponseHeaders: Propose = (facts) => {
  const names = (facts.request.headers ?? [])
    .map(([name]) => name)
    .filter((name) => /^access-control-(?!request)/i.test(name));
  return [
    {
      title: `Delete ${names.join(", ")} from the request.`,
      place: pagePlace(facts, "request"),
      changes: names.map((name) => ({ kind: "remove-request-header", name })),
      cost: COST_OF_HEADER,
    },
  ];
};

const beaconAsText: Propose = (facts) => [
  {
    title: "Send the beacon as text/plain.",
    place: pagePlace(facts, "request"),
    changes: [{ kind: "remove-request-header", name: "Content-Type" }],
    // One more than to let the server allow it.
    cost: COST_OF_LESS + 1,
  },
];

const either =
  (...all: readonly Propose[]): Propose =>
  (facts) =>
    all.flatMap((propose) => propose(facts));

/** A preflight that came by a redirect is nobody's, and can't be answered for somebody. */
const answerOrAskAtOnce = either(answerPreflight, (facts) =>
  facts.isRedirected && facts.sentOrigin === "null" ? askFinalUrl(facts) : [],
);

/** What is tried against each cause. Causes that aren't here are no matter of headers. */
export const proposals: ReadonlyMap<CauseId, Propose> = new Map<CauseId, Propose>([
  ["url-without-scheme", addScheme],
  ["service-worker", workerWithCors],
  ["content-security-policy", allowInPolicy],
  ["local-network-access", rightAddressSpace],
  ["mixed-content", overHttps],
  ["embedder-policy", askWithCors],
  ["cross-origin-resource-policy", askWithCors],
  ["integrity-without-crossorigin", askWithCors],
  ["page-from-file", serveOverHttp],
  ["page-with-opaque-origin", allowSameOrigin],
  ["preflight-redirected", either(askFinalUrl, answerPreflight)],
  ["redirect-to-login", answerUnauthorized],
  ["redirect-without-headers", either(allowOrigin, askFinalUrl)],
  ["redirect-makes-origin-null", askFinalUrl],
  ["redirect-with-credentials", withoutUserInfo],
  ["image-cached-without-cors", varyWithoutOrigin],
  ["missing-vary", allowOrigin],
  ["doubled-allow-origin", keepOne],
  ["beacon-needs-preflight", either(answerPreflight, beaconAsText)],
  ["response-header-in-request", withoutResponseHeaders],
  ["preflight-refused-by-auth", answerOrAskAtOnce],
  ["preflight-without-route", answerOrAskAtOnce],
  ["preflight-server-error", answerOrAskAtOnce],
  ["preflight-not-ok", answerOrAskAtOnce],
  ["preflight-without-headers", answerPreflight],
  ["allow-list-malformed", forThisOrigin(listWhatIsAsked)],
  ["wildcard-list-with-credentials", either(listWhatIsAsked, withoutCredentials)],
  ["method-in-lower-case", upperCase],
  ["method-not-allowed", forThisOrigin(listMethod)],
  ["authorization-under-wildcard", listHeaders],
  ["header-not-allowed", forThisOrigin(listHeaders)],
  ["list-in-allow-origin", allowOrigin],
  ["loopback-names-differ", allowOrigin],
  ["allow-origin-invalid", allowOrigin],
  ["allow-origin-mismatch", allowOrigin],
  ["wildcard-with-credentials", either(allowOrigin, withoutCredentials)],
  ["allow-credentials-missing", either(allowOrigin, withoutCredentials)],
  ["headers-only-on-preflight", allowOrigin],
  ["gateway-error-without-headers", allowOrigin],
  ["error-without-headers", allowOrigin],
  ["origin-not-allowed", allowOrigin],
  ["font-without-headers", allowOrigin],
  ["script-without-headers", allowOrigin],
  ["no-cors-headers", allowOrigin],
  ["opaque-response", askWithCors],
  ["tainted-image", askWithCors],
  ["header-not-exposed", exposeHeaders],
]);
