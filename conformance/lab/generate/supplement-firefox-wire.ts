import {
  ALLOW_CREDENTIALS,
  allowHeaders,
  allowMethods,
  allowOrigin,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

/** What redirects make of a type that is said twice, and what lines of other versions say. */
export function* firefoxWireSituations(): Generator<Situation> {
  yield* repeatedTypeSituations();
  yield* versionSituations();
}

function* repeatedTypeSituations(): Generator<Situation> {
  const pairs = [
    ["text/plain", "text/html"],
    ["text/html", "text/plain"],
    ["text/plain", ""],
    ["", "text/plain"],
    ["chicken", "text/plain; charset=x"],
  ] as const;
  const leave = [allowOrigin("a"), ALLOW_CREDENTIALS, allowMethods("PUT")];
  for (const [one, other] of pairs)
    for (const kind of ["text", "search-params"] as const)
      for (const route of ["aa", "ab", "bb"])
        for (const [status, method] of [
          [302, "PUT"],
          [307, "POST"],
          [307, "PUT"],
        ] as const)
          yield situation(
            `${method} of ${kind} as "${one}" and "${other}", by ${status} along ${route}`,
            get({
              url: `{${route[0]}/}1`,
              method,
              body: { kind },
              headers: [
                ["Content-Type", one],
                ["Content-Type", other],
              ],
            }),
            {
              replies: {
                preflight: [reply(204, ...leave, allowHeaders("content-type"))],
                "1": [reply(status, ...leave, `Location: {${route[1]}/}2`)],
                "2": [reply(200, ...leave)],
              },
            },
          );
}

function* versionSituations(): Generator<Situation> {
  for (const version of ["2", "2.0", "2.1", "3", "3.0", "1.2", "4"])
    for (const target of ["a", "b"])
      for (const method of ["GET", "HEAD"]) {
        const head = [
          `HTTP/${version} 200 Chicken`,
          "Access-Control-Allow-Origin: *",
          "Cache-Control: no-store",
          "Content-Length: 2",
        ];
        const raw = `${head.join("\r\n")}\r\n\r\n${method === "GET" ? "ok" : ""}`;
        yield situation(
          `${method} of ${target} is answered by HTTP/${version}`,
          get({ url: `{${target}/}1`, method }),
          { replies: { "1": [{ status: 200, raw }] } },
        );
      }
}
