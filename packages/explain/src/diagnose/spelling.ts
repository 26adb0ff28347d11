import type { ScenarioRequest } from "../scenario.ts";

/** A header's name as its author writes it: browsers ask for it in lower case. */
export function spelled(name: string, { headers = [] }: ScenarioRequest): string {
  const own = headers.find(([other]) => other.toLowerCase() === name.toLowerCase());
  return own?.[0] ?? usual.get(name.toLowerCase()) ?? name;
}

/** What no script has to spell: bodies and tools set it. */
const usual: ReadonlyMap<string, string> = new Map([
  ["content-type", "Content-Type"],
  ["authorization", "Authorization"],
]);
