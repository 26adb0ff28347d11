import {
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

export const methods: readonly string[] = [
  ..."GET get gEt HEAD head POST post pOst PUT put Put DELETE delete OPTIONS options PATCH patch Patch".split(
    " ",
  ),
  ..."CHICKEN chicken QUERY PROPFIND LINK FOO TRACE trace TRACK CONNECT connect *".split(" "),
  "!#$%&'*+-.^_`|~0aZ",
  "",
  "G ET",
  "GET,",
  "G\u00c9T",
  "GET\t",
  "(GET)",
  "X".repeat(200),
];

/** What `Access-Control-Allow-Methods` may say of a method. */
const answers = (method: string): readonly (readonly string[])[] => [
  [],
  [allowMethods(method)],
  [allowMethods(method.toLowerCase())],
  [allowMethods(method.toUpperCase())],
  [allowMethods("*")],
  [allowMethods(`*, ${method}`)],
  [allowMethods("GET, POST")],
  [allowMethods(`,, GET,\t${method} ,`)],
  [allowMethods("GET"), allowMethods(method)],
  [allowMethods("")],
  [allowMethods(`${method}, b ad`)],
];

export function* methodSituations(): Generator<Situation> {
  for (const method of methods) {
    for (const lines of answers(method)) {
      for (const credentials of ["omit", "include"] as const) {
        const request = get({ method, credentials });
        const options = {
          preflight: [reply(204, allowOrigin("a"), ALLOW_CREDENTIALS, ...lines)],
          actual: [reply(200, allowOrigin("a"), ALLOW_CREDENTIALS)],
        };
        yield situation(
          `${method} answered ${lines.join("; ")} with ${credentials}`,
          request,
          options,
        );
        if (credentials === "include" || lines.length === 1) {
          yield situation(`XHR ${method} answered ${lines.join("; ")}`, asXhr(request), options);
        }
      }
    }
    yield situation(`same-origin ${method}`, get({ method, url: "{a/}1" }));
    yield situation(`no-cors ${method}`, get({ method, mode: "no-cors" }));
    yield situation(`sandboxed ${method}`, get({ method }), {
      page: "sandbox",
      preflight: [reply(204, allowOrigin("sandbox"), allowMethods(method))],
    });
  }
}
