import type { Cause } from "./cause.ts";
import { isMissing } from "./codes.ts";
import { originLines } from "./evidence.ts";

/** Fonts are always fetched with CORS. */
export const fontWithoutHeaders: Cause = {
  id: "font-without-headers",
  role: "cause",
  situations: [28],
  cors: true,
  find(facts) {
    const { request } = facts;
    const isFont = request.api === "font" || (request.api === "preload" && request.as === "font");
    if (!isFont || !isMissing(facts)) return null;
    return {
      title: "Fonts from another origin need Access-Control-Allow-Origin.",
      why: "Unlike pictures, web fonts are always fetched with CORS. The font's response doesn't allow the page, so the browser falls back to another font.",
      change:
        "Send `Access-Control-Allow-Origin: *` with font files if everyone may use them, or name the page's origin.",
      where: "server",
      evidence: originLines(facts),
    };
  },
};
