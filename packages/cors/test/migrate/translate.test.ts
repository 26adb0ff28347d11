import { describe, expect, it, test } from "vitest";

import { compilePolicy } from "@crosswalk/cors";
import type { Policy } from "@crosswalk/cors";
import { cors, MigrationError, translate as translateCors } from "@crosswalk/cors/migrate/cors";
import { translate as translateFastify } from "@crosswalk/cors/migrate/fastify-cors";
import { translate as translateHono } from "@crosswalk/cors/migrate/hono-cors";
import { translate as translateKoa } from "@crosswalk/cors/migrate/koa-cors";

const A = "https://a.example";
const B = "https://b.example";
const REFLECTED = ["*", "Authorization"];

const translators = {
  cors: translateCors,
  "@fastify/cors": translateFastify,
  "hono/cors": translateHono,
  "@koa/cors": translateKoa,
} as const;
type Library = keyof typeof translators;

// Options come from JavaScript too, so types are put aside.
function translate(library: Library, options?: unknown): ReturnType<typeof translateCors> {
  return translators[library](options as never);
}

/** That a policy has these fields, and none of those that are undefined here. */
function expectFields(policy: Policy | null, fields: Partial<Policy>): void {
  for (const [name, value] of Object.entries(fields)) {
    expect({ [name]: Reflect.get(policy ?? {}, name) }).toEqual({ [name]: value });
  }
}

const libraries = Object.keys(translators) as Library[];

describe("no options mean what they mean today", () => {
  test.each<[Library, Policy]>([
    [
      "cors",
      { allowOrigins: "*", allowMethods: ["PUT", "PATCH", "DELETE"], allowHeaders: REFLECTED },
    ],
    ["@fastify/cors", { allowOrigins: "*", allowHeaders: REFLECTED }],
    [
      "hono/cors",
      {
        allowOrigins: "*",
        allowMethods: ["PUT", "DELETE", "PATCH", "QUERY"],
        allowHeaders: REFLECTED,
      },
    ],
    [
      "@koa/cors",
      { allowOrigins: "*", allowMethods: ["PUT", "DELETE", "PATCH"], allowHeaders: REFLECTED },
    ],
  ])("%s", (library, policy) => {
    expect(translate(library)).toMatchObject({
      outcome: "policy",
      policy,
      nearest: policy,
      problems: [],
    });
  });
});

describe("options of cors", () => {
  test.each<[string, unknown, Partial<Policy>]>([
    ["one origin", { origin: A }, { allowOrigins: [A] }],
    ["lists in lists", { origin: [A, [B, [A]]] }, { allowOrigins: [A, B] }],
    ["a list with false in it", { origin: [A, false] }, { allowOrigins: [A] }],
    ["every origin, without credentials", { origin: true }, { allowOrigins: "*" }],
    [
      "an expression",
      { origin: /^https:\/\/.*\.a\.example$/ },
      { allowOrigins: ["https://*.a.example"] },
    ],
    [
      "an expression without a scheme, with credentials",
      { origin: /\.a\.example$/, credentials: true },
      { allowOrigins: ["https://*.a.example"], allowCredentials: true },
    ],
    [
      "an expression without a scheme, without credentials",
      { origin: /\.a\.example$/ },
      { allowOrigins: ["https://*.a.example", "http://*.a.example"] },
    ],
    [
      "an origin that a pattern covers",
      { origin: ["https://x.a.example", /\/\/.*\.a\.example$/], credentials: true },
      { allowOrigins: ["https://*.a.example"] },
    ],
    [
      "text with commas for methods",
      { methods: "GET, PUT,CHICKEN" },
      { allowMethods: ["PUT", "CHICKEN"] },
    ],
    [
      "methods that need no permission",
      { methods: ["get", "HEAD", "POST"] },
      { allowMethods: undefined as never },
    ],
    [
      "text with commas for headers",
      { allowedHeaders: "X-A,X-B" },
      { allowHeaders: ["X-A", "X-B"] },
    ],
    ["no headers at all", { allowedHeaders: [] }, { allowHeaders: undefined as never }],
    ["the old name of allowedHeaders", { headers: ["X-A"] }, { allowHeaders: ["X-A"] }],
    ["every header by name", { allowedHeaders: ["*", "X-A"] }, { allowHeaders: "*" }],
    [
      "every header and Authorization",
      { allowedHeaders: "*, authorization" },
      { allowHeaders: REFLECTED },
    ],
    ["exposed headers", { exposedHeaders: ["X-A", "Content-Length"] }, { exposeHeaders: ["X-A"] }],
    ["a maxAge of zero", { maxAge: 0 }, { maxAge: 0 }],
    ["a maxAge in text", { maxAge: "600" }, { maxAge: 600 }],
    ["a maxAge that no browser keeps to", { maxAge: 31_536_000 }, { maxAge: 86_400 }],
    ["another status of success", { optionsSuccessStatus: 200 }, { allowOrigins: "*" }],
    [
      "options that are left open",
      { maxAge: undefined, credentials: undefined },
      { allowOrigins: "*" },
    ],
  ])("%s", (_title, options, policy) => {
    const translation = translate("cors", options);
    expect(translation.problems).toEqual([]);
    expectFields(translation.policy, policy);
    // What it became is a policy like any other.
    expect(compilePolicy(translation.policy).warnings).toEqual([]);
  });

  it("turn CORS off with false", () => {
    expect(translate("cors", { origin: false, credentials: true })).toEqual({
      outcome: "off",
      policy: null,
      nearest: null,
      notes: [],
      problems: [],
    });
  });

  it("that hold a function leave the origins to it", () => {
    const never = (): never => {
      throw new Error("called");
    };
    expect(translate("cors", { origin: never, credentials: true })).toMatchObject({
      outcome: "resolver",
      policy: { allowOrigins: [], allowCredentials: true },
    });
  });
});

describe("options that mean something else in another library", () => {
  test.each<[Library, unknown, Partial<Policy>]>([
    ["@fastify/cors", { origin: [A, "*"] }, { allowOrigins: "*" }],
    ["@fastify/cors", { allowedHeaders: null }, { allowHeaders: REFLECTED }],
    ["@fastify/cors", { allowedHeaders: "" }, { allowHeaders: undefined as never }],
    ["@fastify/cors", { exposedHeaders: null, maxAge: null }, { maxAge: undefined as never }],
    ["hono/cors", { allowHeaders: [] }, { allowHeaders: REFLECTED }],
    ["hono/cors", { origin: [A, B] }, { allowOrigins: [A, B] }],
    ["@koa/cors", { allowHeaders: [] }, { allowHeaders: REFLECTED }],
    ["@koa/cors", { maxAge: "3600" }, { maxAge: 3600 }],
    ["@koa/cors", { maxAge: 0 }, { maxAge: undefined as never }],
    [
      "@koa/cors",
      { keepHeadersOnError: false, privateNetworkAccess: true, secureContext: true },
      { allowOrigins: "*" },
    ],
  ])("%s: %j", (library, options, policy) => {
    const translation = translate(library, options);
    expect(translation.problems).toEqual([]);
    expectFields(translation.policy, policy);
  });
});

describe("options are refused", () => {
  test.each<[Library, unknown, string, string, Policy["allowOrigins"] | null]>([
    [
      "cors",
      { origin: true, credentials: true },
      "origin/reflects-any-with-credentials",
      "origin",
      ["https://app.example.com"],
    ],
    [
      "cors",
      { origin: [A, true], credentials: true },
      "origin/reflects-any-with-credentials",
      "origin[1]",
      [A],
    ],
    [
      "cors",
      { origin: /.*/, credentials: true },
      "origin/reflects-any-with-credentials",
      "origin",
      ["https://app.example.com"],
    ],
    [
      "cors",
      { credentials: true },
      "origin/wildcard-with-credentials",
      "origin",
      ["https://app.example.com"],
    ],
    [
      "@koa/cors",
      { credentials: true },
      "origin/wildcard-with-credentials",
      "origin",
      ["https://app.example.com"],
    ],
    [
      "hono/cors",
      { origin: "*", credentials: true },
      "origin/wildcard-with-credentials",
      "origin",
      ["https://app.example.com"],
    ],
    ["cors", { origin: undefined }, "origin/unset", "origin", ["https://app.example.com"]],
    ["@fastify/cors", { origin: "" }, "origin/unset", "origin", ["https://app.example.com"]],
    ["hono/cors", { origin: undefined }, "origin/unset", "origin", ["https://app.example.com"]],
    ["@koa/cors", { origin: null }, "origin/unset", "origin", ["https://app.example.com"]],
    ["cors", { origin: [] }, "origin/empty", "origin", ["https://app.example.com"]],
    ["cors", { origin: `${A},${B}` }, "origin/several-in-one", "origin", [A, B]],
    ["cors", { origin: [A, "b.example"] }, "origin/scheme-missing", "origin[1]", [A, B]],
    ["cors", { origin: [[A], [`${B}/`]] }, "origin/trailing-slash", "origin[1][0]", [A, B]],
    ["cors", { origin: "http://a.example", credentials: true }, "origin/insecure", "origin", [A]],
    [
      "cors",
      { origin: /^https:\/\/.*\.github\.io$/, credentials: true },
      "origin/public-suffix",
      "origin",
      ["https://app.example.com"],
    ],
    ["cors", { origin: ["*", A] }, "origin/wildcard-in-list", "origin[0]", [A]],
    [
      "cors",
      { origin: /a\.example$/, credentials: true },
      "regexp/open-start",
      "origin",
      [A, "https://*.a.example"],
    ],
    ["cors", { origin: [B, /^https:\/\/a\.example/] }, "regexp/open-end", "origin[1]", [B, A]],
    ["@koa/cors", { origin: [A, B] }, "origin/form", "origin", [A, B]],
    ["hono/cors", { origin: /^https:\/\/a\.example$/ }, "origin/form", "origin", [A]],
    ["hono/cors", { origin: true }, "origin/form", "origin", "*"],
    ["cors", { origin: { a: 1 } }, "origin/form", "origin", ["https://app.example.com"]],
    [
      "cors",
      (_request: unknown, done: unknown) => done,
      "options/delegate",
      "",
      ["https://app.example.com"],
    ],
    [
      "@fastify/cors",
      { delegator: (request: unknown) => request },
      "options/delegate",
      "delegator",
      "*",
    ],
    ["cors", "https://a.example", "options/not-an-object", "", ["https://app.example.com"]],
    // Today that lets in everyone.
    ["cors", { allowedOrigins: [A] }, "option/unknown", "allowedOrigins", [A]],
    ["hono/cors", { methods: ["PUT"] }, "option/unknown", "methods", "*"],
    ["cors", { origin: A, credentials: "true" }, "credentials/not-a-boolean", "credentials", [A]],
    [
      "@koa/cors",
      { origin: A, credentials: () => true },
      "credentials/function",
      "credentials",
      [A],
    ],
    ["hono/cors", { allowMethods: () => ["PUT"] }, "names/function", "allowMethods", "*"],
    ["cors", { allowedHeaders: 7 }, "names/not-a-list", "allowedHeaders", "*"],
    [
      "cors",
      { origin: A, credentials: true, allowedHeaders: "*" },
      "names/wildcard-with-credentials",
      "allowedHeaders",
      [A],
    ],
    ["cors", { methods: ["put"] }, "method/case", "methods[0]", "*"],
    ["cors", { methods: ["TRACE"] }, "method/forbidden", "methods[0]", "*"],
    [
      "cors",
      { exposedHeaders: "Set-Cookie" },
      "response-header/forbidden",
      "exposedHeaders[0]",
      "*",
    ],
    ["cors", { maxAge: -1 }, "max-age/not-seconds", "maxAge", "*"],
    ["cors", { maxAge: Number.NaN }, "max-age/not-seconds", "maxAge", "*"],
    ["cors", { optionsSuccessStatus: 302 }, "status/not-ok", "optionsSuccessStatus", "*"],
    [
      "cors",
      { preflightContinue: true },
      "preflight/left-to-the-application",
      "preflightContinue",
      "*",
    ],
    ["@fastify/cors", { preflight: false }, "preflight/left-to-the-application", "preflight", "*"],
    ["@fastify/cors", { hook: "onTuesday" }, "hook/unknown", "hook", "*"],
  ])("%s: %o for %s", (library, options, code, option, nearest) => {
    const translation = translate(library, options);
    expect(translation).toMatchObject({ outcome: "refused", policy: null });
    expect(translation.problems.map((problem) => [problem.code, problem.option])).toContainEqual([
      code,
      option,
    ]);
    expect(translation.nearest?.allowOrigins).toEqual(nearest);
    // What is nearest is safe, or it would not compile.
    expect(() => compilePolicy(translation.nearest)).not.toThrow();
  });
});

describe("the error of refused options", () => {
  const options = { origin: [A, /b\.example$/, "c.example"], credentials: true, maxAge: -1 };
  let error: unknown;
  try {
    cors(options);
  } catch (thrown) {
    error = thrown;
  }

  it("is thrown where the middleware is made", () => {
    expect(error).toBeInstanceOf(MigrationError);
  });

  it("tells every problem at once", () => {
    expect(
      (error as MigrationError).problems.map(({ code, option }) => `${option} ${code}`).sort(),
    ).toEqual([
      "maxAge max-age/not-seconds",
      "origin[1] regexp/open-start",
      "origin[2] origin/scheme-missing",
    ]);
  });

  it("names a stranger that the options let in", () => {
    expect((error as MigrationError).message).toContain("https://evilb.example");
  });

  it("has the nearest safe policy, as data and as code", () => {
    const { nearest, suggestion } = error as MigrationError;
    expect(nearest).toEqual({
      allowOrigins: [A, B, "https://*.b.example", "https://c.example"],
      allowCredentials: true,
      allowMethods: ["PUT", "PATCH", "DELETE"],
      allowHeaders: REFLECTED,
      maxAge: 0,
    });
    const literal = /cors\(([^]*)\);$/.exec(suggestion)?.[1] ?? "";
    expect(new Function(`return ${literal}`)()).toEqual(nearest);
    expect(suggestion).toContain('from "@crosswalk/cors/express"');
  });
});

describe("translating", () => {
  test.each(libraries)("%s: changes nothing that it is given", (library) => {
    const options = Object.freeze({ origin: A, credentials: true });
    expect(() => translate(library, options)).not.toThrow();
  });

  test.each(libraries)("%s: an unset variable never means everyone", (library) => {
    for (const origin of [undefined, null, ""]) {
      for (const credentials of [true, false]) {
        expect(translate(library, { origin, credentials }).outcome).toBe("refused");
      }
    }
  });

  test.each(libraries)("%s: nothing lets in every origin with credentials", (library) => {
    for (const origin of ["*", true, ["*"], [true], /.*/, /^https?:\/\//, /./g]) {
      expect(translate(library, { origin, credentials: true }).outcome).toBe("refused");
    }
  });

  it("keeps a policy that is changed afterwards as it was", () => {
    const origin = [A];
    const { policy } = translate("cors", { origin });
    origin.push(B);
    expect(policy?.allowOrigins).toEqual([A]);
  });
});
