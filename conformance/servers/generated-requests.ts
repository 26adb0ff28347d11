import type { Policy, RequestFacts } from "@crosswalk/cors";

/** A request as it goes to a server: what a decision is made of, and where it leads. */
export interface GeneratedRequest extends RequestFacts {
  readonly path: string;
}

const hosts = [
  "app.example.com",
  "a.app.example.com",
  "x.y.preview.example.com",
  "preview.example.com",
  "evilpreview.example.com",
  "previewXexample.com",
  "app.example.com.evil.example",
  "evil.example",
  "localhost",
  "[::1]",
];
const origins: readonly (string | null)[] = [
  null,
  "null",
  ...hosts.flatMap((host) =>
    ["https", "http"].flatMap((scheme) =>
      ["", ":443", ":8443", ":3000"].map((port) => `${scheme}://${host}${port}`),
    ),
  ),
  "https://APP.example.com",
  "HTTPS://app.example.com",
  "https://app.example.com/",
  "https://app.example.com, https://evil.example",
  "https://user@app.example.com",
  "https://app.example.com.",
  "https://.preview.example.com",
  "https://a..preview.example.com",
  "https://evil.example/.preview.example.com",
  "https://evil.example#.preview.example.com",
  "capacitor://localhost",
  "app.example.com",
  "*",
  "x".repeat(2000),
];

const paths = ["/200", "/204", "/301", "/304", "/401", "/404", "/500"];

/** Every origin with every kind of request, and each path in turn. */
export function generatedRequests(): readonly GeneratedRequest[] {
  let turn = 0;
  const request = (
    method: string,
    origin: string | null,
    asked: string | null,
  ): GeneratedRequest => ({
    method,
    origin,
    accessControlRequestMethod: asked,
    accessControlRequestHeaders: asked === null ? null : turn % 2 === 0 ? "x-a" : null,
    path: paths[turn++ % paths.length]!,
  });
  return origins.flatMap((origin) => [
    ...paths.map(() => request("GET", origin, null)),
    request("HEAD", origin, null),
    request("POST", origin, null),
    request("PUT", origin, null),
    request("OPTIONS", origin, null),
    request("OPTIONS", origin, "PUT"),
    request("OPTIONS", origin, "GET"),
    request("OPTIONS", origin, "patch"),
    // A method that is asked for where there is no preflight.
    request("GET", origin, "PUT"),
  ]);
}

export const emittedPolicies: readonly (readonly [title: string, policy: Policy])[] = [
  ["one origin", { allowOrigins: ["https://app.example.com"] }],
  [
    "origins, patterns and any port, with credentials",
    {
      allowOrigins: [
        "https://app.example.com",
        "https://*.preview.example.com",
        "http://localhost:*",
        "http://[::1]:3000",
      ],
      allowCredentials: true,
      allowMethods: ["PUT", "DELETE", "patch"],
      allowHeaders: ["Authorization", "Content-Type", "X-A"],
      exposeHeaders: ["X-Request-Id", "ETag"],
      maxAge: 600,
    },
  ],
  [
    "everyone",
    {
      allowOrigins: "*",
      allowMethods: "*",
      allowHeaders: ["*", "Authorization"],
      exposeHeaders: "*",
      maxAge: 0,
    },
  ],
  [
    "an app's own scheme and an opaque origin, without credentials",
    {
      allowOrigins: ["capacitor://localhost", "null", "https://*.preview.example.com:8443"],
      allowHeaders: ["X-A"],
    },
  ],
  [
    "headers beside CORS",
    {
      allowOrigins: ["https://app.example.com"],
      crossOriginResourcePolicy: "same-site",
      timingAllowOrigin: ["https://app.example.com"],
      exposeHeaders: ["ETag"],
    },
  ],
];
