import type { Cause } from "./cause.ts";
import { isMissing } from "./codes.ts";
import { originLines, pageLine } from "./evidence.ts";

/** Modules, and scripts with `crossorigin`, are fetched with CORS. */
export const scriptWithoutHeaders: Cause = {
  id: "script-without-headers",
  role: "cause",
  situations: [29],
  cors: true,
  find(facts) {
    const { api } = facts.request;
    if (!["script", "module", "import", "stylesheet"].includes(api) || !isMissing(facts))
      return null;
    const isAlways = api === "module" || api === "import";
    const tag = isAlways ? '<script type="module">' : `<${api} crossorigin>`;
    return {
      title: isAlways
        ? "Module scripts from another origin need Access-Control-Allow-Origin."
        : "With crossorigin, the file needs Access-Control-Allow-Origin.",
      why: isAlways
        ? "Unlike classic scripts, modules and what they import are always fetched with CORS, and this response doesn't allow the page."
        : "The `crossorigin` attribute makes the browser fetch it with CORS, and this response doesn't allow the page.",
      change:
        "Send `Access-Control-Allow-Origin: *` with the file if it is public, or name the page's origin.",
      where: "server",
      evidence: [pageLine(facts, tag), ...originLines(facts)],
    };
  },
};
