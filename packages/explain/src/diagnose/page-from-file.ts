import type { Cause } from "./cause.ts";
import { isOriginFailure } from "./codes.ts";
import { originLines, pageLine } from "./evidence.ts";

/** A page that was opened from the disk. */
export const pageFromFile: Cause = {
  id: "page-from-file",
  role: "cause",
  situations: [32],
  cors: true,
  find(facts) {
    const { scenario, request, code, message } = facts;
    if (!scenario.page.url.startsWith("file:")) return null;
    const isUnsent = code === "CorsDisabledScheme" && message === null;
    if (isUnsent || request.url.startsWith("file:")) {
      return {
        title: "A page from file: can't load other files this way.",
        why: "Scripts ask with CORS, CORS is a matter of http, and each file is an origin of its own. No server is asked, so no header can help.",
        change:
          "Serve the folder over http, for instance with `npx http-server`, and open `http://localhost:8080/`.",
        where: "page",
        evidence: [pageLine(facts, scenario.page.url, "the page"), pageLine(facts, request.url)],
      };
    }
    if (!isOriginFailure(facts)) return null;
    return {
      title: "A page opened from a file has the origin null.",
      why: `The page was opened from the disk, and a \`file:\` page has no origin that a server could allow: it asks as \`Origin: null\`, as every sandboxed frame on the web does.${scenario.assumed?.includes("page") === true ? " (The message says `null` and no more: if the page wasn't opened from the disk, it is in a sandboxed frame or has a `data:` URL, or the request was redirected on its way.)" : ""}`,
      change:
        "Serve the page over http, even on your own machine, and allow that origin. Don't allow `null`: it is everyone's.",
      where: "page",
      evidence: [pageLine(facts, scenario.page.url, "the page"), ...originLines(facts)],
    };
  },
};
