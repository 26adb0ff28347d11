import { type HeaderEntries, HeaderList, isCorsSafelistedMethod } from "@crosswalk/cors/protocol";
import { doublingLayer, droppingLayer } from "../diagnose/layers.ts";
import { originOf, type RunFacts } from "../diagnose/run-facts.ts";
import type { RunMessage } from "../engine-run.ts";
import type { Change, FixPlace } from "../explanation.ts";
import { spelled } from "../diagnose/spelling.ts";
import { headerOf } from "../run/answers.ts";
import type { ScenarioRequest } from "../scenario.ts";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

/**
 * Allows the page's origin in the response to a message; empty where that can't be done, or must not: `null` is everyone's
 * name, and is never allowed.
 */
export function grantOrigin({ pageOrigin, request }: RunFacts, message: RunMessage): Change[] {
  const { rule } = message;
  if (rule === null || message.reply.kind !== "response") return [];
  const sent = headerOf(message.headers, "origin");
  if (pageOrigin === "null" || sent !== pageOrigin) return [];
  const headers = HeaderList.from(message.reply.headers);
  const isInclude = wantsCredentials(request);
  const changes: Change[] = [{ kind: "set-header", rule, name: ALLOW_ORIGIN, value: pageOrigin }];
  if (isInclude)
    changes.push({
      kind: "set-header",
      rule,
      name: "Access-Control-Allow-Credentials",
      value: "true",
    });
  changes.push({ kind: "set-header", rule, name: "Vary", value: withOrigin(headers) });
  return changes;
}

/** A beacon always goes with credentials. */
function wantsCredentials({ credentials, api }: ScenarioRequest): boolean {
  return credentials === "include" || api === "beacon";
}

/** `Vary` with `Origin` in it. */
export function withOrigin(headers: HeaderList): string {
  const value = headers.get("Vary") ?? "";
  const names = value.split(",").map((name) => name.trim());
  if (names.some((name) => name === "*" || name.toLowerCase() === "origin")) return value;
  return [...names.filter((name) => name !== ""), "Origin"].join(", ");
}

/** A preflight's answer that allows exactly what was asked for. */
export function preflightAnswer(facts: RunFacts): Change | null {
  const { message, request, pageOrigin } = facts;
  if (message === null || message.kind !== "preflight" || pageOrigin === "null") return null;
  if (headerOf(message.headers, "origin") !== pageOrigin) return null;
  const method = headerOf(message.headers, "access-control-request-method") ?? "GET";
  const names = headerOf(message.headers, "access-control-request-headers");
  const headers: HeaderEntries = [
    [ALLOW_ORIGIN, pageOrigin],
    ...(wantsCredentials(request) ? ([["Access-Control-Allow-Credentials", "true"]] as const) : []),
    ...(isCorsSafelistedMethod(method)
      ? []
      : ([["Access-Control-Allow-Methods", method]] as const)),
    ...(names === null
      ? []
      : ([
          [
            "Access-Control-Allow-Headers",
            names
              .split(",")
              .map((name) => spelled(name, request))
              .join(", "),
          ],
        ] as const)),
    ["Access-Control-Max-Age", "600"],
    ["Vary", "Origin"],
  ];
  return {
    kind: "answer-preflight",
    url: message.url,
    origin: pageOrigin,
    answer: { status: 204, headers },
  };
}

/** The server that answered, and the layer of it that is to blame, where the dumps show one. */
export function serverPlace(facts: RunFacts): FixPlace {
  const layer = doublingLayer(facts) ?? droppingLayer(facts);
  return { who: layer === null ? "server" : "proxy", layer, at: originOf(facts.url) };
}

export function pagePlace({ scenario }: RunFacts, who: "page" | "request"): FixPlace {
  return { who, layer: null, at: scenario.page.url };
}
