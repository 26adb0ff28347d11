import type { Random } from "../random.ts";
import { raws } from "../garbage.ts";
import { destinations } from "../redirects.ts";
import { originOf } from "../situation.ts";
import { attributes } from "../cookies.ts";
import { statuses } from "../statuses.ts";
import type { Draft, Hop } from "./draft.ts";
import { randomReferrerPolicy } from "./requests.ts";
import {
  ageLines,
  credentialsLines,
  line,
  listLines,
  mutated,
  originLines,
  requestHeader,
} from "./values.ts";

type Deviation = (random: Random, draft: Draft, hop: Hop, index: number) => void;

const exposed = [
  "X-Chicken: 1",
  "X-Twice: 1",
  "X-Twice: 2",
  "Authorization: x",
  "Set-Cookie2: a=b",
];

const responseNames = [
  ..."Content-Language Expires Last-Modified Pragma ETag Server Date Link Warning X-A x-b Set-Cookie".split(
    " ",
  ),
  ..."Accept-Ranges Age Allow Refresh Timing-Allow-Origin".split(" "),
];

const answerOf = (random: Random, { preflight, actual }: Hop) =>
  random.chance(0.5) ? preflight : actual;

const deviations: readonly (readonly [name: string, weight: number, make: Deviation])[] = [
  [
    "origin",
    5,
    (random, { page }, hop, index) => {
      const right = index > 0 && random.chance(0.5) ? "null" : originOf(page);
      answerOf(random, hop).lines.origin = originLines(random, page, right);
    },
  ],
  [
    "credentials",
    3,
    (random, _, hop) => (answerOf(random, hop).lines.credentials = credentialsLines(random)),
  ],
  [
    "methods",
    3,
    (random, { request }, { preflight }) => {
      const right = request.method ?? "GET";
      preflight.lines.methods = listLines(random, "Access-Control-Allow-Methods", right || "GET");
    },
  ],
  [
    "headers",
    4,
    (random, { request }, { preflight }) => {
      const names = (request.headers ?? []).map(([name]) => name).filter((name) => name !== "");
      preflight.lines.headers = listLines(
        random,
        "Access-Control-Allow-Headers",
        names[0] ?? "content-type",
        names,
      );
    },
  ],
  ["age", 2, (random, _, { preflight }) => (preflight.lines.age = ageLines(random))],
  [
    "exposure",
    3,
    (random, _, { actual }) => {
      actual.lines.exposure = [
        ...listLines(random, "Access-Control-Expose-Headers", "X-Chicken", ["X-Twice", "*"]),
        ...exposed,
      ];
    },
  ],
  ["preflight status", 3, (random, _, { preflight }) => void (preflight.status = status(random))],
  [
    "redirected preflight",
    1,
    (random, _, { preflight }) => {
      preflight.status = random.pick([301, 302, 303, 307, 308]);
      preflight.lines.location = random.pick(destinations);
    },
  ],
  ["status", 3, (random, _, { actual }) => void (actual.status = status(random))],
  [
    "location",
    4,
    (random, { hops }, { actual, origin }, index) => {
      if (actual.lines.location.length === 0) return;
      const next = hops[index + 1]!;
      const path = `${index + 1}`;
      const to = random.chance(0.75) ? next.origin : origin;
      actual.lines.location = random.chance(0.3)
        ? random.pick(destinations)
        : [
            line(
              random,
              "Location",
              random.pick([
                path,
                `./${path}`,
                `/{#}/${path}`,
                `../{#}/${path}`,
                `{${to}/}${path}#fragment`,
                `{${to}/}${path}#`,
                `{${to}/}${path}?query`,
                `{user:${to}/}${path}`,
                `{${to}/}x/../${path}`,
                `{${to}}\\{#}\\${path}`,
                `{${to}/}${path}?\u00e9`,
                `{${to}/}${path} `,
                `${path}?a b`,
                `?${path}`,
                `#${path}`,
                mutated(random, `{${to}/}${path}`),
              ]),
            ),
          ];
    },
  ],
  [
    "fragment",
    1,
    (random, draft) => {
      const suffix = random.pick(["#start", "?query", "?a=\u00e9", "#", "?"]);
      draft.request = { ...draft.request, url: draft.request.url + suffix };
    },
  ],
  [
    "password",
    0.5,
    (_, draft) => {
      draft.request = {
        ...draft.request,
        url: draft.request.url.replace(/^\{([a-z])\//, "{user:$1/"),
      };
    },
  ],
  [
    "another header",
    2,
    (random, draft) => {
      const headers = [...(draft.request.headers ?? []), requestHeader(random)];
      draft.request = { ...draft.request, headers };
    },
  ],
  [
    "referrer policy of a response",
    2,
    (random, _, { actual }) => {
      const policies = Array.from({ length: random.pick([1, 1, 1, 2]) }, () =>
        random.chance(0.85)
          ? randomReferrerPolicy(random)
          : random.pick(["", "garbage", "always", "NO-REFERRER"]),
      );
      add(actual, line(random, "Referrer-Policy", policies.join(", ")));
    },
  ],
  [
    "cookie",
    2,
    (random, _, hop) =>
      add(
        answerOf(random, hop),
        `Set-Cookie: chicken${random.below(2)}=${random.below(9)}; Path=/{#}/${random.pick(attributes)}`,
      ),
  ],
  [
    "resource policy",
    2,
    (random, _, { actual }) => {
      const value = random.pick(["same-origin", "same-site", "cross-origin"]);
      add(
        actual,
        line(
          random,
          "Cross-Origin-Resource-Policy",
          random.chance(0.8) ? value : mutated(random, value),
        ),
      );
    },
  ],
  [
    "content type",
    1,
    (random, _, { actual }) => {
      add(
        actual,
        `Content-Type: ${random.pick(["text/html", "application/json", "image/png", "text/css", "application/javascript", "text/plain;charset=utf-8", "", "garbage"])}`,
      );
      if (random.chance(0.4)) add(actual, "X-Content-Type-Options: nosniff");
    },
  ],
  [
    "other headers",
    1.5,
    (random, _, { actual }) => {
      const lines = Array.from({ length: 1 + random.below(4) }, () =>
        line(
          random,
          random.pick(responseNames),
          random.chance(0.7) ? random.pick(["1", "", "a, b", "no-cache"]) : mutated(random, "a b"),
        ),
      );
      add(actual, ...lines);
      if (random.chance(0.5)) actual.lines.exposure = ["Access-Control-Expose-Headers: *"];
    },
  ],
  [
    "bytes of the body",
    1,
    (random, _, { actual }) => {
      actual.body = random.pick([
        "\u00e4\u00ff",
        "\u00c3\u00a4",
        "\u00ef\u00bb\u00bfok",
        "\u00ff\u00feo\u0000",
        '{"chicken":1}',
        "",
        "x".repeat(5000),
      ]);
      add(
        actual,
        `Content-Type: text/plain${random.pick(["", ";charset=utf-8", ";charset=iso-8859-1", ";charset=garbage", '; charset="UTF-8"'])}`,
      );
    },
  ],
  [
    "vary",
    0.5,
    (random, _, hop) => add(answerOf(random, hop), `Vary: ${random.pick(["Origin", "*", "X-A"])}`),
  ],
  [
    "body of a redirect",
    0.5,
    (_, __, { preflight, actual }) => {
      preflight.body = "redirected";
      actual.body = "x".repeat(300);
    },
  ],
  [
    "garbage",
    1.5,
    (random, _, hop) => {
      const raw = random.pick(raws);
      // Longer ones take their time and are many in `garbage` itself.
      if (raw.length < 10_000) answerOf(random, hop).raw = raw;
    },
  ],
  [
    "everything twice",
    0.5,
    (random, _, hop) => {
      const { lines } = answerOf(random, hop);
      lines.origin = [...lines.origin, ...lines.origin];
      lines.credentials = [...lines.credentials, ...lines.credentials];
      lines.methods = [...lines.methods, ...lines.methods];
      lines.headers = [...lines.headers, ...lines.headers];
    },
  ],
  [
    "nothing granted",
    1,
    (random, _, hop) => {
      const { lines } = answerOf(random, hop);
      lines.origin = lines.credentials = lines.methods = lines.headers = [];
    },
  ],
  ["delay", 0.3, (random, _, hop) => void (answerOf(random, hop).delay = 60)],
];

const TOTAL = deviations.reduce((sum, [, weight]) => sum + weight, 0);

/** Makes one thing otherwise at one hop, the last ones less often than the first. */
export function deviate(random: Random, draft: Draft): void {
  let left = random.next() * TOTAL;
  const [name, , make] = deviations.find(([, weight]) => (left -= weight) < 0) ?? deviations[0]!;
  const index = Math.min(random.below(draft.hops.length), random.below(draft.hops.length + 1));
  make(random, draft, draft.hops[index]!, index);
  draft.deviations.push(`${name} ${index}`);
}

const add = (answer: Hop["actual"], ...more: readonly string[]): void => {
  answer.lines.other = [...answer.lines.other, ...more];
};

const status = (random: Random): number =>
  random.chance(0.7)
    ? random.pick(statuses)
    : random.chance(0.9)
      ? 200 + random.below(400)
      : 600 + random.below(400);
