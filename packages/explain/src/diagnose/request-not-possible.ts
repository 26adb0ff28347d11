import type { Cause } from "./cause.ts";
import { isForeignWorker } from "./request-mode.ts";

/** The call itself throws. */
export const requestNotPossible: Cause = {
  id: "request-not-possible",
  role: "cause",
  situations: [],
  cors: false,
  standard: {
    title: "new Request(input, init)",
    step: "",
    url: "https://fetch.spec.whatwg.org/#dom-request",
  },
  find(facts) {
    const { code, run, parameter, scenario, message: sent } = facts;
    if (isForeignWorker(facts)) return null;
    const isStream = code === "TransportFailed" && parameter === "HTTP/2";
    if (isStream) {
      return {
        title: "This is not CORS: a stream is sent over HTTP/2 only.",
        why: "The body is a `ReadableStream`, and this browser sends those over HTTP/2 or newer. The server speaks HTTP/1.1, so the connection is given up after the preflight.",
        change: "Send the body as a string, a `Blob` or an `ArrayBuffer`, or serve over HTTP/2.",
        where: "request",
        evidence: [],
      };
    }
    const isRefused =
      code === "not-possible" ||
      code === "InvalidUrl" ||
      code === "UnsupportedScheme" ||
      code === "BlobMethod" ||
      code === "BlobRange" ||
      code === "BlobUrlNotFound" ||
      code === "DanglingMarkup" ||
      code === "InvalidDataUrl" ||
      code === "KeepaliveTooLarge" ||
      code === "RestrictedHost" ||
      (code === "CorsDisabledScheme" && sent === null && !scenario.page.url.startsWith("file:"));
    if (!isRefused) return null;
    const message = run.outcome.kind === "failed" ? run.outcome.message : "";
    return {
      title: "This is not CORS: the browser refuses to make this request.",
      why: `Nothing was sent. The call itself fails${message === "" ? "" : `: ${message}`}`,
      change: "Correct the call: its URL, its method or its options.",
      where: "request",
      evidence: [],
    };
  },
};
