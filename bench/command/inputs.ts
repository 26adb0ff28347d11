const allowingAll = [["Access-Control-Allow-Origin", "*"]];

/** What is explained, each as a person would give it, and nothing of it asks a server. */
export const inputs: readonly (readonly [title: string, ...words: string[]])[] = [
  [
    "a console's error",
    "Access to fetch at 'https://api.example/orders' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  ],
  [
    "a curl command",
    `curl 'https://api.example/orders' -X PUT -H 'Origin: https://app.example' -H 'Content-Type: application/json' -H 'Authorization: Bearer t' --data-raw '{"n":1}'

HTTP/2 500
server: nginx
content-type: text/html`,
  ],
  [
    "a fetch call",
    `fetch("https://api.example/orders", { method: "PUT", credentials: "include", body: "{}" })

HTTP/2 200
access-control-allow-origin: *`,
    "--page",
    "https://app.example/",
  ],
  ["a scenario", JSON.stringify(scenario())],
  ["a HAR's entry", JSON.stringify(har())],
];

function scenario(): object {
  return {
    page: { url: "https://app.example/" },
    request: {
      api: "fetch",
      url: "https://api.example/orders",
      method: "PUT",
      credentials: "include",
      headers: [["Content-Type", "application/json"]],
      body: "{}",
    },
    answers: [
      { when: { preflight: true }, answer: { status: 204, headers: allowingAll } },
      { when: {}, answer: { status: 200, headers: allowingAll } },
    ],
  };
}

function har(): object {
  const pair = (name: string, value: string): object => ({ name, value });
  const entry = {
    startedDateTime: "2026-11-26T01:00:00.000Z",
    time: 12,
    _resourceType: "fetch",
    request: {
      method: "GET",
      url: "https://api.example/orders",
      httpVersion: "h2",
      headers: [pair("origin", "https://app.example"), pair("referer", "https://app.example/")],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: 0,
      statusText: "",
      httpVersion: "",
      headers: [],
      cookies: [],
      content: { size: 0, mimeType: "x-unknown" },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
      _error: "net::ERR_FAILED",
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  };
  return {
    log: {
      version: "1.2",
      creator: { name: "WebInspector", version: "537.36" },
      pages: [],
      entries: [entry],
    },
  };
}
