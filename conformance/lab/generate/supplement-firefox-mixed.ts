import type { ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { allowMethods, reply, situation, type Situation } from "./situation.ts";

const leave = [...everyone, allowMethods("PUT")];

const kinds: readonly Omit<ScriptRequest, "url">[] = [
  { api: "fetch" },
  { api: "fetch", method: "PUT" },
  { api: "fetch", credentials: "include" },
  { api: "fetch", mode: "no-cors" },
  { api: "xhr", synchronous: true },
  { api: "script" },
  { api: "module" },
  { api: "import" },
  { api: "stylesheet", crossorigin: "" },
  { api: "font" },
  { api: "event-source" },
  ...["fetch", "font", "image", "script", "style"].flatMap((as) => [
    { api: "preload" as const, as },
    { api: "preload" as const, as, crossorigin: "" },
  ]),
];

/** Redirects of secure origins to what is mixed content, which Firefox does not follow, and what it says of them. */
export function* firefoxMixedSituations(): Generator<Situation> {
  for (const way of ["n", "sn", "tn", "ssn", "stn", "tsn"])
    for (const kind of kinds) {
      if (way === "n" && kind.api === "xhr") continue;
      const places = [...way].map((origin, index) => `{${origin}/}${index + 1}`);
      const replies = Object.fromEntries(
        places
          .slice(1)
          .map((next, index) => [
            `${index + 1}`,
            [reply(307, ...leave, `Location: ${next}`)] as const,
          ]),
      );
      yield situation(
        `${Object.values(kind)
          .map((word: unknown) => String(word))
          .join(" ")} along ${way}`,
        { ...kind, url: places[0]! },
        {
          page: "s",
          replies: { ...replies, preflight: [reply(204, ...leave)], "": [reply(200, ...leave)] },
        },
      );
    }
}
