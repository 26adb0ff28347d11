import type { Cause } from "./cause.ts";
import { pageLine, responseLines } from "./evidence.ts";

/** What was loaded without CORS may be shown and not read. */
export const taintedImage: Cause = {
  id: "tainted-image",
  role: "cause",
  situations: [27],
  cors: true,
  standard: {
    title: "Security with canvas elements",
    step: "",
    url: "https://html.spec.whatwg.org/multipage/canvas.html#security-with-canvas-elements",
  },
  find(facts) {
    const { request, reach } = facts;
    if (reach !== "opaque" || facts.run.outcome.kind !== "loaded") return null;
    const isPicture = ["image", "video", "audio"].includes(request.api);
    return {
      title: isPicture
        ? "Without crossorigin the image taints the canvas."
        : "Without crossorigin the page may use it, but not read it.",
      why: `The ${request.api} comes from another origin and was asked for without CORS. It can be shown or run. ${isPicture ? "A canvas that it is drawn on can't be read any more: `getImageData`, `toDataURL` and `toBlob` throw a SecurityError, and WebGL refuses it as a texture" : "What is in it stays hidden: rules of style sheets and details of script errors"}.`,
      change:
        'Add `crossorigin="anonymous"` to the element, before `src` is set, and let the server allow the page.',
      where: "page",
      evidence: [
        pageLine(facts, `<${request.api}>`, "without crossorigin"),
        ...responseLines(facts, "Access-Control-Allow-Origin"),
      ],
    };
  },
};
