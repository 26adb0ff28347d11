import type { Body, ScriptRequest } from "../../case.ts";
import type { Random } from "../random.ts";
import { crowdedHeaders, method, mutated, requestHeader } from "./values.ts";

const referrerPolicies = [
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
] as const;

export const randomReferrerPolicy = (random: Random): string => random.pick(referrerPolicies);

export function randomBody(random: Random): Body {
  if (random.chance(0.35))
    return {
      kind: "blob",
      type: random.chance(0.7)
        ? random.pick([
            "",
            "text/plain",
            "application/json",
            "TEXT/HTML",
            "text/plain;charset=utf-8",
            "garbage",
            "multipart/form-data",
          ])
        : mutated(random, "text/plain").replace(/[^ -~]/g, ""),
    };
  const kind = random.pick([
    "text",
    "text",
    "search-params",
    "form-data",
    "buffer",
    "empty-text",
    "stream",
  ]);
  return random.chance(0.93) ? { kind } : { kind, size: random.pick([1, 1000, 70_000]) };
}

/** A request of a script, ordinary in most respects. */
export function randomRequest(random: Random, url: string): ScriptRequest {
  const verb = method(random);
  const headers = random.chance(0.02)
    ? crowdedHeaders(random)
    : Array.from({ length: random.pick([0, 0, 0, 0, 1, 1, 2, 3]) }, () => requestHeader(random));
  const isBodiless = /^(?:get|head)$/i.test(verb);
  const shared = {
    url,
    ...(verb === "GET" ? {} : { method: verb }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(random.chance(isBodiless ? 0.03 : 0.6) ? { body: randomBody(random) } : {}),
  };
  return random.chance(0.33) ? asXhr(random, shared) : asFetch(random, shared);
}

type Shared = Omit<ScriptRequest, "api">;

function asXhr(random: Random, shared: Shared): ScriptRequest {
  return {
    api: "xhr",
    ...shared,
    ...(random.chance(0.4) ? { withCredentials: true } : {}),
    ...(random.chance(0.25) ? { uploadListener: true } : {}),
    ...(random.chance(0.06) ? { synchronous: true } : {}),
    ...(random.chance(0.08) && !("synchronous" in shared)
      ? { responseType: random.pick(["text", "arraybuffer", "blob", "json"]) }
      : {}),
    ...(random.chance(0.05)
      ? { overrideMimeType: random.pick(["text/plain;charset=latin1", "text/xml", "garbage"]) }
      : {}),
  };
}

function asFetch(random: Random, shared: Shared): ScriptRequest {
  return {
    api: "fetch",
    ...shared,
    ...(random.chance(0.5)
      ? {}
      : { credentials: random.pick(["omit", "include", "include", "same-origin"]) }),
    ...(random.chance(0.85) ? {} : { mode: random.pick(["no-cors", "no-cors", "same-origin"]) }),
    ...(random.chance(0.88) ? {} : { redirect: random.pick(["error", "manual"]) }),
    ...(random.chance(0.92)
      ? {}
      : { cache: random.pick(["no-store", "reload", "no-cache", "force-cache", "default"]) }),
    ...(random.chance(0.9) ? {} : { referrerPolicy: randomReferrerPolicy(random) }),
    ...(random.chance(0.96)
      ? {}
      : {
          referrer: random.pick(["", "about:client", "{a}/elsewhere?x#y", "{b}/other", "/chicken"]),
        }),
    ...(random.chance(0.95) ? {} : { keepalive: true }),
    ...(random.chance(0.98)
      ? {}
      : {
          integrity: random.pick([
            "sha256-J1j7U8BSQPLA7sWLAHnZ5FIJZtyHcQLcYSnBSsOzwJM=",
            "sha256-UQuXuTaYPyXDNiMKVq+JtWoXIm8NPPfnjqjdsd7W7mg=",
          ]),
        }),
  };
}
