import { type AddressSpace, addressSpaceOf } from "@crosswalk/browser";
import type { Cause, CauseWords } from "./cause.ts";
import { pageLine } from "./evidence.ts";
import type { RunFacts } from "./run-facts.ts";

/** A page of the public network asks for something in the user's own. */
export const localNetworkAccess: Cause = {
  id: "local-network-access",
  role: "cause",
  situations: [37],
  cors: false,
  find(facts) {
    const { code, url } = facts;
    if (code === "private-network-preflight") return privateNetworkPreflight(facts);
    if (code === "other-address-space") return otherAddressSpace(facts);
    if (code !== "local-network-access-denied" && code !== "insecure-local-network") return null;
    const isInsecure = code === "insecure-local-network";
    return {
      title: "Not a header: the browser guards the user's local network.",
      why: isInsecure
        ? `A page on the public network asks for \`${url}\`, which is on the user's own machine or network. Chromium lets only secure pages ask for that, and this one came over http.`
        : `A page on the public network asked for \`${url}\`, which is on the user's own machine or network. Since version 142 Chromium asks the user first, and the answer was no. No response header changes that; \`Access-Control-Allow-Private-Network\` is no longer read.`,
      change: isInsecure
        ? "Serve the page over https; then the user is asked for permission."
        : "Have the user allow it in the site's settings, or an administrator by policy. In development, open the page from localhost too.",
      where: isInsecure ? "page" : "browser",
      evidence: [
        pageLine(facts, facts.scenario.page.url),
        pageLine(facts, url, spaceOf(facts) ?? ""),
      ],
    };
  },
};

/** What Chromium wanted of preflights from 2022 to 2025, and browsers built on it still do. */
const privateNetworkPreflight = (facts: RunFacts): CauseWords => ({
  title: "Not a header today: the browser guards the user's local network.",
  why: `A page on the public network asks for \`${facts.url}\`, which is on the user's own machine or network. Chromium up to version 137 asked the server for leave with a preflight of its own, and wanted \`Access-Control-Allow-Private-Network: true\` in the answer. Since 142 it asks the user instead, and reads no such header.`,
  change:
    "Update the browser, and have the user allow it. For those who can't, answer a preflight that has `Access-Control-Request-Private-Network: true` with `Access-Control-Allow-Private-Network: true`. In development, open the page from localhost too.",
  where: "browser",
  evidence: [
    pageLine(facts, facts.scenario.page.url),
    pageLine(facts, facts.url, spaceOf(facts) ?? ""),
  ],
});

/** The script told Chromium where its URL leads, and it leads elsewhere. */
function otherAddressSpace(facts: RunFacts): CauseWords {
  const { request, url } = facts;
  const { targetAddressSpace: said } = request;
  const member = said === undefined ? "targetAddressSpace" : `targetAddressSpace: "${said}"`;
  const is = rightSpaceOf(facts);
  return {
    title: "Not a header: targetAddressSpace names another network than the server's.",
    why: `The script asks for \`${url}\` with \`${member}\`, and the server is in ${is === null ? "another address space" : `the address space \`${is}\``}. Chromium fails what isn't where its script says, whatever the user allowed.`,
    change:
      is === null
        ? "Look up where the server's name leads and write that space (`loopback`, `local` or `public`), or leave `targetAddressSpace` out where the page's URL or the server's is clear without it."
        : `Write \`targetAddressSpace: "${is}"\`, or leave it out where the page's URL or the server's is clear without it.`,
    where: "request",
    evidence: [pageLine(facts, member), pageLine(facts, url, is ?? "")],
  };
}

/** Of a name, nobody knows where it leads but who looks it up: a browser, which may have told. */
const spaceOf = ({ scenario, url }: RunFacts): AddressSpace | null =>
  scenario.toldAddressSpace ?? addressSpaceOf(new URL(url).hostname);

/** What a script has to say in place of what it says; null where that isn't known. */
export function rightSpaceOf(facts: RunFacts): AddressSpace | null {
  const space = spaceOf(facts);
  return space === facts.request.targetAddressSpace ? null : space;
}
