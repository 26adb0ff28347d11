// Checked by the compiler (`npm run check`): every `@ts-expect-error` is a policy that must not compile, every other call one that must.
// A refusal that stops being refused is an unused `@ts-expect-error`, which is an error itself.

import { compilePolicy, createCors, parseOrigins } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/web";

// Permitted.
createCors({ allowOrigins: "*" });
createCors({ allowOrigins: ["https://example.com"] });
createCors({
  allowOrigins: [
    "https://example.com:8443",
    "https://*.example.com",
    "http://localhost:*",
    "http://[::1]:3000",
  ],
});
createCors({
  allowOrigins: ["https://example.com"],
  allowCredentials: true,
  allowMethods: ["PUT", "patch", "CHICKEN"],
});
createCors({
  allowOrigins: ["http://localhost:3000", "http://127.0.0.1:*", "http://app.localhost"],
  allowCredentials: true,
});
createCors({
  allowOrigins: ["capacitor://localhost", "chrome-extension://abcdefghijklmnopabcdefghijklmnop"],
  allowCredentials: true,
});
createCors({ allowOrigins: ["http://example.com"] });
createCors({ allowOrigins: ["null"] });
createCors({
  allowOrigins: "*",
  allowMethods: "*",
  allowHeaders: "*",
  exposeHeaders: "*",
  maxAge: 600,
});
createCors({ allowOrigins: "*", allowHeaders: ["*", "Authorization"] });
createCors({
  allowOrigins: ["https://example.com"],
  allowCredentials: true,
  allowMethods: "*",
  allowHeaders: "*",
});
createCors({
  allowOrigins: ["https://example.com"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Request-Id"],
  maxAge: 0,
});
createCors({
  allowOrigins: ["http://example.com"],
  allowCredentials: true,
  dangerously: { allowInsecureOrigins: true },
});
createCors({
  allowOrigins: ["null"],
  allowCredentials: true,
  dangerously: { allowNullOrigin: true },
});
createCors({
  allowOrigins: ["https://*.com"],
  allowCredentials: true,
  dangerously: { allowPublicSuffixSubdomains: true },
});
createCors({
  allowOrigins: ["https://example.com"],
  crossOriginResourcePolicy: "same-site",
  timingAllowOrigin: "*",
});
createCors({ allowOrigins: parseOrigins("https://example.com") });
createCors({
  allowOrigins: [...parseOrigins("https://example.com"), "https://other.example"],
  allowCredentials: true,
});
createCors(compilePolicy(JSON.parse("{}")));
createCors({ allowOrigins: [] }, { resolveOrigin: async () => true });
createCors(
  { open: { allowOrigins: "*" }, own: { allowOrigins: ["https://example.com"] } },
  { select: ({ path }) => (path === "/" ? "open" : "own") },
);
const port: number = 3000;
createCors({ allowOrigins: [`http://localhost:${port}`] });
cors({ allowOrigins: ["https://example.com"] });
cors(createCors({ allowOrigins: "*" }));
cors(compilePolicy({ allowOrigins: "*" }));

// Refused: origins.
// @ts-expect-error there is no default
createCors({});
// @ts-expect-error an empty list
createCors({ allowOrigins: [] });
// @ts-expect-error not a list
createCors({ allowOrigins: "https://example.com" });
// @ts-expect-error "*" stands alone
createCors({ allowOrigins: ["*"] });
// @ts-expect-error "*" with credentials
createCors({ allowOrigins: "*", allowCredentials: true });
const maybe: boolean = Math.random() < 2;
// @ts-expect-error "*" with what may be credentials
createCors({ allowOrigins: "*", allowCredentials: maybe });
// @ts-expect-error no scheme
createCors({ allowOrigins: ["example.com"] });
// @ts-expect-error a trailing slash
createCors({ allowOrigins: ["https://example.com/"] });
// @ts-expect-error a path
createCors({ allowOrigins: ["https://example.com/app"] });
// @ts-expect-error a query
createCors({ allowOrigins: ["https://example.com?x"] });
// @ts-expect-error user information
createCors({ allowOrigins: ["https://user@example.com"] });
// @ts-expect-error upper case
createCors({ allowOrigins: ["https://Example.com"] });
// @ts-expect-error the default port of https
createCors({ allowOrigins: ["https://example.com:443"] });
// @ts-expect-error the default port of http
createCors({ allowOrigins: ["http://example.com:80"] });
// @ts-expect-error two origins in one element
createCors({ allowOrigins: ["https://a.example,https://b.example"] });
// @ts-expect-error * within a label
createCors({ allowOrigins: ["https://api-*.example.com"] });
// @ts-expect-error * on the right
createCors({ allowOrigins: ["https://example.*"] });
// @ts-expect-error * for any host
createCors({ allowOrigins: ["https://*"] });
// @ts-expect-error file: pages send null
createCors({ allowOrigins: ["file:///index.html"] });
// @ts-expect-error the second of several
createCors({ allowOrigins: ["https://example.com", "https://other.example/"] });
// @ts-expect-error an unread environment variable
createCors({ allowOrigins: [process.env["ORIGIN"] ?? ""] });
const fromFile: string[] = [];
// @ts-expect-error text whose value is not known
createCors({ allowOrigins: fromFile });
// @ts-expect-error a regular expression
createCors({ allowOrigins: [/example\.com$/] });
// @ts-expect-error a function belongs in resolveOrigin
createCors({ allowOrigins: () => true });

// Refused: dangers.
// @ts-expect-error plain http with credentials
createCors({ allowOrigins: ["http://example.com"], allowCredentials: true });
// @ts-expect-error looks like loopback, is not
createCors({ allowOrigins: ["http://localhost.example.com"], allowCredentials: true });
// @ts-expect-error null with credentials
createCors({ allowOrigins: ["null"], allowCredentials: true });
// @ts-expect-error everything under a top-level domain, with credentials
createCors({ allowOrigins: ["https://*.com"], allowCredentials: true });
// @ts-expect-error a danger that is not known
createCors({ allowOrigins: "*", dangerously: { allowEverything: true } });

// Refused: the other fields.
// @ts-expect-error a field that is not known
createCors({ allowOrigins: "*", allowMethod: ["PUT"] });
// @ts-expect-error another middleware's field
createCors({ origin: "*" });
// @ts-expect-error text for a boolean
createCors({ allowOrigins: ["https://example.com"], allowCredentials: "true" });
// @ts-expect-error no script can send it
createCors({ allowOrigins: "*", allowMethods: ["CONNECT"] });
// @ts-expect-error browsers send PUT
createCors({ allowOrigins: "*", allowMethods: ["put"] });
// @ts-expect-error "*" in a list
createCors({ allowOrigins: "*", allowMethods: ["*", "PUT"] });
// @ts-expect-error a list in one string
createCors({ allowOrigins: "*", allowMethods: "PUT, DELETE" });
// @ts-expect-error no script can set it
createCors({ allowOrigins: "*", allowHeaders: ["Cookie"] });
// @ts-expect-error no script can set it
createCors({ allowOrigins: "*", allowHeaders: ["Sec-Fetch-Mode"] });
// @ts-expect-error a response header
createCors({ allowOrigins: "*", allowHeaders: ["Access-Control-Allow-Origin"] });
// @ts-expect-error "*" beside a name other than Authorization
createCors({ allowOrigins: "*", allowHeaders: ["*", "X-Other"] });
// @ts-expect-error no script can read it
createCors({ allowOrigins: "*", exposeHeaders: ["Set-Cookie"] });
// @ts-expect-error exposes nothing
createCors({ allowOrigins: ["https://example.com"], allowCredentials: true, exposeHeaders: "*" });
// @ts-expect-error a negative age
createCors({ allowOrigins: "*", maxAge: -1 });
// @ts-expect-error half a second
createCors({ allowOrigins: "*", maxAge: 0.5 });
// @ts-expect-error text for a number
createCors({ allowOrigins: "*", maxAge: "600" });
// @ts-expect-error not a resource policy
createCors({ allowOrigins: "*", crossOriginResourcePolicy: "none" });

// Refused: guards.
// @ts-expect-error a policy that select does not know
createCors({ open: { allowOrigins: "*" } }, { select: () => "opne" });
// @ts-expect-error one of several policies is wrong
createCors({ own: { allowOrigins: ["example.com"] } }, { select: () => "own" });
// @ts-expect-error not a mode
createCors({ allowOrigins: "*" }, { mode: "off" });
// @ts-expect-error the same on an adapter
cors({ allowOrigins: "*", allowCredentials: true });
// @ts-expect-error the same on an adapter
cors({ allowOrigins: ["example.com"] });
