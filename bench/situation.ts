import type { Scale } from "./scale.ts";

/** What is asked, and whether it is granted. */
export interface Situation {
  readonly name: "actual, allowed" | "actual, denied" | "preflight, allowed" | "preflight, denied";
  readonly method: "GET" | "OPTIONS";
  readonly origins: (scale: Scale) => readonly string[];
}

export const situations: readonly [Situation, Situation, Situation, Situation] = [
  { name: "actual, allowed", method: "GET", origins: (scale) => scale.allowed },
  { name: "actual, denied", method: "GET", origins: (scale) => scale.denied },
  { name: "preflight, allowed", method: "OPTIONS", origins: (scale) => scale.allowed },
  { name: "preflight, denied", method: "OPTIONS", origins: (scale) => scale.denied },
];

/** What every contestant is told to allow, beside origins. With credentials, so that three headers go out with each response. */
export const allowMethods = ["PUT", "DELETE"] as const;
export const allowHeaders = ["Authorization", "Content-Type"] as const;
export const maxAge = 600;

/** The headers of a request as a browser sends them. */
export function requestHeaders(situation: Situation, origin: string): Record<string, string> {
  return {
    host: "api.example.com",
    connection: "keep-alive",
    accept: "*/*",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "accept-language": "en-US,en;q=0.5",
    "accept-encoding": "gzip, deflate, br",
    ...(situation.method === "OPTIONS" && {
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,content-type",
    }),
    origin,
    "sec-fetch-mode": "cors",
    "sec-fetch-site": "same-site",
  };
}

/** Deals the members of a list one after another, for ever. */
export function inTurn<Value>(values: readonly Value[]): () => Value {
  let index = 0;
  return () => {
    index = index + 1 === values.length ? 0 : index + 1;
    const value = values[index];
    if (value === undefined) throw new RangeError("there is nobody whose turn it could be");
    return value;
  };
}
