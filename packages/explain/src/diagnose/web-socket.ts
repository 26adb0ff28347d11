import type { Cause } from "./cause.ts";
import { pageLine } from "./evidence.ts";

/** WebSockets are not under CORS; servers look at `Origin` themselves. */
export const webSocket: Cause = {
  id: "web-socket",
  role: "cause",
  situations: [],
  cors: false,
  standard: {
    title: "WebSockets: establish a WebSocket connection",
    step: "",
    url: "https://websockets.spec.whatwg.org/#concept-websocket-establish",
  },
  find(facts) {
    if (facts.code !== "web-socket") return null;
    return {
      title: "This is not CORS: WebSockets have none.",
      why: "A page may connect to a WebSocket of any origin, and no `Access-Control-*` header is looked at. The handshake failed: the server is down, a proxy doesn't pass `Upgrade` on, the path is wrong, or the server itself looks at `Origin` and refuses, mostly with 403.",
      change:
        "Look at the handshake's status in the network panel. For 403, add the page's origin to the server's list of origins; for 400 or 426, let the proxy pass `Upgrade` and `Connection` on; for 404, correct the path.",
      where: "server",
      evidence: [pageLine(facts, facts.url, "a WebSocket")],
    };
  },
};
