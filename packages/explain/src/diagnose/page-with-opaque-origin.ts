import type { Cause } from "./cause.ts";
import { isOriginFailure } from "./codes.ts";
import { originLines, pageLine } from "./evidence.ts";

/** A frame under `sandbox`, or a `data:` page. */
export const pageWithOpaqueOrigin: Cause = {
  id: "page-with-opaque-origin",
  role: "cause",
  situations: [33],
  cors: true,
  find(facts) {
    const { pageOrigin, scenario } = facts;
    if (pageOrigin !== "null" || scenario.page.url.startsWith("file:")) return null;
    if (!isOriginFailure(facts)) return null;
    const isSandboxed = scenario.page.sandboxed === true;
    return {
      title: isSandboxed
        ? "The page is sandboxed, so it asks as Origin: null."
        : "The page's URL gives it the origin null.",
      why: isSandboxed
        ? `The page is in a frame with \`sandbox\` and without \`allow-same-origin\`. That takes its origin away: it asks as \`Origin: null\`, not as ${new URL(scenario.page.url).origin}.`
        : "A `data:` or `about:` document has no origin that a server could allow; it asks as `Origin: null`.",
      change: isSandboxed
        ? "Add `allow-same-origin` to the frame's `sandbox` if you trust what is in it, or let the page around it make the request. Don't allow `null` on the server: any site can ask as that."
        : "Give the document a URL of its own, or let the page around it make the request. Don't allow `null` on the server: any site can ask as that.",
      where: "page",
      evidence: [
        pageLine(facts, isSandboxed ? "sandbox" : scenario.page.url, "opaque origin"),
        ...originLines(facts),
      ],
    };
  },
};
