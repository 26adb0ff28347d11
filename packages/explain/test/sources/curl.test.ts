import { draftFromCurl, type SourceError, sourceErrorMessage } from "@crosswalk/explain";
import { describe, expect, it, test } from "vitest";

/** What Chrome 156 puts on the clipboard, "Copy as cURL (bash)". */
const chromeForBash = String.raw`curl 'https://api.example.com/orders/7?a=1' \
  -X 'PUT' \
  -H 'accept: */*' \
  -H 'accept-language: en-US,en;q=0.9' \
  -H 'content-type: application/json' \
  -b 'session=s3cret; theme=dark' \
  -H 'origin: https://app.example.com' \
  -H 'priority: u=1, i' \
  -H 'referer: https://app.example.com/orders' \
  -H 'sec-ch-ua: "Chromium";v="156", "Not)A;Brand";v="24"' \
  -H 'sec-fetch-dest: empty' \
  -H 'sec-fetch-mode: cors' \
  -H 'sec-fetch-site: same-site' \
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36' \
  -H 'x-request-id: 42' \
  --data-raw $'{"name":"it\'s","note":"a\u0021\n"}' \
  --compressed`;

/** The same for cmd: every character that cmd might read is behind a caret. */
const chromeForCmd = String.raw`curl ^"https://api.example.com/orders/7?a=1^&b=^%^20x^" ^
  -X ^"PUT^" ^
  -H ^"accept: */*^" ^
  -H ^"content-type: application/json^" ^
  -b ^"session=s3cret^" ^
  -H ^"origin: https://app.example.com^" ^
  -H ^"sec-ch-ua: ^\^"Chromium^\^";v=^\^"156^\^"^" ^
  -H ^"sec-fetch-mode: cors^" ^
  -H ^"user-agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64)^" ^
  --data-raw ^"^{^\^"path^\^":^\^"C:^\^\temp^\^",^\^"say^\^":^\^"a^

b^\^"^}^"`;

describe("a command that a browser copied", () => {
  it("for bash gives the script's request and the page that made it", () => {
    const { request, page, cookies, missing } = draftFromCurl(chromeForBash);
    expect(request).toEqual({
      api: "fetch",
      url: "https://api.example.com/orders/7?a=1",
      method: "PUT",
      headers: [
        ["content-type", "application/json"],
        ["x-request-id", "42"],
      ],
      mode: "cors",
      credentials: "include",
      body: `{"name":"it's","note":"a!\n"}`,
    });
    expect(page).toEqual({ url: "https://app.example.com/orders" });
    expect(cookies.map(({ setCookie }) => setCookie)).toEqual([
      "session=s3cret; Path=/; SameSite=None; Secure",
      "theme=dark; Path=/; SameSite=None; Secure",
    ]);
    expect(missing).toEqual(["answers"]);
  });

  it("for cmd is read through its carets", () => {
    const { request, page } = draftFromCurl(chromeForCmd);
    expect(request).toMatchObject({
      url: "https://api.example.com/orders/7?a=1&b=%20x",
      method: "PUT",
      headers: [["content-type", "application/json"]],
      body: `{"path":"C:\\temp","say":"a\nb"}`,
    });
    expect(page).toEqual({ url: "https://app.example.com/" });
  });

  it("of an older Chrome, for cmd with plain quotes, is read too", () => {
    const { request } = draftFromCurl(
      'curl "https://api.example.com/a?b=1^&c=2" ^\r\n  -H "X-A: 1" ^\r\n  --data-raw "^{^\\^"a^\\^":1^}" ^\r\n  --compressed',
    );
    expect(request).toMatchObject({
      url: "https://api.example.com/a?b=1&c=2",
      headers: [
        ["X-A", "1"],
        ["Content-Type", "application/x-www-form-urlencoded"],
      ],
      body: '{"a":1}',
    });
  });

  it("of Firefox names its headers in other letters", () => {
    const { request, page, notes } = draftFromCurl(
      "curl 'https://api.example.com/a' -X POST -H 'User-Agent: Mozilla/5.0 (X11; rv:153.0) Gecko/20100101 Firefox/153.0' " +
        "-H 'Accept: application/json' -H 'Accept-Language: en-US' -H 'Accept-Encoding: gzip, deflate, br, zstd' " +
        "-H 'Referer: https://app.example.com/' -H 'Origin: https://app.example.com' -H 'DNT: 1' -H 'Connection: keep-alive' " +
        "-H 'Sec-Fetch-Dest: empty' -H 'Sec-Fetch-Mode: cors' -H 'Sec-Fetch-Site: same-site' -H 'Content-Length: 0' -H 'Pragma: no-cache'",
    );
    expect(request).toEqual({
      api: "fetch",
      url: "https://api.example.com/a",
      method: "POST",
      headers: [["Accept", "application/json"]],
      mode: "cors",
    });
    expect(page).toEqual({ url: "https://app.example.com/" });
    expect(notes.map(({ subject }) => subject)).toContain("Pragma");
  });

  it("of Safari quotes the method and the body as bash does", () => {
    const { request } = draftFromCurl(
      "curl 'https://api.example.com/a' \\\n-X 'POST' \\\n-H 'Content-Type: text/plain' \\\n--data-binary $'a\\tb\\x41\\101\\u00e9'",
    );
    expect(request).toMatchObject({ method: "POST", body: "a\tbAAé" });
  });

  it("tells an image's request by its destination", () => {
    const { request } = draftFromCurl(
      "curl 'https://cdn.example/a.png' -H 'Sec-Fetch-Dest: image' -H 'Sec-Fetch-Mode: no-cors' -H 'Referer: https://app.example/'",
    );
    expect(request).toEqual({ api: "image", url: "https://cdn.example/a.png", mode: "no-cors" });
  });

  it("of a same-origin request knows the page by the URL", () => {
    const { page } = draftFromCurl(
      "curl 'https://app.example/api' -H 'Sec-Fetch-Site: same-origin' -H 'Sec-Fetch-Mode: cors'",
    );
    expect(page).toEqual({ url: "https://app.example/" });
  });

  it("whose origin is null says so, and leaves the page to be told", () => {
    const { page, notes, missing } = draftFromCurl("curl https://api.example/ -H 'Origin: null'");
    expect(page).toBeNull();
    expect(missing).toContain("page");
    expect(notes).toContainEqual({ code: "null-origin", subject: "Origin" });
  });
});

describe("a command that somebody wrote", () => {
  test.each([
    ["curl https://a.example/x", { url: "https://a.example/x" }],
    ["$ curl https://a.example/x", { url: "https://a.example/x" }],
    ["/usr/bin/curl --url https://a.example/x", { url: "https://a.example/x" }],
    ["curl.exe -sSLkv https://a.example/x", { url: "https://a.example/x" }],
    ["curl -XPOST https://a.example/x", { method: "POST" }],
    ["curl -X patch https://a.example/x", { method: "patch" }],
    ["curl --request=DELETE https://a.example/x", { method: "DELETE" }],
    ["curl -sX DELETE https://a.example/x", { method: "DELETE" }],
    ["curl -I https://a.example/x", { method: "HEAD" }],
    ["curl -d a=1 -d b=2 https://a.example/x", { method: "POST", body: "a=1&b=2" }],
    ["curl -da=1 https://a.example/x", { method: "POST", body: "a=1" }],
    ["curl --data-urlencode 'a=b c&d' https://a.example/x", { body: "a=b%20c%26d" }],
    ["curl -G -d a=1 'https://a.example/x?b=2#c'", { url: "https://a.example/x?b=2&a=1#c" }],
    [
      "curl --json '{\"a\":1}' https://a.example/x",
      {
        method: "POST",
        body: '{"a":1}',
        headers: [
          ["Accept", "application/json"],
          ["Content-Type", "application/json"],
        ],
      },
    ],
    [
      "curl -u 'me:pässword' https://a.example/x",
      {
        headers: [["Authorization", "Basic bWU6cMOkc3N3b3Jk"]],
      },
    ],
    [
      "curl -H 'X-Empty;' -H 'X-Gone:' -H 'X-A:  b ' https://a.example/x",
      {
        headers: [
          ["X-Empty", ""],
          ["X-A", "b"],
        ],
      },
    ],
    [
      'curl -H "X-Quote: \\"a\\" \\$b \\c" https://a.example/x',
      {
        headers: [["X-Quote", '"a" $b \\c']],
      },
    ],
    ["curl https://a.example/x?a=1&b=2", { url: "https://a.example/x?a=1&b=2" }],
    ["curl https://a.example/x\n  -H 'X-A: 1'\n", { headers: [["X-A", "1"]] }],
    ["curl https://a.example/x \\\r\n  -H 'X-A: 1'", { headers: [["X-A", "1"]] }],
    // All quotes have their other ones, odd as they stand.
    [
      `curl https://a.example/x -d '{"cmd":"ls -l '$DIR'"}' -H 'X-A: 1'`,
      { body: `{"cmd":"ls -l $DIR"}`, url: "https://a.example/x" },
    ],
    [
      "curl https://a.example/x -H 'X-Forward: 'https://x.example",
      { headers: [["X-Forward", "https://x.example"]] },
    ],
    ["curl -T file https://a.example/x", { method: "PUT" }],
    ["curl -o out.txt -m 5 https://a.example/x", { url: "https://a.example/x" }],
    ["curl --no-progress-meter --no-verbose https://a.example/x", { url: "https://a.example/x" }],
  ])("%s", (command, request) => {
    expect(draftFromCurl(command).request).toMatchObject(request);
  });

  it("as a preflight is taken for the request that it asks about", () => {
    const { request, page, notes } = draftFromCurl(
      "curl -i -X OPTIONS https://api.example/x -H 'Origin: https://app.example' " +
        "-H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: authorization, x-a'",
    );
    expect(request).toMatchObject({
      method: "PUT",
      headers: [
        ["authorization", "Bearer token"],
        ["x-a", "1"],
      ],
    });
    expect(page).toEqual({ url: "https://app.example/" });
    expect(notes).toContainEqual({ code: "preflight-by-hand", subject: "PUT" });
  });

  test.each([
    ["curl -k https://a.example/", { code: "certificate-unchecked", subject: "-k" }],
    ["curl localhost:8080/x", { code: "scheme-guessed", subject: "http:" }],
    ["curl -d @body.json https://a.example/", { code: "body-unknown", subject: "file" }],
    ["curl -F a=b https://a.example/", { code: "body-unknown", subject: "form" }],
    ["curl -b jar.txt https://a.example/", { code: "cookies-unknown", subject: "jar.txt" }],
    ["curl -X GET -d a https://a.example/", { code: "body-with-get", subject: "GET" }],
    [
      "curl https://a.example/ https://b.example/",
      { code: "other-requests", subject: "https://b.example/" },
    ],
    ["curl https://a.example/ | jq .", { code: "other-requests", subject: "shell" }],
    [
      "curl https://a.example/ --next https://b.example/",
      { code: "other-requests", subject: "--next" },
    ],
  ])("%s is read with a note", (command, note) => {
    expect(draftFromCurl(command).notes).toContainEqual(note);
  });

  it("without a scheme goes where curl would go", () => {
    expect(draftFromCurl("curl localhost:8080/x").request?.url).toBe("http://localhost:8080/x");
  });
});

const failureOf = (read: () => unknown): SourceError => {
  try {
    read();
  } catch (error) {
    return error as SourceError;
  }
  throw new Error("it was read");
};

describe("what cannot be read names the token, its place, and what was expected", () => {
  test.each([
    ["wget https://a.example/", { line: 1, column: 1 }, "wget", "a command that starts with curl"],
    ["", { line: 1, column: 1 }, "", "a command that starts with curl"],
    ["curl 'https://a.example/", { line: 1, column: 6 }, "'", "a closing ' for this one"],
    ["curl \\\n  -H $'X-A: 1", { line: 2, column: 6 }, "$'", "a closing ' for this one"],
    ['curl ^"https://a.example/', { line: 1, column: 6 }, '^"', 'a closing " for this one'],
    [
      "curl 'https://a.example/ -H 'X-A: 1' -H 'X-B: 2'",
      { line: 1, column: 6 },
      "'",
      "a closing ' for this one",
    ],
    [
      "curl https://a.example/ \\\n  -H X-A: 1' \\\n  -H 'X-B: 2'",
      { line: 2, column: 12 },
      "'",
      "an opening ' for this one",
    ],
    [
      "curl -H 'X-A: 1 'https://a.example/'",
      { line: 1, column: 9 },
      "'",
      "a closing ' for this one",
    ],
    [
      `curl -H "X-A: 1 -d '{"a":1}' https://a.example/`,
      { line: 1, column: 9 },
      '"',
      'a closing " for this one',
    ],
    [
      'curl ^"https://a.example/ ^\n  -H ^"X-A: 1^" ^\n  -H ^"X-B: 2^"',
      { line: 1, column: 6 },
      '^"',
      'a closing " for this one',
    ],
    ["curl --chicken https://a.example/", { line: 1, column: 6 }, "--chicken", "an option of curl"],
    ["curl -sWQ", { line: 1, column: 6 }, "-W", "an option of curl"],
    ["curl https://a.example/ -H", { line: 1, column: 25 }, "-H", "an argument after -H"],
    [
      "curl https://a.example/ -H 'Bearer t0ken'",
      { line: 1, column: 25 },
      "-H",
      'a header as "name: value" after it',
    ],
    ["curl -X POST", { line: 1, column: 13 }, "", "an URL"],
    ["curl 'https://[x/?token=t0ken'", { line: 1, column: 6 }, "https://[x/", "an URL"],
  ])("%s", (command, place, found, expected) => {
    const error = failureOf(() => draftFromCurl(command));
    expect(error).toMatchObject({
      name: "SourceError",
      source: "curl",
      position: place,
      found,
      expected,
    });
    expect(error.message).toBe(sourceErrorMessage(error.source, error.position, found, expected));
    expect(error.message).not.toContain("t0ken");
  });
});

describe("hostile text", () => {
  const MEGABYTE = 2 ** 20;
  // Milliseconds: one second is usual on a quiet machine, and what is quadratic takes minutes.
  const LIMIT = 30_000;
  test.each([
    ["quotes", "curl https://a.example/ " + "'".repeat(MEGABYTE)],
    ["an odd number of quotes", "curl " + '"'.repeat(MEGABYTE + 1)],
    ["carets", 'curl ^"' + "^".repeat(MEGABYTE)],
    ["backslashes", "curl ^\n" + "\\".repeat(MEGABYTE)],
    ["escapes", "curl $'" + "\\x41".repeat(MEGABYTE / 4)],
    ["headers", "curl https://a.example/ " + "-H a:b ".repeat(MEGABYTE / 7)],
    ["short options", "curl https://a.example/ -" + "s".repeat(MEGABYTE)],
    ["line ends", "curl " + "\\\n".repeat(MEGABYTE / 2)],
    ["slashes in the name", "/".repeat(MEGABYTE)],
  ])("of a megabyte of %s is done with in time", (_, command) => {
    const start = performance.now();
    try {
      draftFromCurl(command);
    } catch (error) {
      expect((error as SourceError).name).toBe("SourceError");
    }
    expect(performance.now() - start).toBeLessThan(LIMIT);
  });
});

/** Commands as browsers copy them and people write them, each quote of which has its other one. */
const commands = {
  "of several lines": [
    "curl 'https://api.example/eggs?a=1&b=2' \\",
    "  -X 'PUT' \\",
    "  -H 'content-type: application/json' \\",
    "  -H 'origin: https://app.example' \\",
    `  -H 'sec-ch-ua-platform: "Windows"' \\`,
    "  -b 'a=1; b=2' \\",
    `  --data-raw '{"name":"CHICKEN","lays":"eggs"}' \\`,
    "  --compressed",
  ].join("\n"),
  "of one line": `curl -i -X POST "https://api.example/eggs" -H "Origin: https://app.example" -H "Content-Type: application/json" -d '{"a":1}'`,
  "for cmd": [
    'curl ^"https://api.example/eggs?a=1^&b=2^" ^',
    '  -X ^"PUT^" ^',
    '  -H ^"origin: https://app.example^" ^',
    '  -H ^"sec-ch-ua-platform: ^\\^"Windows^\\^"^" ^',
    '  --data-raw ^"^{^\\^"name^\\^":^\\^"CHICKEN^\\^"^}^"',
  ].join("\n"),
};

/** The pairs of quotes that the shell sees, as places of both. */
function pairsOf(command: string): [open: number, close: number, quote: string][] {
  const found = command.matchAll(/\^\\\^"|'[^']*'|\^"(?:\^\\\^"|[^"])*?\^"|"[^"]*"/g);
  return [...found]
    .filter(([pair]) => pair !== '^\\^"')
    .map(({ 0: pair, index }) => {
      const quote = pair.startsWith("^") ? '^"' : pair[0]!;
      return [index, index + pair.length - quote.length, quote];
    });
}

function placeIn(text: string, offset: number): SourceError["position"] {
  const lines = text.slice(0, offset).split("\n");
  return { offset, line: lines.length, column: lines.at(-1)!.length + 1 };
}

describe.each(Object.entries(commands))("a command %s that lacks a quote", (_, command) => {
  test.each(pairsOf(command))("names the other one of those at %i and %i", (open, close, quote) => {
    for (const [missing, other, what] of [
      [open, close - quote.length, "an opening"],
      [close, open, "a closing"],
    ] as const) {
      const cut = command.slice(0, missing) + command.slice(missing + quote.length);
      const { position, found, expected } = failureOf(() => draftFromCurl(cut));
      expect({ position, found, expected }).toEqual({
        position: placeIn(cut, other),
        found: quote,
        expected: `${what} ${quote.slice(-1)} for this one`,
      });
    }
  });
});
