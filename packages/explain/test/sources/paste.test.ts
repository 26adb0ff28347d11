import { describe, expect, it, test } from "vitest";
import { readPaste, recognizePaste, type ScenarioDraft } from "@crosswalk/explain";

const first = (text: string): ScenarioDraft => readPaste(text)[0]!;

const ERROR =
  "Access to fetch at 'https://api.hen.example/eggs' from origin 'https://coop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const CURL = `curl 'https://api.hen.example/eggs?a=1&b=2' \\
  -H 'Origin: https://coop.example' \\
  -H 'content-type: application/json' \\
  --data-raw '{"n":1}'`;
const DUMP = `HTTP/1.1 200 OK
Content-Type: application/json
Access-Control-Allow-Origin: https://barn.example`;

describe("a line of a console that was logged as JSON is read without the JSON:", () => {
  const WEBKIT =
    "Fetch API cannot load https://api.hen.example/eggs due to access control checks.\n";
  const MIXED =
    "Mixed Content: The page at 'https://coop.example/' was loaded over HTTPS, but requested an insecure resource 'http://api.hen.example/eggs'. This request has been blocked; the content must be served over HTTPS.";
  test.each([
    ["Docker's", { log: `${ERROR}\n`, stream: "stderr" }, "https://coop.example/"],
    [
      "slog's",
      { time: "2026-11-26T10:00:00Z", level: "ERROR", msg: ERROR },
      "https://coop.example/",
    ],
    ["Elastic's", { log: { level: "error" }, message: ERROR }, "https://coop.example/"],
    ["in an array", [{ text: "fine" }, { text: ERROR }], "https://coop.example/"],
    ["WebKit's", { level: "error", message: WEBKIT }, undefined],
    ["mixed content", { a: { b: MIXED } }, "https://coop.example/"],
    ["the network's", { m: "GET https://api.hen.example/eggs net::ERR_FAILED" }, undefined],
    ["in quotes", { msg: ERROR.replaceAll("'", '"') }, "https://coop.example/"],
  ])("%s", (_, logged, page) => {
    const text = JSON.stringify(logged);
    expect(recognizePaste(text)).toBe("console");
    for (const given of [text, text.replaceAll("'", "\\u0027"), JSON.stringify(logged, null, 2)]) {
      const { request, page: asks } = first(given);
      expect(request?.url).toMatch(/^https?:\/\/api\.hen\.example\/eggs$/);
      expect(asks?.url).toBe(page);
    }
  });

  it("one a line", () => {
    const other = ERROR.replace("/eggs", "/hens");
    const text = [ERROR, other].map((log) => JSON.stringify({ log })).join("\n");
    expect(readPaste(text).map(({ request }) => request?.url)).toEqual([
      "https://api.hen.example/eggs",
      "https://api.hen.example/hens",
    ]);
  });

  it("and a HAR is one all the same", () => {
    expect(recognizePaste('{"log":{"version":"1.2","entries":[]}}')).toBe("har");
    expect(recognizePaste(`{"log":{"entries":[{"comment":${JSON.stringify(ERROR)}}]}}`)).toBe(
      "har",
    );
    expect(recognizePaste('{"time":12.5,"startedDateTime":"2026-11-26T10:00:00Z"}')).toBe("har");
  });
});

describe("what something is, is seen", () => {
  test.each([
    [CURL, "curl"],
    [`$ ${CURL}`, "curl"],
    ["user@host:~$ curl -i https://a.example/", "curl"],
    ["PS C:\\Users\\hen> curl.exe https://a.example/", "curl"],
    ["C:\\>curl https://a.example/", "curl"],
    ["https://a.example/x?y", "url"],
    [DUMP, "headers"],
    ["* Trying 127.0.0.1:80...\n> GET / HTTP/1.1\n< HTTP/1.1 200 OK", "headers"],
    ["GET /x HTTP/1.1\nHost: a.example", "headers"],
    [":status: 200\naccess-control-allow-origin: *", "headers"],
    ["Request URL:\nhttps://a.example/\nStatus Code:\n200 OK", "headers"],
    ["access-control-allow-origin\n*\ncontent-type\ntext/html", "headers"],
    ["Access-Control-Allow-Origin: *\nVary: Origin", "headers"],
    ['{"Response Headers (1.2 KB)":{"headers":[]}}', "header-json"],
    ['{"log":{"entries":[]}}', "har"],
    ['{"page":{"url":"https://a.example/"},"answers":[]}', "scenario"],
    ['Invoke-WebRequest -Uri "https://a.example/"', "powershell"],
    ["await fetch('https://a.example/')", "script"],
    ["axios.get('https://a.example/')", "script"],
    ["const res = await axios<Egg[]>({ url: 'https://a.example/' })", "script"],
    ["$.ajax({ url: 'https://a.example/' })", "script"],
    ["const xhr = new XMLHttpRequest();\nxhr.open('GET', 'https://a.example/')", "script"],
    [ERROR, "console"],
    [`(index):1 ${ERROR}`, "console"],
    ["Mixed Content: The page at 'https://a.example/' was loaded", "console"],
    ["TypeError: Failed to fetch", "console"],
    [`${ERROR}\napp.js:3 const response = await fetch(url)`, "console"],
  ])("%s", (text, kind) => {
    expect(recognizePaste(text)).toBe(kind);
  });
});

const forms: readonly (readonly [name: string, change: (text: string) => string])[] = [
  ["with line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
  ["behind a mark of byte order", (text) => `\uFEFF${text}`],
  ["with spaces that don't break", (text) => text.replaceAll(" ", "\u00A0")],
  ["indented", (text) => text.replace(/^/gm, "    ")],
  ["with tabs before it", (text) => text.replace(/^/gm, "\t\t")],
  [
    "with lines numbered",
    (text) =>
      text
        .split("\n")
        .map((line, index) => `${index + 7} ${line}`)
        .join("\n"),
  ],
  ["between fences", (text) => `\`\`\`bash\n${text}\n\`\`\``],
  ["as a forum quotes it", (text) => text.replace(/^/gm, "> ")],
  [
    "as HTML has it",
    (text) =>
      text
        .replaceAll("&", "&amp;")
        .replaceAll('"', "&quot;")
        .replaceAll("'", "&#39;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;"),
  ],
  ["with blank lines around", (text) => `\n\n  \n${text}\n\n`],
];

describe.each(forms)("%s", (_, change) => {
  it("a command of curl is read", () => {
    expect(first(change(CURL))).toMatchObject({
      page: { url: "https://coop.example/" },
      request: { url: "https://api.hen.example/eggs?a=1&b=2", method: "POST", body: '{"n":1}' },
    });
  });
  it("an error of a console is read", () => {
    expect(first(change(ERROR))).toMatchObject({
      page: { url: "https://coop.example/" },
      request: { url: "https://api.hen.example/eggs" },
      told: { message: { code: "MissingAllowOriginHeader" } },
    });
  });
  it("a dump of headers is read", () => {
    expect(first(change(DUMP)).answers).toMatchObject([
      {
        answer: {
          status: 200,
          headers: [
            ["Content-Type", "application/json"],
            ["Access-Control-Allow-Origin", "https://barn.example"],
          ],
        },
      },
    ]);
  });
});

describe("what a word processor made of quotation marks and dashes is mended", () => {
  test.each([
    "curl ‘https://api.hen.example/eggs’ –H ‘Origin: https://coop.example’",
    "curl “https://api.hen.example/eggs” —header “Origin: https://coop.example”",
    "fetch(“https://api.hen.example/eggs”, { headers: { Origin: ‘https://coop.example’ } })",
  ])("%s", (text) => {
    expect(first(text)).toMatchObject({
      page: { url: "https://coop.example/" },
      request: { url: "https://api.hen.example/eggs" },
    });
  });
});

describe("a command and what it printed", () => {
  const command =
    "curl -i -X OPTIONS https://api.hen.example/eggs -H 'Origin: https://coop.example' -H 'Access-Control-Request-Method: PUT'";

  it("is one: the request, and the answer to its preflight", () => {
    const [draft, ...others] = readPaste(`$ ${command}\n${DUMP}\n\n{"eggs": 2}`);
    expect(others).toEqual([]);
    expect(draft).toMatchObject({
      page: { url: "https://coop.example/" },
      request: { method: "PUT" },
      answers: [{ when: { preflight: true }, answer: { status: 200 } }],
    });
  });

  it("of -v is one too", () => {
    const text = `curl -v https://api.hen.example/eggs -H 'Origin: https://coop.example'
* Trying 127.0.0.1:443...
> GET /eggs HTTP/2
> Host: api.hen.example
> Origin: https://coop.example
>
< HTTP/2 403
< server: nginx
<`;
    expect(first(text)).toMatchObject({
      request: { url: "https://api.hen.example/eggs" },
      answers: [{ answer: { status: 403, headers: [["server", "nginx"]] } }],
    });
  });

  it("several are told apart", () => {
    expect(readPaste(`$ ${command}\n${DUMP}\n\n$ ${command}\n${DUMP}`)).toHaveLength(2);
  });
});

describe("a command that lacks a quote is named, whatever is around it", () => {
  const BROKEN = CURL.replace("b=2'", "b=2");
  test.each([
    ["with what it printed", `${BROKEN}\n${DUMP}\n`, 1, 6],
    ["in prose", `It fails with CORS: ${BROKEN}`, 1, 26],
    ["in prose, before what it printed", `This is what I do:\n\n${BROKEN}\n${DUMP}\n`, 3, 6],
    ["after another", `curl -I https://a.example/\n${BROKEN}`, 2, 6],
    ["after a prompt", `$ ${BROKEN}`, 1, 8],
  ])("%s", (_, text, line, column) => {
    expect(() => readPaste(text)).toThrow(
      `curl, line ${line}, column ${column}: found "'"; write a closing ' for this one`,
    );
  });

  it("prose with an apostrophe is no such command", () => {
    expect(first(`curl doesn't show it:\n${ERROR}`).told?.message.kind).toBe("cors");
    expect(first(`curl doesn't show it, fetch("https://a.example/") does`).request?.url).toBe(
      "https://a.example/",
    );
  });
});

describe("a snippet and the response beside it", () => {
  const OPEN = "HTTP/2 200\naccess-control-allow-origin: *";
  test.each([
    [`fetch("/orders")\n${OPEN}`, "/orders"],
    [`axios.get("/orders")\n${OPEN}`, "/orders"],
    [`const xhr = new XMLHttpRequest();\nxhr.open("PUT", "/orders")\n${OPEN}`, "/orders"],
    [`fetch("//api.hen.example/x")\n${OPEN}`, "//api.hen.example/x"],
    [`fetch("https://[bad")\n${OPEN}`, "https://[bad"],
    [
      `fetch("https://api.hen.example/x")\n${OPEN.replaceAll(/^/gm, "< ")}`,
      "https://api.hen.example/x",
    ],
    [
      `fetch("https://api.hen.example/x")\n${OPEN.replaceAll(/^/gm, "  ")}`,
      "https://api.hen.example/x",
    ],
    [`${OPEN}\n\nfetch("https://api.hen.example/x")`, "https://api.hen.example/x"],
  ])("are one: %s", (text, url) => {
    const [draft, ...others] = readPaste(text);
    expect(others).toEqual([]);
    expect(draft).toMatchObject({
      request: { url },
      answers: [
        { when: { preflight: false }, answer: { headers: [["access-control-allow-origin", "*"]] } },
      ],
    });
  });

  test.each([
    ["a URL that is made when it runs", "fetch(`https://a.example/${id}`, { method: 'PUT' })", 7],
    ["a URL in a variable", "fetch(url, { method: 'PUT', credentials: 'include' })", 7],
    ["one of axios", "axios.put(url, data, { withCredentials: true })", 11],
    [
      "a path below a base that is not told",
      "axios.get('/x', { baseURL: import.meta.env.VITE_API })",
      11,
    ],
  ])("%s is named, and the response not judged by itself", (_, snippet, column) => {
    const message = `line 1, column ${column}: found`;
    expect(() => readPaste(`${snippet}\n${OPEN}`)).toThrow(message);
    expect(() => readPaste(`${OPEN}\n\n${snippet}`)).toThrow(message.replace("line 1", "line 4"));
  });

  it("a bracket that lacks its other one is named, too", () => {
    const text = `fetch("https://a.example/x", { method: "PUT" }\n${OPEN}`;
    // Where the snippet ends, and not in the response below it.
    expect(() => readPaste(text)).toThrow(
      'line 1, column 47: found the end of the text; write ")" for the "(" in line 1, column 6',
    );
  });

  it("a body that holds a script is a body", () => {
    const text = `${OPEN}\n\n<script>\nfetch("https://a.example/x")\n</script>`;
    expect(first(text)).toMatchObject({ request: null, answers: [{ answer: { status: 200 } }] });
  });

  it("a status line in a string is part of the snippet", () => {
    const text = 'fetch("https://a.example/x", { method: "POST", body: `\nHTTP/1.1 200 OK\n` })';
    expect(first(text)).toMatchObject({
      request: { method: "POST", body: "\nHTTP/1.1 200 OK\n" },
      answers: [],
    });
  });
});

describe("a command to which nothing answered", () => {
  const command = "curl -v -X PUT https://api.hen.example/eggs -H 'Origin: https://coop.example'";
  test.each([
    [
      "* Could not resolve host: api.hen.example\n* Closing connection\ncurl: (6) Could not resolve host: api.hen.example",
      "name-not-resolved",
    ],
    [
      "*   Trying 203.0.113.7:443...\n* connect to 203.0.113.7 port 443 failed: Connection refused\ncurl: (7) Failed to connect to api.hen.example port 443",
      "connection-refused",
    ],
    ["curl: (28) Connection timed out after 5001 milliseconds", "timed-out"],
    ["curl: (60) SSL certificate problem: self-signed certificate", "certificate"],
  ])("failed as curl says: %s", (output, failure) => {
    expect(first(`${command}\n${output}`)).toMatchObject({
      request: { method: "PUT" },
      answers: [{ answer: { failure } }],
    });
  });

  it("is a command alone where curl doesn't say why", () => {
    expect(first(`${command}\n* Closing connection`).answers).toEqual([]);
  });
});

describe("prose with something in it", () => {
  test.each([
    [
      `I run a page and see this:\n\n${ERROR}\n\nWhat can I do? My code is fetch('/x')`,
      "https://api.hen.example/eggs",
    ],
    [`<p>The console says <strong>${ERROR}</strong></p>`, "https://api.hen.example/eggs"],
    [`When I try it I get\n${DUMP}\nand nothing else`, undefined],
    [
      `This is what I send: curl https://api.hen.example/eggs -H 'Origin: https://coop.example'`,
      "https://api.hen.example/eggs",
    ],
    [
      "Here is my code:\n\nfetch('https://api.hen.example/eggs')\n\nIt doesn't work.",
      "https://api.hen.example/eggs",
    ],
  ])("%s", (text, url) => {
    expect(first(text).request?.url).toBe(url);
  });

  it("without anything is nothing", () => {
    expect(readPaste("My hens don't lay any more. What can I do?")).toEqual([]);
  });
});

// Each would take longer than the universe has been there, or minutes, if its time grew faster than its length.
test.each([
  ["a chain of names", `( ${"this.".repeat(60)}`],
  ["a long chain of names", `( ${"a.".repeat(100_000)}`],
  ["a curl and blanks", `see curl${" ".repeat(100_000)}\n`],
  ["parameters without an end", "?a=".repeat(50_000)],
  ["a reason of blanks", `https://a.example/ ${"(CORS '".padEnd(800)}`.repeat(20)],
])("%s is read in no time to speak of", (_, text) => {
  expect(() => readPaste(text)).not.toThrow(RangeError);
});
