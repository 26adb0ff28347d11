import {
  allowHeaders,
  allowMethods,
  asXhr,
  get,
  originOf,
  put,
  reply,
  situation,
  type Situation,
} from "./situation.ts";
import type { PageName } from "../case.ts";

/** Every shape of `Access-Control-Allow-Origin`, as header lines; `O` is the right value. */
export function originShapes(right: string): readonly (readonly string[])[] {
  const values = [
    right,
    "*",
    "null",
    "Null",
    "NULL",
    "",
    " ",
    "{a}",
    "{b}",
    "{c}",
    "{d}",
    "{e}",
    "{s}",
    "true",
    "undefined",
    "**",
    "* ",
    "*,",
    "*, *",
    `*, ${right}`,
    `${right}/`,
    `${right} `,
    ` ${right}`,
    `\t${right}\t`,
    `${right},`,
    `,${right}`,
    `${right}, ${right}`,
    `${right},${right}`,
    `${right} ${right}`,
    `${right}, *`,
    `"${right}"`,
    `'${right}'`,
    `<${right}>`,
    `${right};`,
    `${right}/path`,
    `${right}?`,
    `${right}#`,
    `${right}:80`,
    `${right}0`,
    right.toUpperCase(),
    right.replace("{", "HTTP://{"),
    "http://127.0.0.1",
    "https://127.0.0.1",
    "//127.0.0.1",
    "127.0.0.1",
    "http://*",
    "http://127.0.0.1:*",
    "http://user@127.0.0.1",
    "http://EXAMPLE.com",
    "http://ex\u00e4mple.com",
    "\u00ff",
    "\u00c3\u00a4",
    `${right}\u000b`,
    `${right}\u000c`,
    `\u000b${right}`,
    `${right}\u0001`,
    `${right}\u007f`,
    `${right}\u00a0`,
    "http://[::1]",
    "file://",
    "data:",
    "chrome-extension://abc",
    "a b",
    "a,b",
    "http://a.com, http://b.com",
    "http://a.com http://b.com",
    "x".repeat(9000),
    "not-a-url",
    "http://",
    "http:/127.0.0.1",
    "about:blank",
    "javascript:1",
    "{a}\\",
    "%00",
    "http://a.com\tb",
  ];
  const line = (value: string): string => `Access-Control-Allow-Origin: ${value}`;
  return [
    ...values.map((value) => [line(value)]),
    [],
    [`Access-Control-Allow-Origin:${right}`],
    [`access-control-allow-origin: ${right}`],
    [`ACCESS-CONTROL-ALLOW-ORIGIN: ${right}`],
    [`Access-Control-Allow-Origin : ${right}`],
    [`Access-Control-Allow-Origin:    ${right}   `],
    [`Access-Control-Allow-Origin:\t${right}`],
    [`Access-Control-Allow-Origin\t: ${right}`],
    [`Access_Control_Allow_Origin: ${right}`],
    [`Access-Control-Allow-Origin ${right}`],
    [`Access-Control-Allow-Origins: ${right}`],
    ["Access-Control-Allow-Origin:", `  ${right}`],
    [line(right), " ,x"],
    [line(right), line(right)],
    [line("*"), line("*")],
    [line(right), line("*")],
    [line("*"), line(right)],
    [line(""), line(right)],
    [line(right), line("")],
    [line(""), line("")],
    [line("null"), line(right)],
    [line(right), line("{c}")],
  ];
}

/** Every shape of `Access-Control-Allow-Credentials`. */
export const credentialsShapes: readonly (readonly string[])[] = [
  ...[
    "true",
    "True",
    "TRUE",
    "tRue",
    " true",
    "true ",
    "\ttrue\t",
    "true,",
    ",true",
    "true,true",
    "true, true",
    "true true",
    '"true"',
    "'true'",
    "true;",
    "1",
    "yes",
    "false",
    "",
    "null",
    "undefined",
    "truee",
    "tru",
    "*",
    "true\u000b",
    "true\u000c",
    "true\u00a0",
    "\u00ff",
    "true\u0001",
    "t\u0072ue",
    "true\u007f",
    "x".repeat(300),
  ].map((value) => [`Access-Control-Allow-Credentials: ${value}`]),
  [],
  ["access-control-allow-credentials: true"],
  ["Access-Control-Allow-Credentials:true"],
  ["Access-Control-Allow-Credentials: true", "Access-Control-Allow-Credentials: true"],
  ["Access-Control-Allow-Credentials: ", "Access-Control-Allow-Credentials: true"],
  ["Access-Control-Allow-Credentials: true", "Access-Control-Allow-Credentials: "],
  ["Access-Control-Allow-Credentials: false", "Access-Control-Allow-Credentials: true"],
];

export function* originShapeSituations(): Generator<Situation> {
  for (const page of ["a", "s", "sandbox", "e"] satisfies PageName[]) {
    const target = page === "s" ? "{t/}1" : "{b/}1";
    for (const lines of originShapes(originOf(page))) {
      const title = (what: string): string =>
        `${what} from ${page} answered ${lines.join(" | ").slice(0, 80)}`;
      const good = `Access-Control-Allow-Origin: ${originOf(page)}`;
      const allow = "Access-Control-Allow-Credentials: true";
      yield situation(title("GET"), get({ url: target }), { page, actual: [reply(200, ...lines)] });
      yield situation(title("GET with credentials"), get({ url: target, credentials: "include" }), {
        page,
        actual: [reply(200, ...lines, allow)],
      });
      if (page === "e") continue;
      yield situation(title("a preflight"), put({ url: target }), {
        page,
        preflight: [reply(204, ...lines, allowMethods("PUT"))],
      });
      if (page === "sandbox") continue;
      yield situation(title("XHR"), asXhr(get({ url: target })), {
        page,
        actual: [reply(200, ...lines)],
      });
      yield situation(
        title("XHR with credentials"),
        asXhr(get({ url: target, credentials: "include" })),
        { page, actual: [reply(200, ...lines, allow)] },
      );
      yield situation(title("the response to PUT"), put({ url: target }), {
        page,
        preflight: [reply(204, good, allowMethods("PUT"))],
        actual: [reply(200, ...lines)],
      });
      yield situation(
        title("a preflight with credentials"),
        put({ url: target, credentials: "include" }),
        {
          page,
          preflight: [reply(204, ...lines, allow, allowMethods("PUT"))],
          actual: [reply(200, good, allow)],
        },
      );
      if (page === "a") {
        yield situation(title("a failing response"), get({ url: target }), {
          page,
          actual: [reply(500, ...lines)],
        });
        yield situation(
          title("a failing preflight"),
          get({ url: target, headers: [["X-A", "1"]] }),
          { page, preflight: [reply(500, ...lines, allowHeaders("X-A"))] },
        );
        yield situation(title("no-cors"), get({ url: target, mode: "no-cors" }), {
          page,
          actual: [reply(200, ...lines)],
        });
        yield situation(title("the same origin"), get({ url: "{a/}1" }), {
          page,
          actual: [reply(200, ...lines)],
        });
        yield situation(title("a redirect"), get({ url: target }), {
          page,
          replies: { "1": [{ ...reply(302, ...lines, "Location: 2") }], "2": [reply(200, good)] },
        });
      }
    }
  }
}

export function* credentialsShapeSituations(): Generator<Situation> {
  for (const lines of credentialsShapes) {
    for (const credentials of ["omit", "same-origin", "include"] as const) {
      for (const origin of ["{a}", "*"]) {
        const title = (what: string): string =>
          `${what} ${credentials} answered ${origin}, ${lines.join(" | ").slice(0, 80)}`;
        const head = [`Access-Control-Allow-Origin: ${origin}`, ...lines];
        yield situation(title("GET"), get({ credentials }), { actual: [reply(200, ...head)] });
        yield situation(title("XHR"), asXhr(get({ credentials })), {
          actual: [reply(200, ...head)],
        });
        yield situation(title("PUT preflight"), put({ credentials }), {
          preflight: [reply(204, ...head, allowMethods("PUT"))],
          actual: [
            reply(
              200,
              "Access-Control-Allow-Origin: {a}",
              "Access-Control-Allow-Credentials: true",
            ),
          ],
        });
      }
    }
  }
}
