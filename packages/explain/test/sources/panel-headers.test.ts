import { describe, expect, it, test } from "vitest";
import { draftFromHeaders, draftFromPowerShell, readPaste } from "@crosswalk/explain";

const asked = { url: "https://api.hen.example/eggs", method: "PUT" };
const answer = {
  status: 403,
  headers: [
    ["access-control-allow-origin", "https://barn.example"],
    ["content-type", "text/html"],
  ],
};

describe("headers as a network panel copies them", () => {
  test.each([
    [
      "Chromium's, each name and value on a line",
      `Request URL
https://api.hen.example/eggs
Request Method
PUT
Status Code
403 Forbidden
Remote Address
127.0.0.1:443
Referrer Policy
strict-origin-when-cross-origin
access-control-allow-origin
https://barn.example
content-type
text/html
:authority
api.hen.example
origin
https://coop.example
x-hen
1`,
    ],
    [
      "Chromium's, with headings",
      `General
Request URL: https://api.hen.example/eggs
Request Method: PUT
Status Code: 403 Forbidden
Remote Address: 127.0.0.1:443
Response Headers
access-control-allow-origin: https://barn.example
content-type: text/html
Request Headers
:authority: api.hen.example
:method: PUT
:path: /eggs
:scheme: https
origin: https://coop.example
x-hen: 1`,
    ],
    [
      "Safari's, with a summary",
      `Summary
URL: https://api.hen.example/eggs
Status: 403
Source: Network
Address: 127.0.0.1:443

Request
PUT /eggs HTTP/1.1
Origin: https://coop.example
X-Hen: 1

Response
HTTP/1.1 403 Forbidden
access-control-allow-origin: https://barn.example
content-type: text/html`,
    ],
  ])("%s", (_, text) => {
    const { request, answers, page } = draftFromHeaders(text);
    expect(request).toMatchObject(asked);
    expect(page).toEqual({ url: "https://coop.example/" });
    expect(answers).toMatchObject([{ when: {}, answer }]);
  });

  it("Firefox's, with something else where headers are expected", () => {
    const text = JSON.stringify({
      "Response Headers (9 B)": { headers: [null, { name: "Vary", value: "Origin" }] },
      "Request Headers (0 B)": null,
    });
    expect(readPaste(text)[0]!.answers).toMatchObject([
      { answer: { headers: [["Vary", "Origin"]] } },
    ]);
  });

  it("Firefox's, as JSON", () => {
    const text = JSON.stringify({
      "Response Headers (91 B)": {
        headers: [{ name: "access-control-allow-origin", value: "https://barn.example" }],
      },
      "Request Headers (88 B)": {
        headers: [
          { name: "Host", value: "api.hen.example" },
          { name: "Origin", value: "https://coop.example" },
        ],
      },
    });
    expect(readPaste(text)).toMatchObject([
      {
        page: { url: "https://coop.example/" },
        request: { url: "https://api.hen.example/" },
        answers: [
          { answer: { headers: [["access-control-allow-origin", "https://barn.example"]] } },
        ],
      },
    ]);
  });

  it("without a request are a response", () => {
    const { request, answers } = draftFromHeaders(
      "access-control-allow-origin\n*\ncontent-type\ntext/html",
    );
    expect(request).toBeNull();
    expect(answers).toMatchObject([
      {
        answer: {
          headers: [
            ["access-control-allow-origin", "*"],
            ["content-type", "text/html"],
          ],
        },
      },
    ]);
  });
});

describe("Invoke-WebRequest", () => {
  it("as Chromium copies it", () => {
    const draft =
      draftFromPowerShell(`$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0 (Windows NT 10.0) Chrome/156.0.0.0"
$session.Cookies.Add((New-Object System.Net.Cookie("sid", "hen", "/", "api.hen.example")))
Invoke-WebRequest -UseBasicParsing -Uri "https://api.hen.example/eggs" \`
-Method "POST" \`
-WebSession $session \`
-Headers @{
"authority"="api.hen.example"
  "method"="POST"
  "origin"="https://coop.example"
  "sec-fetch-mode"="cors"
  "x-hen"="\`"1\`""
} \`
-ContentType "application/json" \`
-Body "{\`"n\`":1}"`);
    expect(draft).toMatchObject({
      page: { url: "https://coop.example/" },
      request: {
        api: "fetch",
        url: "https://api.hen.example/eggs",
        method: "POST",
        mode: "cors",
        credentials: "include",
        headers: [
          ["x-hen", '"1"'],
          ["Content-Type", "application/json"],
        ],
        body: '{"n":1}',
      },
    });
    expect(draft.cookies.map(({ setCookie }) => setCookie.split(";")[0])).toEqual(["sid=hen"]);
  });

  it("by hand", () => {
    expect(
      draftFromPowerShell("Invoke-RestMethod 'https://api.hen.example/eggs' -Method Put").request,
    ).toMatchObject(asked);
  });

  it("without a URL names what is missing", () => {
    expect(() => draftFromPowerShell("Invoke-WebRequest -Method GET")).toThrow(
      /^powershell, line 1, column 1: found "Invoke-WebRequest"; write an URL after -Uri/,
    );
  });
});
