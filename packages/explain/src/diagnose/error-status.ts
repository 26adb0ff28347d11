import type { Cause } from "./cause.ts";
import { statusLine } from "./evidence.ts";

/** The script has the response, and it is an error. */
export const errorStatus: Cause = {
  id: "error-status",
  role: "note",
  situations: [46],
  cors: false,
  standard: {
    title: "CORS check",
    step: "",
    url: "https://fetch.spec.whatwg.org/#concept-cors-check",
  },
  find(facts) {
    const { status, reach, request } = facts;
    if (status === null || status < 400 || reach !== "reads") return null;
    // Of an element, the error is the cause itself.
    if (request.api !== "fetch" && request.api !== "xhr") return null;
    return {
      title: `This is not CORS: the server answers ${status}.`,
      why: `Nothing keeps the response from the page: the script can read its status and its body. ${meaning(status)}`,
      change: "Look into the response's body and the server's log for the reason.",
      where: "server",
      evidence: statusLine(facts),
    };
  },
};

function meaning(status: number): string {
  switch (status) {
    case 401:
      return "The server wants a login, or a better token.";
    case 403:
      return "The server knows who asks, and refuses.";
    case 404:
      return "There is nothing at that URL.";
    case 405:
      return "There is something at that URL, but not for this method.";
    case 429:
      return "Too many requests were made.";
    default:
      return status >= 500
        ? "The server, or what is behind it, failed."
        : "The server finds fault with the request.";
  }
}
