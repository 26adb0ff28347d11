import { draftFromHeaders, type SourceError, sourceErrorMessage } from "@crosswalk/explain";
import { describe, expect, it, test } from "vitest";

describe("one response", () => {
  it("of curl -i answers everything, its body left out", () => {
    const { answers, missing, notes } = draftFromHeaders(
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\naccess-control-allow-origin: *\r\naccess-control-allow-origin:  * \r\n\r\nhello\r\n",
    );
    expect(answers).toEqual([
      {
        when: {},
        answer: {
          status: 200,
          statusText: "OK",
          headers: [
            ["Content-Type", "text/plain"],
            ["access-control-allow-origin", "*"],
            ["access-control-allow-origin", "*"],
          ],
        },
      },
    ]);
    expect(missing).toEqual(["page", "request"]);
    expect(notes).toEqual([{ code: "role-guessed", subject: "preflight" }]);
  });

  it("of curl -v has its request beside it", () => {
    const { answers, page, request, notes } = draftFromHeaders(
      [
        "* Host api.example:443 was resolved.",
        "* Connected to api.example (203.0.113.7) port 443",
        "> OPTIONS /orders HTTP/2",
        "> Host: api.example",
        "> User-Agent: curl/8.14.1",
        "> Origin: https://app.example",
        "> Access-Control-Request-Method: PUT",
        "> ",
        "* Request completely sent off",
        "< HTTP/2 403 ",
        "< content-length: 0",
        "< ",
        "{ [5 bytes data]",
        "* Connection #0 to host api.example left intact",
      ].join("\n"),
    );
    expect(answers).toEqual([
      {
        when: { preflight: true },
        answer: { status: 403, statusText: "", headers: [["content-length", "0"]] },
      },
    ]);
    expect(page).toEqual({ url: "https://app.example/" });
    expect(request).toMatchObject({ url: "https://api.example/orders", method: "PUT" });
    expect(notes.map(({ code }) => code)).toContain("scheme-guessed");
  });

  it("without a status line is taken for a 200, and says so", () => {
    const { answers, notes } = draftFromHeaders("access-control-allow-origin: *\nvary: Origin");
    expect(answers[0]?.answer).toMatchObject({
      status: 200,
      headers: [
        ["access-control-allow-origin", "*"],
        ["vary", "Origin"],
      ],
    });
    expect(notes).toContainEqual({ code: "status-guessed", subject: "200" });
  });

  it("of developer tools has its status in a field of HTTP/2", () => {
    expect(draftFromHeaders(":status: 404\nserver: nginx").answers[0]?.answer).toMatchObject({
      status: 404,
      headers: [["server", "nginx"]],
    });
  });

  it("may have a value over several lines", () => {
    const { answers } = draftFromHeaders(
      "HTTP/1.1 200 OK\nAccess-Control-Allow-Methods: GET,\n  PUT\n",
    );
    expect(answers[0]?.answer).toMatchObject({
      headers: [["Access-Control-Allow-Methods", "GET, PUT"]],
    });
  });

  it("comes after interim ones and after a proxy's tunnel", () => {
    const { answers } = draftFromHeaders(
      "HTTP/1.1 200 Connection established\n\nHTTP/1.1 103 Early Hints\nlink: </a>\n\nHTTP/2 204\n\n",
    );
    expect(answers).toMatchObject([{ answer: { status: 204, headers: [] } }]);
  });
});

describe("several responses", () => {
  it("of one that was redirected are told apart by where it led", () => {
    const { answers } = draftFromHeaders(
      "HTTP/1.1 301 Moved\nLocation: https://www.example/x\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n",
    );
    expect(answers).toMatchObject([
      { when: { url: "https://www.example/x" }, answer: { status: 200 } },
      { when: {}, answer: { status: 301 } },
    ]);
  });

  it("are a preflight's and its request's, if one of them lists methods", () => {
    const { answers } = draftFromHeaders(
      "HTTP/1.1 204 No Content\nAccess-Control-Allow-Methods: PUT\n\nHTTP/1.1 200 OK\nContent-Type: text/plain\n",
    );
    expect(answers).toMatchObject([
      { when: { preflight: true }, answer: { status: 204 } },
      { when: { preflight: false }, answer: { status: 200 } },
    ]);
  });

  const app = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n";
  const doubled = `${app}Access-Control-Allow-Origin: *\n`;
  const layers = [
    {
      name: "cdn",
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Origin", "*"],
      ],
    },
    {
      name: "nginx",
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Origin", "*"],
      ],
    },
    { name: "app", headers: [["Access-Control-Allow-Origin", "*"]] },
  ];

  test.each([
    ["colons", `app:\n${app}\nnginx:\n${doubled}\ncdn:\n${doubled}`],
    ["rules", `--- app ---\n${app}\n--- nginx ---\n${doubled}\n--- cdn ---\n${doubled}`],
    ["number signs", `# app\n${app}\n# nginx\n${doubled}\n# cdn\n${doubled}`],
    [
      "brackets, with bodies",
      `[cdn]\n${doubled}\n{"a": 1}\n\n[nginx]\n${doubled}\nhello\n[app]\n${app}`,
    ],
  ])("under headings with %s are one, as each layer saw it, the outermost counting", (_, text) => {
    const { answers } = draftFromHeaders(text);
    expect(answers).toMatchObject([{ answer: { headers: layers[0]!.headers, layers } }]);
  });

  it("may be given by name", () => {
    const { answers } = draftFromHeaders([
      { name: "app", text: app },
      { name: "nginx", text: doubled },
    ]);
    expect(answers).toMatchObject([{ answer: { layers: layers.slice(1) } }]);
  });

  it("of layers that nobody knows stay in their order, outermost first", () => {
    const { answers } = draftFromHeaders([
      { name: "zeta", text: doubled },
      { name: "eta", text: app },
    ]);
    expect(answers).toMatchObject([{ answer: { layers: [{ name: "zeta" }, { name: "eta" }] } }]);
  });
});

describe("what cannot be read names the token, its place, and what was expected", () => {
  test.each([
    ["", { line: 1, column: 1 }, "", "a status line, HTTP/1.1 200 OK, and headers below it"],
    ["hello there, all of you", { line: 1, column: 1 }, "hello", 'a header as "name: value"'],
    ["HTTP/1.1 200 OK\nBad header: x", { line: 2, column: 1 }, "Bad", 'a header as "name: value"'],
    ["< HTTP/1.1 200 OK\n< {x}", { line: 2, column: 3 }, "{x}", 'a header as "name: value"'],
  ])("%s", (text, place, found, expected) => {
    let error: SourceError | null = null;
    try {
      draftFromHeaders(text);
    } catch (failure) {
      error = failure as SourceError;
    }
    expect(error).toMatchObject({
      name: "SourceError",
      source: "headers",
      position: place,
      found,
      expected,
    });
    expect(error!.message).toBe(sourceErrorMessage("headers", error!.position, found, expected));
  });
});

describe("hostile text", () => {
  const MEGABYTE = 2 ** 20;
  // Milliseconds: one second is usual on a quiet machine, and what is quadratic takes minutes.
  const LIMIT = 30_000;
  test.each([
    ["spaces in a line", `a${" ".repeat(MEGABYTE)}x`],
    ["hyphens in a line", `a${"-".repeat(MEGABYTE)}x`],
    ["status lines", "HTTP/1.1 200 OK\n".repeat(MEGABYTE / 16)],
    ["lines that go on", `a: b\n${" c\n".repeat(MEGABYTE / 3)}`],
    ["headings", "a:\n".repeat(MEGABYTE / 3)],
    ["layers", "a1:\nHTTP/1.1 200 OK\n\n".repeat(MEGABYTE / 21)],
  ])("of %s is done with in time", (_, text) => {
    const start = performance.now();
    try {
      draftFromHeaders(text);
    } catch (error) {
      expect((error as SourceError).name).toBe("SourceError");
    }
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });
});
