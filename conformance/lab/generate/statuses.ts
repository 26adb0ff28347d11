import {
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  put,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

export const statuses = [
  200, 201, 202, 203, 204, 205, 206, 207, 208, 218, 226, 250, 299, 300, 301, 302, 303, 304, 305,
  306, 307, 308, 309, 310, 350, 399, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411,
  412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499, 500,
  501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 599, 600, 700, 999,
];

export function* statusSituations(): Generator<Situation> {
  for (const status of statuses) {
    // 407 asks for a proxy's password and 401 may open a dialog; both without a challenge.
    const good = [allowOrigin("a"), ALLOW_CREDENTIALS];
    for (const location of [[], ["Location: 2"]]) {
      const suffix = location.length === 0 ? "" : " with Location";
      const after = { "2": [reply(200, ...good)] };
      for (const lines of [good, []]) {
        const words = `${status}${suffix}, ${lines.length === 0 ? "no CORS headers" : "CORS headers"}`;
        yield situation(`a preflight answered ${words}`, put(), {
          replies: {
            ...after,
            preflight: [reply(status, ...lines, allowMethods("PUT"), ...location)],
            "": [reply(200, ...good)],
          },
        });
        yield situation(
          `an XHR preflight answered ${words}`,
          asXhr(put({ credentials: "include" })),
          {
            replies: {
              ...after,
              preflight: [reply(status, ...lines, allowMethods("PUT"), ...location)],
              "": [reply(200, ...good)],
            },
          },
        );
        yield situation(`GET answered ${words}`, get(), {
          replies: { ...after, "1": [reply(status, ...lines, ...location)] },
        });
        yield situation(`XHR answered ${words}`, asXhr(get()), {
          replies: { ...after, "1": [reply(status, ...lines, ...location)] },
        });
        yield situation(`PUT answered ${words}`, put(), {
          replies: {
            ...after,
            preflight: [reply(204, ...good, allowMethods("PUT"))],
            "1": [reply(status, ...lines, ...location)],
          },
        });
        yield situation(`no-cors answered ${words}`, get({ mode: "no-cors" }), {
          replies: { ...after, "1": [reply(status, ...lines, ...location)] },
        });
        yield situation(`the same origin answered ${words}`, get({ url: "{a/}1" }), {
          replies: { ...after, "1": [reply(status, ...lines, ...location)] },
        });
      }
    }
  }
}
