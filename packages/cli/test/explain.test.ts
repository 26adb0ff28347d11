import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./terminal-kit.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "crosswalk-cli-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const curl = `curl 'https://api.example/orders' -X PUT -H 'Origin: https://app.example' -H 'Authorization: Bearer abcdef123456' -H 'Content-Type: application/json' --data-raw '{}'`;
const noCors = "HTTP/1.1 200 OK\nContent-Type: application/json\n";

describe("crosswalk explain", () => {
  it("takes a curl command and the headers that came back: verdict, cause, change, exit 1", async () => {
    const get = "curl 'https://api.example/orders' -H 'Origin: https://app.example'";
    const { code, out, error } = await runCommand(["explain", get, file("headers.txt", noCors)]);
    expect([code, error]).toEqual([1, ""]);
    const [verdict] = out.split("\n");
    expect(verdict).toMatch(/^✘ /);
    expect(verdict!.split(" ").length).toBeLessThanOrEqual(13);
    // The sentences are wrapped, and told in full all the same.
    expect(out.replace(/\s+/g, " ")).toContain(
      "No 'Access-Control-Allow-Origin' header is present",
    );
    expect(out).toContain("+ Access-Control-Allow-Origin: https://app.example");
    expect(out).toContain('allowOrigins: ["https://app.example"]');
    expect(out).toContain("Tried: it succeeds in");
  });

  it("fits 80 columns, but for what is there to be copied", async () => {
    const { out } = await runCommand(["explain", curl, file("headers.txt", noCors)]);
    const wide = out.split("\n").filter((line) => line.length > 80);
    // Headers, policies and messages of a diff are not broken, nor are words that are longer.
    expect(
      wide.filter((line) => !/^ {4}[+-] |^ {4}(?: {2})?\w+: |\(.*: http.*\)$/.test(line)),
    ).toEqual([]);
  });

  it("shows no secret unless it is asked to", async () => {
    const words = ["explain", curl, file("headers.txt", noCors)];
    for (const format of [[], ["--json"], ["--markdown"], ["--test"]]) {
      const { out } = await runCommand([...words, ...format]);
      expect([format, out.includes("abcdef123456")]).toEqual([format, false]);
    }
    expect((await runCommand([...words, "--json", "--show-secrets"])).out).toContain(
      "abcdef123456",
    );
  });

  it("quotes no word of JSON that is cut off", async () => {
    const { code, out, error } = await runCommand(["explain"], {
      input: '{"request": {"password": S3cr3tOfAHen',
    });
    expect(code).toBe(2);
    expect(out + error).not.toContain("S3cr3t");
  });

  it.each([
    [
      "a form of several parts",
      `curl 'https://api.example/x' -H 'Origin: https://app.example' -H 'Content-Type: multipart/form-data; boundary=hen' --data-raw $'--hen\\r\\nContent-Disposition: form-data; name="password"\\r\\n\\r\\nS3cr3tOfAHen\\r\\n--hen--\\r\\n'`,
    ],
    [
      "an object",
      `curl 'https://api.example/x' -H 'Origin: https://app.example' -H 'X-Sess-Id: S3cr3tOfAHen' --data-raw '{"token":{"value":"S3cr3tOfAHen"},"tokens":[1,"S3cr3tOfAHen"]}'`,
    ],
    [
      "a session of PHP's",
      "curl 'https://api.example/x?PHPSESSID=S3cr3tOfAHen' -H 'Origin: https://app.example'",
    ],
  ])("shows none of a pasted curl's secrets: %s", async (_, pasted) => {
    for (const format of [[], ["--json"], ["--markdown"], ["--test"]]) {
      const words = ["explain", pasted, file("headers.txt", noCors), ...format];
      const { out, error } = await runCommand(words);
      expect([format, /S3cr3t/.test(out + error), out === ""]).toEqual([format, false, false]);
    }
  });

  it("of what is no request draws nothing, and writes no test", async () => {
    const said =
      "WebSocket connection to 'wss://api.example/live' failed: Error during WebSocket handshake: Unexpected response code: 403";
    const { out } = await runCommand(["explain", said, "--markdown"]);
    expect(out).not.toContain("```text\n\n```");
    const test = await runCommand(["explain", said, "--test"]);
    expect([test.code, test.out]).toEqual([2, ""]);
    expect(test.error).toContain("no test can be written");
  });

  // In mode "no-cors" no server's answer could make it pass.
  it("writes a test of a request without CORS that asks with it", async () => {
    const asked = `fetch("https://api.example/x", { mode: "no-cors", credentials: "include" })`;
    const { out } = await runCommand(["explain", asked, file("headers.txt", noCors), "--test"]);
    expect(out).toContain(`await expect("https://api.example/x").toBeReadableFrom(`);
    expect(out).toContain('credentials: "include"');
    expect(out).not.toContain("no-cors");
  });

  it("puts a link that is too long for its line on the next", async () => {
    const { out } = await runCommand([
      "explain",
      "--offline",
      "Refused to display 'https://shop.example/' in a frame because it set 'X-Frame-Options' to 'deny'.",
    ]);
    expect(out).toMatch(
      /^ {2}The X-Frame-Options header:\n {2}https:\S+#the-x-frame-options-header$/m,
    );
  });

  it("writes the change for the user's stack into an issue, too", async () => {
    const words = ["explain", curl, file("headers.txt", noCors), "--markdown"];
    const { out } = await runCommand([...words, "--stack", "nginx"]);
    expect(out).toMatch(/^`cors-server\.conf` \(nginx\):\n\n```\n[^]*add_header[^]*\n```$/m);
    expect(out).not.toContain("cors({");
    expect((await runCommand(words)).out).toContain("```ts\ncors({");
  });

  it("writes the change for the user's stack", async () => {
    const words = ["explain", curl, file("headers.txt", noCors), "--stack", "nginx"];
    const { out } = await runCommand(words);
    expect(out).toContain("cors-server.conf (nginx):");
    expect(out).toContain("add_header Vary Origin always;");
  });

  it("refuses a scenario whose API there is none of, as a mistake of whoever wrote it", async () => {
    const scenario = {
      page: { url: "https://app.example/" },
      request: { api: "fetchh", url: "https://api.example/" },
      answers: [],
    };
    const { code, error } = await runCommand(["explain"], { input: JSON.stringify(scenario) });
    expect(code).toBe(2);
    expect(error).toContain("request.api");
  });

  it("writes JSON that is read again as a scenario", async () => {
    const words = ["explain", curl, file("headers.txt", noCors), "--json"];
    const { out } = await runCommand(words);
    const again = await runCommand(["explain", "--json"], { input: out });
    expect(again.error).toBe("");
    const { verdict, outcome } = JSON.parse(out) as { verdict: string; outcome: string };
    expect(JSON.parse(again.out)).toMatchObject({ verdict, outcome });
  });

  it("asks a live server what Chromium asks, and exits 0 where the page may read", async () => {
    const seen: string[] = [];
    const url = await serve(({ method, headers }, response) => {
      seen.push(`${method} ${headers.origin} ${headers["access-control-request-headers"]}`);
      response.writeHead(200, {
        "Access-Control-Allow-Origin": "http://app.example",
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Allow-Headers": "x-b, x-a",
      });
      response.end("{}");
    });
    const { code, out } = await runCommand([
      "explain",
      `${url}/orders`,
      "--page",
      "http://app.example",
      "-X",
      "PUT",
      "-H",
      "X-B: 1",
      "-H",
      "X-A: 1",
    ]);
    expect(seen).toEqual([
      "OPTIONS http://app.example x-a,x-b",
      "PUT http://app.example undefined",
    ]);
    expect(out).toContain("✔ ");
    expect(code).toBe(0);
  });

  it("sends no request that may change something after its preflight failed, and says what it assumes", async () => {
    const seen: string[] = [];
    const url = await serve(({ method }, response) => {
      seen.push(method!);
      response.writeHead(404).end();
    });
    const words = ["explain", url, "--page", "http://app.example", "-X", "DELETE"];
    const { code, out } = await runCommand(words);
    expect(seen).toEqual(["OPTIONS"]);
    expect(code).toBe(1);
    expect(out).toContain("Assumed: that DELETE");
    expect(out).toContain('allowMethods: ["DELETE"]');
  });

  it("says where it takes a redirect that nobody followed to lead well", async () => {
    const pasted = `curl -i https://api.example/x -H "Origin: https://app.example"
HTTP/1.1 301 Moved Permanently
Location: https://api.example/x/
Access-Control-Allow-Origin: *`;
    const words = ["explain", "--offline", "--page", "https://app.example", pasted];
    const { code, out } = await runCommand(words);
    expect(code).toBe(0);
    expect(out).toMatch(/Assumed: that https:\/\/api\.example\/x\/ allows the page/);
    expect(out).not.toContain("its preflight allows");
  });

  it.each([
    ["PUT", "GET, PATCH", "is answered with the lists that the response has, for"],
    ["PUT", null, "passes, for"],
  ])(
    "says what it takes the preflight of %s for, given a response that lists %s",
    async (method, list, words) => {
      const headers = [
        ["Access-Control-Allow-Origin", "https://app.example"],
        ...(list === null ? [] : [["Access-Control-Allow-Methods", list]]),
      ];
      const dump = headers.map((header) => header.join(": ")).join("\n");
      const command = `curl -i -X ${method} https://api.example/eggs -H 'Origin: https://app.example'`;
      const pasted = `$ ${command}\nHTTP/1.1 200 OK\n${dump}\n`;
      const { code, out } = await runCommand(["explain", pasted]);
      expect(code).toBe(list === null ? 0 : 1);
      expect(out.replaceAll(/\s+/g, " ")).toContain(
        `the preflight of ${method} https://api.example/eggs ${words}`,
      );
      expect(out).not.toContain("--offline");
    },
  );

  it("says of a picture that is only shown that it loads, not that it is read", async () => {
    const words = ["https://api.example/hen.png", "HTTP/1.1 200 OK\nContent-Type: image/png\n"];
    const page = ["--page", "https://app.example", "--api", "image"];
    const { code, out } = await runCommand(["explain", ...words, ...page]);
    expect([code, out.split("\n")[0]]).toEqual([0, "✔ Allowed: it loads."]);
    expect(out).toContain("loaded, not readable");
  });

  it("exits 3 where nothing listens, in plain words", async () => {
    const url = await serve(() => undefined);
    servers.splice(0).forEach((server) => server.close());
    const { code, out } = await runCommand(["explain", url, "--page", "http://app.example"]);
    expect(code).toBe(3);
    expect(out).toMatch(/not CORS/i);
  });

  it("explains every failed request of a HAR, and only those", async () => {
    const entry = (path: string, headers: readonly { name: string; value: string }[]): object => ({
      startedDateTime: "2026-11-25T12:00:00.000Z",
      request: {
        method: "GET",
        url: `https://api.example${path}`,
        headers: [{ name: "Origin", value: "https://app.example" }],
      },
      response: {
        status: headers.length === 0 ? 0 : 200,
        headers,
        _error: headers.length === 0 ? "net::ERR_FAILED" : null,
      },
    });
    const allowed = [{ name: "Access-Control-Allow-Origin", value: "*" }];
    const har = { log: { entries: [entry("/good", allowed), entry("/bad", [])] } };
    const { code, out } = await runCommand(["explain", file("page.har", JSON.stringify(har))]);
    expect(code).toBe(1);
    expect(out).toContain("https://api.example/bad");
    expect(out).not.toContain("https://api.example/good");
  });

  it("finds what was blocked in a HAR of Firefox, which has no word of it", async () => {
    const entry = (path: string, headers: readonly object[]): object => ({
      startedDateTime: "2026-11-25T10:00:00.000Z",
      pageref: "page_1",
      request: {
        method: "GET",
        url: `https://api.example/${path}`,
        headers: [
          { name: "User-Agent", value: "Mozilla/5.0 Firefox/153.0" },
          { name: "Origin", value: "https://app.example" },
        ],
      },
      response: { status: 200, statusText: "OK", headers },
    });
    const allowed = [{ name: "Access-Control-Allow-Origin", value: "https://app.example" }];
    const pages = [{ id: "page_1", title: "A shop for hens" }];
    const har = { log: { pages, entries: [entry("good", allowed), entry("bad", [])] } };
    const { code, out } = await runCommand(["explain", file("firefox.har", JSON.stringify(har))]);
    expect(code).toBe(1);
    expect(out).toContain("GET https://api.example/bad from https://app.example/");
    expect(out).not.toContain("api.example/good");
  });

  it.each([
    ["PUT", {}, {}],
    ["PUT", { Cookie: "sid=1" }, { "Access-Control-Allow-Origin": "*" }],
    [
      "POST",
      { "Content-Type": "application/json" },
      { "Access-Control-Allow-Origin": "https://b.example" },
    ],
  ])(
    "finds a blocked %s in a HAR of Firefox that lacks its preflight",
    async (method, sent, got) => {
      const names = (text: Record<string, string>): object[] =>
        Object.entries(text).map(([name, value]) => ({ name, value }));
      const own = { "User-Agent": "Mozilla/5.0 Firefox/153.0", Origin: "https://app.example" };
      const entry = {
        startedDateTime: "2026-11-26T01:00:00.000Z",
        request: { method, url: "https://api.example/eggs", headers: names({ ...own, ...sent }) },
        response: { status: 200, headers: names(got) },
      };
      const har = file("cached-preflight.har", JSON.stringify({ log: { entries: [entry] } }));
      const { code, out } = await runCommand(["explain", har]);
      expect(code).toBe(1);
      expect(out).toContain(`${method} https://api.example/eggs from https://app.example/`);
    },
  );

  it("says what a HAR of Firefox leaves open: credentials without a cookie", async () => {
    const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJoZW4ifQ.SflKxwRJSMeKKF2QT4";
    const names = (text: Record<string, string>): object[] =>
      Object.entries(text).map(([name, value]) => ({ name, value }));
    const entry = {
      startedDateTime: "2026-11-26T01:00:00.000Z",
      request: {
        method: "GET",
        url: `https://api.example/eggs/${token}?token=hunter2hunter2`,
        headers: names({
          "User-Agent": "Mozilla/5.0 Firefox/153.0",
          Origin: "https://app.example",
        }),
      },
      response: { status: 200, headers: names({ "Access-Control-Allow-Origin": "*" }) },
    };
    const har = file("credentials.har", JSON.stringify({ log: { entries: [entry] } }));
    const open = await runCommand(["explain", har]);
    expect(open.error).not.toContain(token);
    expect([open.code, open.out]).toEqual([0, "No request in it failed.\n"]);
    expect(open.error).toContain(
      "Taken without, GET https://api.example/eggs/redacted can be read",
    );
    expect(open.error).not.toContain("hunter2");
    const told = await runCommand(["explain", har, "--credentials", "include"]);
    expect([told.code, told.error]).toEqual([1, ""]);
    expect(told.out).toContain("With credentials, Access-Control-Allow-Origin may not be *.");
  });

  it("fits into 80 columns, but for words that are longer", async () => {
    const error =
      "Access to fetch at 'https://api.a-rather-long-name.example/orders' from origin 'https://app.a-rather-long-name.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    const { out } = await runCommand(["explain", "--offline", error]);
    const tooLong = out
      .split("\n")
      .filter((line) => [...line].length > 80 && line.trim().includes(" "))
      // Lines of headers stay as they are on the wire.
      .filter((line) => !/^ +[+-] /.test(line));
    expect(tooLong).toEqual([]);
  });

  it("fits into 40 columns, headings too, and indents what goes on", async () => {
    const { out } = await runCommand(["explain", curl, noCors], { columns: 40 });
    const lines = out.split("\n");
    expect(lines[0]!.length).toBeLessThanOrEqual(40);
    const headings = lines.filter((line) => /^(?:WHY|THEN|NOTE|CHANGE|OR) {2}/.test(line));
    expect(headings.map((line) => line.slice(0, 4))).toContain("CHAN");
    for (const line of headings) expect(line.length, line).toBeLessThanOrEqual(40);
    const after = lines.filter((_, index) => headings.includes(lines[index - 1]!));
    for (const line of after) expect(line).toMatch(/^ {2}\S/);
    expect(out).toContain("What looks secret is not shown;");
  });

  it("explains a console's error by its own words, whether or not its server can be reached", async () => {
    const error =
      "Access to fetch at 'http://127.0.0.1:59999/eggs' from origin 'http://127.0.0.1:59998' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    for (const more of [[], ["--offline"]]) {
      const { code, out } = await runCommand(["explain", error, ...more]);
      expect([code, out.split("\n")[0]]).toEqual([
        1,
        "✘ The response has no Access-Control-Allow-Origin header.",
      ]);
      expect(out).toContain("Known by the console's message alone");
    }
  });

  it("says what it has not read of more than a console holds, and ends between two lines", async () => {
    const line = (path: string): string =>
      `Access to fetch at 'https://api.example/${path}' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n`;
    const input = line("one") + line("two").repeat(2000);
    const { code, out, error } = await runCommand(["explain", "--offline"], { input });
    expect(code).toBe(1);
    expect(error).toContain(
      `of ${input.length} characters of a console the first 262144 were read`,
    );
    expect(out.match(/^WHY/gm)).toHaveLength(2);
  });

  it("explains each of several errors", async () => {
    const error = (path: string): string =>
      `Access to fetch at 'https://api.example/${path}' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
    const { out } = await runCommand(["explain", "--json", "--offline"], {
      input: `${error("one")}\n${error("two")}\n`,
    });
    expect(out.trim().split("\n")).toHaveLength(2);
  });

  it("tells what is assumed where a message names neither page nor URL", async () => {
    const { out } = await runCommand([
      "explain",
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    ]);
    expect(out.replaceAll("\n", " ")).toContain(
      "Not told, so something usual stands here for it: which page asks (--page tells), which URL is asked for.",
    );
  });

  it.each([
    ["UTF-16, as Windows writes it", "utf16le", "\uFEFF"],
    ["UTF-16 without a mark", "utf16le", ""],
    ["UTF-8 with a mark", "utf8", "\uFEFF"],
  ] as const)("reads %s", async (_, encoding, mark) => {
    const text = `${mark}HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n`;
    const { out } = await runCommand(["explain", file("dump.txt", Buffer.from(text, encoding))]);
    expect(out).toContain("The response has no Access-Control-Allow-Origin header.");
  });

  it("says of what is no text that it is none", async () => {
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    const { code, error } = await runCommand(["explain", file("hen.png", bytes)]);
    expect(code).toBe(2);
    expect(error).toMatch(/hen\.png is no text/);
  });

  it.each([
    ["nothing at all", [], "nothing was given"],
    ["half a curl command", ["curl 'https://api.example/"], "curl, line 1, column 6"],
    ["a text that is nothing", ["hello world"], "is no URL, curl command, call of fetch"],
    ["a file that isn't there", ["session.har"], "there is no file session.har"],
    ["a URL without a page", ["https://api.example/"], "write --page https://app.example.com"],
    [
      "a page without a scheme",
      ["https://api.example/", "--page", "app.example"],
      'write "https://app.example"',
    ],
    ["an unknown stack", ["https://api.example/", "--stack", "ngnix"], "write one of express"],
    ["an unknown option", ["--pgae", "x"], "--pgae"],
    ["two formats", ["https://api.example/", "--json", "--markdown"], "write one of them"],
    [
      "a header without a colon",
      ["https://api.example/", "-H", "X-A"],
      'write "Content-Type: application/json"',
    ],
    ["a scenario that is none", ['{"page":{}}'], "page.url: "],
    ["JSON that ends early", ["{"], "not JSON"],
  ])("exits 2 for %s, and says what to write", async (_, words, message) => {
    const { code, out, error } = await runCommand(["explain", ...words]);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
  });

  const credentialed =
    "HTTP/1.1 200 OK\naccess-control-allow-origin: https://app.example.com\naccess-control-allow-credentials: True";

  it("asks as the options say where no URL is told", async () => {
    const words = ["explain", "--offline", "--page", "https://app.example.com"];
    const options = ["--credentials", "include", "-X", "PUT", "--json"];
    const { code, out } = await runCommand([...words, credentialed, ...options]);
    const { scenario, findings } = JSON.parse(out);
    expect(code).toBe(1);
    expect(scenario.request).toMatchObject({ method: "PUT", credentials: "include" });
    expect(scenario.assumed).toEqual(["url"]);
    expect(findings[0].cause).not.toBe("no-cors-headers");
    const told = ["explain", "--offline", "TypeError: Failed to fetch", ...options];
    const { scenario: failed } = JSON.parse((await runCommand(told)).out);
    expect(failed.request).toMatchObject({ method: "PUT", credentials: "include" });
    expect(failed.assumed).toContain("url");
  });

  it("tells of a font what changes, which WebKit loads whoever is allowed", async () => {
    const said =
      "Access to font at 'https://cdn.example/a.woff2' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    const { code, out } = await runCommand(["explain", "--offline", said]);
    expect(code).toBe(1);
    expect(out).toContain("+ Access-Control-Allow-Origin: https://app.example");
    expect(out.replace(/\s+/g, " ")).toContain("no stranger gets more than before.");
    expect(out).not.toMatch(/crossorigin|0 of \d/);
  });

  it("takes Origin: null for a page that can't be named, whoever is allowed", async () => {
    const sent = `curl https://api.example.com/x -H "Origin: null"\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com`;
    const { code, out } = await runCommand(["explain", "--offline", sent, "--json"]);
    const { scenario, findings } = JSON.parse(out);
    expect([code, findings[0].cause]).toEqual([1, "page-with-opaque-origin"]);
    expect(scenario.page).toEqual({ url: "https://sandboxed.example/", sandboxed: true });
    expect(scenario.assumed).toEqual(["page"]);
  });

  it("lets no control character of an answer through to the terminal", async () => {
    const headers = file("evil.txt", "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: \u001B[2Jx\n");
    const { out } = await runCommand(["explain", curl, headers]);
    expect(out).not.toContain("\u001B");
  });
});
