import type { EngineName } from "@crosswalk/browser";
import type { StrangerTrial } from "../explanation.ts";
import { run } from "../run.ts";
import { serializedOriginOf } from "../run/page-origin.ts";
import type { Scenario, ScenarioPage } from "../scenario.ts";
import { reachOf } from "../succeeds.ts";

interface Stranger {
  readonly kind: string;
  readonly page: ScenarioPage;
}

/** Pages that a server must not mistake for the one that asked. */
function strangersOf({ url }: ScenarioPage): Stranger[] {
  const own = parse(url);
  const unrelated: Stranger = { kind: "unrelated", page: { url: "https://stranger.invalid/" } };
  const sandboxed: Stranger = {
    kind: "sandboxed",
    page: { url: "https://stranger.invalid/", sandboxed: true },
  };
  if (own === null) return [unrelated, sandboxed];
  const { protocol, hostname, host } = own;
  const isName = !/^[\d.]+$|^\[/.test(hostname);
  return [
    unrelated,
    sandboxed,
    ...(isName
      ? [
          { kind: "look-alike", page: { url: `${protocol}//evil${host}/` } },
          { kind: "look-alike", page: { url: `${protocol}//${hostname}.stranger.invalid/` } },
          { kind: "subdomain", page: { url: `${protocol}//stranger.${host}/` } },
        ]
      : []),
    ...(protocol === "https:" ? [{ kind: "insecure", page: { url: `http://${hostname}/` } }] : []),
  ];
}

function parse(url: string): URL | null {
  const parsed = new URL(url);
  return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed : null;
}

/** Lets each of them make the same request, against the servers as they were and as they would be. */
export async function tryStrangers(
  before: Scenario,
  after: Scenario,
  engines: readonly EngineName[],
): Promise<StrangerTrial[]> {
  return Promise.all(
    strangersOf(after.page).map(async ({ kind, page }) => {
      const origin = serializedOriginOf(page);
      const now = await reads({ ...after, page }, engines);
      // Who reads nothing has gained nothing, whatever was before.
      const once = now === "reads" ? await reads({ ...before, page }, engines) : null;
      return { kind, origin, before: once, after: now };
    }),
  );
}

async function reads(
  scenario: Scenario,
  engines: readonly EngineName[],
): Promise<StrangerTrial["after"]> {
  for (const engine of engines) {
    const result = await run(scenario, engine);
    if (reachOf(result, scenario.request) === "reads") return "reads";
  }
  return "blocked";
}

/** Whether anyone can now do what they could not before. */
export function gains({ before, after }: StrangerTrial): boolean {
  return before === "blocked" && after === "reads";
}
