import type { Cause } from "./cause.ts";
import { responseLines, statusLine } from "./evidence.ts";

/** An element has no use for what came. */
export const contentUnusable: Cause = {
  id: "content-unusable",
  role: "cause",
  situations: [],
  cors: false,
  standard: {
    title: "Fetching scripts",
    step: "",
    url: "https://html.spec.whatwg.org/multipage/webappapis.html#fetching-scripts",
  },
  find(facts) {
    const { code, request, status } = facts;
    switch (code) {
      case "unusable-status":
        return {
          title: `This is not CORS: the server answers ${status ?? "with an error"}.`,
          why: `The response may be used, but its status says that it is an error, and no ${request.api} is made of that.`,
          change: "Correct the URL, or what the server does with it.",
          where: "server",
          evidence: statusLine(facts),
        };
      case "BlockedType":
      case "unusable-type":
        return {
          title: "This is not CORS: the response has the wrong Content-Type.",
          why: `A ${request.api} has to be served as what it is. Browsers refuse any other type, and scripts above all.`,
          change:
            "Send the right `Content-Type`. If it is `text/html`, the URL answers with an error page.",
          where: "server",
          evidence: responseLines(facts, "Content-Type"),
        };
      case "unusable-content":
        return {
          title: `This is not CORS: the bytes are no ${request.api}.`,
          why: "The response may be used, but what is in it is something else, mostly an error page.",
          change: "Open the URL in a tab of its own and look at what comes.",
          where: "server",
          evidence: [...statusLine(facts), ...responseLines(facts, "Content-Type")],
        };
      default:
        return null;
    }
  },
};
