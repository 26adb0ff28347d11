import { isSharedCacheable, variesOnOrigin } from "../simulate/cache-headers.ts";
import type { Cause } from "./cause.ts";
import { responseLines } from "./evidence.ts";

/** It works now, and will fail for whoever a cache gives it to. */
export const varyLeftOut: Cause = {
  id: "vary-left-out",
  role: "note",
  situations: [25],
  cors: true,
  standard: {
    title: "CORS protocol and HTTP caches",
    step: "",
    url: "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches",
  },
  find(facts) {
    const { response, reach, message, isCrossOrigin } = facts;
    if (reach !== "reads" || !isCrossOrigin || message?.method !== "GET") return null;
    const value = response.get("Access-Control-Allow-Origin");
    if (value === null || value === "*" || variesOnOrigin(response) || !isSharedCacheable(response))
      return null;
    return {
      title: "It works, but a shared cache may give it to others.",
      why: `The response allows \`${value}\` alone, may be kept by caches, and lacks \`Vary: Origin\`. If the server answers other origins otherwise, whoever asks next gets this copy, and is blocked. Such failures come and go.`,
      change: "Send `Vary: Origin` on every response of this URL, also where no `Origin` was sent.",
      where: "server",
      evidence: [
        ...responseLines(facts, "Access-Control-Allow-Origin"),
        ...responseLines(facts, "Cache-Control"),
        ...responseLines(facts, "Vary"),
      ],
    };
  },
};
