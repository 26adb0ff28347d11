import type { FailedFont } from "../../messages/messages.ts";
import type { LoadAttributes, LoadContext } from "./load.ts";
import type { Judgement } from "./judge-content.ts";
import type { Taken } from "./preloaded.ts";

/** What is wrong with a font, by what came of its load; null where nothing is. */
export function faultOfFont(
  made:
    | Extract<Taken, { readonly ok: false }>
    | { readonly ok: true; readonly judgement: Judgement },
): FailedFont["fault"] | null {
  if (made.ok) return made.judgement.ok ? null : made.judgement.font;
  return made.reason === undefined ? null : { kind: "network", reason: made.reason };
}

/** Prints what a browser says of a font that its page doesn't get, beside what it says of the request. */
export function tellFailedFont(
  { agent, client }: LoadContext,
  url: URL,
  { family = "" }: LoadAttributes,
  fault: FailedFont["fault"],
): void {
  for (const text of agent.engine.messages.failedFont({ url, family, fault }))
    client.console?.({ text, url: url.href });
}
