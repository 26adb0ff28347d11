import { cors } from "@crosswalk/cors/lambda";

import type { HostileRequest } from "./hostile-request.ts";
import type { FuzzCore } from "./node-cores.ts";
import { application } from "./outcome.ts";

const lists = Object.fromEntries(
  Object.entries(application).map(([name, value]) => [name, [value].flat()]),
);
const { "Set-Cookie": cookies, ...single } = application;

/** The shapes of events, each with the result that belongs to it. */
const shapes: readonly ((request: HostileRequest) => { event: object; result: object })[] = [
  ({ method, url, headers }) => ({
    event: { version: "2.0", rawPath: url, headers, requestContext: { http: { method } } },
    result: { statusCode: 200, headers: single, cookies },
  }),
  ({ method, url, headers }) => ({
    event: {
      httpMethod: method,
      path: url,
      headers,
      multiValueHeaders: multiple(headers),
      requestContext: {},
    },
    result: { statusCode: 200, multiValueHeaders: lists },
  }),
  ({ method, url, headers }) => ({
    event: {
      httpMethod: method,
      path: url,
      multiValueHeaders: multiple(headers),
      requestContext: { elb: {} },
    },
    result: { statusCode: 200, multiValueHeaders: lists },
  }),
];

/** Names as the client wrote them, values as lists. */
function multiple(headers: HostileRequest["headers"]): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
  );
}

export const lambdaCore: FuzzCore = {
  name: "lambda",
  prepare: (guard) => {
    let ran = 0;
    let result: object = {};
    const handler = cors(guard)((_event: object, _context: object) => {
      ran++;
      return Promise.resolve(result);
    });
    return async (request, form) => {
      const made = (shapes[form % shapes.length] as (typeof shapes)[number])(request);
      ran = 0;
      ({ result } = made);
      const answer = await handler(made.event, {});
      const headers = Object.entries(answer.headers ?? {}).map(
        ([name, value]): [string, string] => [name, String(value)],
      );
      for (const [name, values] of Object.entries(answer.multiValueHeaders ?? {}))
        for (const value of values) headers.push([name, String(value)]);
      for (const cookie of answer.cookies ?? []) headers.push(["set-cookie", cookie]);
      return { ran, status: answer.statusCode, headers };
    };
  },
};
