import { draftsFromConsole, type ScenarioDraft } from "@crosswalk/explain";
import { describe, expect, it, test } from "vitest";

const draftOf = (text: string): ScenarioDraft => draftsFromConsole(text)[0]!;
const blocked = (what: string, reason: string): string =>
  `Access to ${what} at 'https://api.example/x' from origin 'https://app.example' has been blocked by CORS policy: ${reason}`;

describe("a console's message", () => {
  test.each([
    [
      "fetch",
      "Method patch is not allowed by Access-Control-Allow-Methods in preflight response.",
      { api: "fetch", method: "patch" },
    ],
    [
      "XMLHttpRequest",
      "Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.",
      { api: "xhr", headers: [["content-type", "application/json"]] },
    ],
    [
      "fetch",
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
      { api: "fetch", credentials: "include" },
    ],
    [
      "image",
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      { api: "image", mode: "cors" },
    ],
    [
      "CSS stylesheet",
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      { api: "stylesheet", mode: "cors" },
    ],
  ])("of %s: %s tells of the request", (what, reason, request) => {
    const { page, missing, ...rest } = draftOf(blocked(what, reason));
    expect(rest.request).toEqual({ url: "https://api.example/x", ...request });
    expect(page).toEqual({ url: "https://app.example/" });
    expect(missing).toEqual(["answers"]);
  });

  it("after a redirect starts where the request did", () => {
    const { request } = draftOf(
      "Access to fetch at 'https://b.example/' (redirected from 'https://a.example/') from origin 'https://app.example' has been blocked by CORS policy: x",
    );
    expect(request?.url).toBe("https://a.example/");
  });

  it("of Firefox leaves the page to be told", () => {
    const { page, request, missing } = draftOf(
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/x. (Reason: CORS request did not succeed). Status code: (null).",
    );
    expect({ page, url: request?.url, missing }).toEqual({
      page: null,
      url: "https://api.example/x",
      missing: ["page", "answers"],
    });
  });

  it("of an opaque origin says that it was null", () => {
    const { page, notes } = draftOf(blocked("fetch", "x").replace("https://app.example", "null"));
    expect({ page, notes }).toEqual({
      page: null,
      notes: [{ code: "null-origin", subject: "origin" }],
    });
  });

  it("without an URL leaves the request to be told", () => {
    expect(draftOf("Failed to load resource: net::ERR_CONNECTION_REFUSED").missing).toEqual([
      "page",
      "request",
      "answers",
    ]);
  });
});
