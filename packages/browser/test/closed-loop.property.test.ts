import { compilePolicy, type Policy } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/web";
import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

// What the server half grants, the user-agent half lets a script read, and nothing else. The two share
// predicates, so what is expected here comes from comparisons of strings that share none.

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const hosts = [
  "app.example.com",
  "a.app.example.com",
  "example.com",
  "evilexample.com",
  "example.com.evil.org",
];
const origin = fc
  .tuple(fc.constantFrom(...hosts), fc.constantFrom("", ":8443", ":3000"))
  .map(([host, port]) => `https://${host}${port}`);
const pattern = fc
  .tuple(fc.constantFrom("app.example.com", "example.com"), fc.constantFrom("", ":8443"))
  .map(([host, port]) => `https://*.${host}${port}`);

const policy: fc.Arbitrary<Policy> = fc.oneof(
  fc.record({
    allowOrigins: fc.uniqueArray(fc.oneof(origin, pattern), { minLength: 1, maxLength: 4 }),
    allowCredentials: fc.boolean(),
    allowMethods: fc.uniqueArray(fc.constantFrom("PUT", "DELETE", "patch", "CHICKEN"), {
      maxLength: 3,
    }),
    allowHeaders: fc.uniqueArray(fc.constantFrom("X-A", "x-b", "Authorization", "Content-Type"), {
      maxLength: 3,
    }),
    exposeHeaders: fc.uniqueArray(fc.constantFrom("X-Total", "ETag"), { maxLength: 2 }),
    maxAge: fc.constantFrom(0, 1, 600),
  }),
  fc.record({
    allowOrigins: fc.constant("*" as const),
    allowMethods: fc.oneof(fc.constant("*" as const), fc.constant(["PUT"])),
    allowHeaders: fc.oneof(fc.constant("*" as const), fc.constant(["X-A"])),
    exposeHeaders: fc.oneof(fc.constant("*" as const), fc.constant(["X-Total"])),
  }),
);

const request = fc.record({
  origin,
  method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "patch", "PATCH", "CHICKEN"),
  headers: fc.uniqueArray(fc.constantFrom("X-A", "X-B", "Content-Type", "Accept"), {
    maxLength: 3,
  }),
  credentials: fc.constantFrom("omit" as const, "same-origin" as const, "include" as const),
});

type GeneratedRequest = typeof request extends fc.Arbitrary<infer T> ? T : never;

function isAllowedOrigin(list: "*" | readonly string[], candidate: string): boolean {
  if (list === "*") return true;
  return list.some((entry) => {
    if (!entry.includes("*")) return entry === candidate;
    const [, suffix] = entry.split("*");
    const start = "https://".length;
    return (
      candidate.endsWith(suffix!) &&
      candidate.length > start + suffix!.length &&
      candidate.startsWith("https://")
    );
  });
}

function isReadable(its: Policy, one: GeneratedRequest): boolean {
  if (!isAllowedOrigin(its.allowOrigins, one.origin)) return false;
  if (one.credentials === "include" && its.allowCredentials !== true) return false;
  if (
    !["GET", "HEAD", "POST"].includes(one.method) &&
    its.allowMethods !== "*" &&
    !(its.allowMethods ?? []).includes(one.method)
  ) {
    return false;
  }
  const allowed =
    its.allowHeaders === "*" ? null : (its.allowHeaders ?? []).map((name) => name.toLowerCase());
  return one.headers.every(
    (name) => name === "Accept" || allowed === null || allowed.includes(name.toLowerCase()),
  );
}

const api = (): Response =>
  new Response("secret", { headers: { "X-Total": "1", ETag: '"1"', "Cache-Control": "no-store" } });

describe.each(engines)("against a guarded server, the engine %s", (engine) => {
  it(`lets a script read exactly what the policy grants (seed ${seed})`, async () => {
    let readable = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        policy,
        fc.array(request, { minLength: 1, maxLength: 6 }),
        async (its, requests) => {
          const browser = new Browser({
            engine,
            transport: handlerTransport(cors(compilePolicy(its))(api)),
          });
          for (const one of requests) {
            const page = browser.open(`${one.origin}/page`);
            const reading = page.fetch("https://api.test/orders", {
              method: one.method,
              credentials: one.credentials,
              headers: one.headers.map(
                (name) =>
                  [name, name === "Content-Type" ? "application/json" : "1"] as [string, string],
              ),
            });
            const response = await reading.catch(() => null);
            expect([one, response !== null]).toEqual([one, isReadable(its, one)]);
            if (response === null) {
              refused++;
              continue;
            }
            readable++;
            const exposed = its.exposeHeaders ?? [];
            for (const name of ["X-Total", "ETag"]) {
              expect([name, response.headers.has(name)]).toEqual([
                name,
                exposed === "*" || exposed.includes(name),
              ]);
            }
          }
        },
      ),
      { numRuns: 300, seed },
    );
    // A law over refusals alone, or over grants alone, would say nothing.
    expect(Math.min(readable, refused)).toBeGreaterThan(50);
  });
});
