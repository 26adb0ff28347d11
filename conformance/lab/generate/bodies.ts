import type { Body } from "../case.ts";
import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const bodies: readonly Body[] = [
  ...(["text", "empty-text", "search-params", "form-data", "buffer", "stream"] as const).map(
    (kind) => ({ kind }),
  ),
  ...[
    "",
    "text/plain",
    "application/json",
    "text/html",
    "multipart/form-data",
    "TEXT/PLAIN",
    "text/plain;charset=utf-8",
    "garbage",
    "application/x-www-form-urlencoded",
  ].map((type) => ({ kind: "blob", type }) as const),
  { kind: "text", size: 70000 },
  { kind: "blob", type: "text/plain", size: 70000 },
];

export function* bodySituations(): Generator<Situation> {
  for (const body of bodies) {
    const words = JSON.stringify(body);
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      for (const lines of [
        [allowHeaders("content-type"), allowMethods("PUT, PATCH, DELETE, OPTIONS")],
        [],
      ]) {
        const options = {
          preflight: [reply(204, allowOrigin("a"), ALLOW_CREDENTIALS, ...lines)],
          actual: [reply(200, allowOrigin("a"), ALLOW_CREDENTIALS)],
        };
        const allowed = lines.length === 0 ? "refused" : "allowed";
        yield situation(`${method} of ${words}, ${allowed}`, get({ method, body }), options);
        yield situation(
          `XHR ${method} of ${words}, ${allowed}`,
          asXhr(get({ method, body })),
          options,
        );
        yield situation(
          `XHR ${method} of ${words} with upload listeners, ${allowed}`,
          { ...asXhr(get({ method, body })), uploadListener: true },
          options,
        );
      }
      yield situation(
        `${method} of ${words} on the same origin`,
        get({ method, body, url: "{a/}1" }),
      );
      yield situation(`${method} of ${words} without cors`, get({ method, body, mode: "no-cors" }));
    }
  }
}

export function* xhrSituations(): Generator<Situation> {
  const good = [allowOrigin("a"), ALLOW_CREDENTIALS];
  const preflights = [
    [...good],
    [...good, allowMethods("PUT")],
    [...good, allowMethods("*")],
    [],
    ["Access-Control-Allow-Origin: *"],
    [...good, allowMethods("b ad")],
  ];
  for (const method of ["GET", "HEAD", "POST", "PUT", "chicken"]) {
    for (const [index, lines] of preflights.entries()) {
      for (const withCredentials of [false, true]) {
        for (const uploadListener of [false, true]) {
          for (const synchronous of [false, true]) {
            for (const body of [undefined, { kind: "text" }, { kind: "empty-text" }] as const) {
              const request = {
                api: "xhr",
                url: "{b/}1",
                method,
                withCredentials,
                uploadListener,
                synchronous,
                ...(body === undefined ? {} : { body }),
              } as const;
              yield situation(
                `XHR ${method} ${JSON.stringify({ withCredentials, uploadListener, synchronous, body })} against preflight ${index}`,
                request,
                { preflight: [reply(204, ...lines)], actual: [reply(200, ...good)] },
              );
            }
          }
        }
      }
    }
  }
  for (const responseType of ["", "text", "arraybuffer", "blob", "json", "document"]) {
    for (const status of [200, 404, 204]) {
      for (const lines of [good, []])
        yield situation(
          `XHR for ${responseType}, ${status}, ${lines.length}`,
          { api: "xhr", url: "{b/}1", responseType },
          { actual: [reply(status, ...lines)] },
        );
    }
  }
  for (const timeout of [50, 1000]) {
    for (const synchronous of [false]) {
      yield situation(
        `XHR with ${timeout} ms for a slow preflight`,
        { api: "xhr", url: "{b/}1", method: "PUT", timeout, synchronous },
        {
          preflight: [{ ...reply(204, ...good, allowMethods("PUT")), delay: 300 }],
          actual: [reply(200, ...good)],
        },
      );
      yield situation(
        `XHR with ${timeout} ms for a slow response`,
        { api: "xhr", url: "{b/}1", timeout, synchronous },
        { actual: [{ ...reply(200, ...good), delay: 300 }] },
      );
    }
  }
}
