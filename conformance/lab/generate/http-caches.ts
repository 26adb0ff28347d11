import {
  allowOrigin,
  ALLOW_CREDENTIALS,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

const caches = ["default", "no-store", "reload", "no-cache", "force-cache"];

/** Stored responses meet the CORS check again, with the headers they were stored with. */
export function* httpCacheSituations(): Generator<Situation> {
  const fresh = "Cache-Control: max-age=600";
  const grants: readonly (readonly string[])[] = [
    [allowOrigin("a"), ALLOW_CREDENTIALS],
    ["Access-Control-Allow-Origin: *"],
    [],
    ["Access-Control-Allow-Origin: {c}"],
  ];
  for (const [index, first] of grants.entries()) {
    for (const [other, second] of grants.entries()) {
      for (const vary of [[], ["Vary: Origin"]]) {
        for (const cache of caches) {
          yield situation(
            `stored with grant ${index}, then ${other}, ${vary.join("")} ${cache}`,
            [get(), get({ cache })],
            {
              actual: [reply(200, ...first, ...vary, fresh), reply(200, ...second, ...vary, fresh)],
            },
          );
        }
        yield situation(
          `stored without cors with grant ${index}, then ${other}, ${vary.join("")}`,
          [get({ mode: "no-cors" }), get()],
          { actual: [reply(200, ...first, ...vary, fresh), reply(200, ...second, ...vary, fresh)] },
        );
        yield situation(
          `validated: grant ${index}, then 304 with ${other}, ${vary.join("")}`,
          [get(), get()],
          {
            actual: [
              reply(200, ...first, ...vary, "Cache-Control: no-cache", 'ETag: "1"'),
              reply(304, ...second, ...vary, "Cache-Control: no-cache", 'ETag: "1"'),
            ],
          },
        );
      }
      yield situation(
        `stored without credentials with grant ${index}, then with them`,
        [get({ credentials: "omit" }), get({ credentials: "include" })],
        { actual: [reply(200, ...first, fresh), reply(200, ...second, fresh)] },
      );
    }
  }
}
