import type { Cause } from "./cause.ts";
import { responseLines } from "./evidence.ts";

/** A list with semicolons, quotes or spaces between. */
export const allowListMalformed: Cause = {
  id: "allow-list-malformed",
  role: "cause",
  situations: [23],
  cors: true,
  find(facts) {
    const name = names.get(facts.code ?? "");
    if (name === undefined) return null;
    return {
      title: `${name} is not a list of names with commas.`,
      why: `The browser can't read ${facts.isTold(name) ? `\`${facts.response.get(name) ?? ""}\`` : "it"} as a list, and one slip makes the whole header void.`,
      change:
        "Write plain names with commas between: `X-Foo, X-Bar`. No semicolons, quotes or brackets.",
      where: "server",
      evidence: responseLines(facts, name),
    };
  },
};

const names: ReadonlyMap<string, string> = new Map([
  ["InvalidAllowMethodsPreflightResponse", "Access-Control-Allow-Methods"],
  ["InvalidAllowHeadersPreflightResponse", "Access-Control-Allow-Headers"],
]);
