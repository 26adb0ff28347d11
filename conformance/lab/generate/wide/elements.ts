import type { Reply, ScriptRequest } from "../../case.ts";
import { attributeless, kinds } from "../elements.ts";
import type { Random } from "../random.ts";
import { originOf, situation, type Situation } from "../situation.ts";
import { rightOrigins } from "./draft.ts";
import { randomBody, randomReferrerPolicy } from "./requests.ts";
import { randomOf, randomPage, randomRoute } from "./situations.ts";
import { credentialsLines, line, mutated, originLines } from "./values.ts";

const crossorigins = [undefined, undefined, "", "anonymous", "use-credentials", "CHICKEN"] as const;

/** Of the script's bytes, and of others. */
const integrities = [
  "sha256-SrUOFnM6uDqnLeUj5w1evwbae79QSqVt/11rCuc2sMs=",
  "sha256-UQuXuTaYPyXDNiMKVq+JtWoXIm8NPPfnjqjdsd7W7mg=",
] as const;

const extras: readonly string[] = [
  "X-Content-Type-Options: nosniff",
  "Cross-Origin-Resource-Policy: same-origin",
  "Cross-Origin-Resource-Policy: same-site",
  "Cross-Origin-Resource-Policy: cross-origin",
  "Content-Type: text/plain",
  "Content-Type: text/html",
  "Content-Type: application/json",
  "Content-Type: ",
  "Content-Disposition: attachment",
  "Set-Cookie: chicken=1; Path=/{#}/",
  "Timing-Allow-Origin: *",
  "Vary: Origin",
];

/** What elements load, along routes, with answers that are right or not. */
export function* wideElementSituations(seed: number, count: number): Generator<Situation> {
  for (let index = 0; index < count; index++) {
    const random = randomOf(seed, index, 2);
    const [api, asset, type, as] = random.pick(kinds);
    const page = randomPage(random);
    const route = randomRoute(random, page).slice(0, random.pick([1, 1, 2, 3]));
    const crossorigin = attributeless.has(api) ? undefined : random.pick(crossorigins);
    const request: ScriptRequest = {
      api,
      url: `{${route[0]!}/}0`,
      ...(as === undefined ? {} : { as }),
      ...(crossorigin === undefined ? {} : { crossorigin }),
      ...(api === "event-source" && random.chance(0.5) ? { withCredentials: true } : {}),
      ...(api === "beacon" && random.chance(0.8) ? { body: withoutStream(random) } : {}),
      ...(["script", "module", "stylesheet"].includes(api) && random.chance(0.08)
        ? { integrity: random.pick(integrities) }
        : {}),
      ...(attributeless.has(api) || random.chance(0.85)
        ? {}
        : { referrerPolicy: randomReferrerPolicy(random) }),
    };
    const right = rightOrigins(page, route);
    const replies: Record<string, readonly Reply[]> = {};
    for (const [hop, name] of route.entries()) {
      const next = route[hop + 1];
      const origin = random.chance(0.6)
        ? [
            `Access-Control-Allow-Origin: ${random.pick([right[hop]!, "*", "{origin}", "{origin}"])}`,
          ]
        : random.chance(0.5)
          ? []
          : originLines(random, page, random.pick([right[hop]!, originOf(page), `{${name}}`]));
      const credentials = random.chance(0.7)
        ? ["Access-Control-Allow-Credentials: true"]
        : credentialsLines(random);
      const extra = random.chance(0.65) ? [] : [random.pick(extras)];
      if (random.chance(0.1))
        extra.push(line(random, "Cross-Origin-Resource-Policy", mutated(random, "same-site")));
      const status =
        next === undefined
          ? random.pick([200, 200, 200, 200, 200, 200, 201, 204, 206, 302, 304, 404, 500])
          : random.pick([301, 302, 303, 307, 308]);
      replies[hop] = [
        {
          status,
          headers: [
            ...origin,
            ...credentials,
            ...extra,
            ...(extra.some((text) => text.startsWith("Content-Type"))
              ? []
              : [`Content-Type: ${type}`]),
            "Cache-Control: no-store",
            ...(next === undefined ? [] : [`Location: {${next}/}${hop + 1}`]),
          ],
          asset,
        },
      ];
      if (api === "beacon")
        replies[`preflight ${hop}`] = [
          {
            status: random.pick([200, 204, 204, 403]),
            headers: [...origin, ...credentials, "Access-Control-Allow-Headers: content-type"],
          },
        ];
    }
    const again = random.chance(0.1);
    yield situation(
      `${api}${as === undefined ? "" : ` as ${as}`} from ${page} along ${route.join("")}${again ? ", twice" : ""}`,
      again ? [request, request] : request,
      { page, replies },
    );
  }
}

function withoutStream(random: Random): NonNullable<ScriptRequest["body"]> {
  const body = randomBody(random);
  // A beacon takes no stream and no more than 64 KiB: what it throws then is no matter of CORS.
  return body.kind === "stream" || body.size === 70_000 ? { kind: "text" } : body;
}
