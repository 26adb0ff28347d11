import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** `postMessage` with a target origin that the window hasn't. */
export const messageTarget: Cause = {
  id: "message-target",
  role: "cause",
  situations: [],
  cors: false,
  standard: {
    title: "Window post message steps",
    step: "",
    url: "https://html.spec.whatwg.org/multipage/web-messaging.html#window-post-message-steps",
  },
  find(facts) {
    if (facts.code !== "message-target") return null;
    return {
      title: "This is not CORS: postMessage names another origin than the window's.",
      why: "The second argument of `postMessage` says which origin the window must have to be given the message, and at that moment it has another. Mostly the frame hasn't loaded yet, and is still an empty page of your own origin; or it was redirected, or the origin is written with another scheme, `www.` or port. No response header has a part in it.",
      change:
        "Post when the frame's `load` event has come, or better when it has sent a message of its own, with the exact origin that it has then. With widgets (`YT.Player`, payment forms) give the option `origin` your page's own, and wait for their `onReady`. Don't write `*` for what not everybody may read.",
      where: "page",
      evidence: [pageLine(facts, facts.url, "the window that was meant")],
    };
  },
};
