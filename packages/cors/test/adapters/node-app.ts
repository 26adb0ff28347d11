import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

/** The routes of the matrix, for whatever gives Node's own request and response. False: there is no such route. */
export function nodeRoutes(request: IncomingMessage, response: ServerResponse): boolean {
  const url = request.url ?? "";
  const answer = (status: number, body?: string): void => {
    response.statusCode = status;
    response.end(body);
  };
  if (url.startsWith("/auth/")) answer(401);
  else if (url.startsWith("/limited/")) answer(429);
  else {
    const route = routes[`${request.method} ${url}`];
    if (route === undefined) return false;
    route(request, response, answer);
  }
  return true;
}

type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  answer: (status: number, body?: string) => void,
) => void;

const get: Route = (_request, response, answer) => {
  response.setHeader("X-Request-Id", "7");
  answer(200, "ok");
};

const routes: Record<string, Route | undefined> = {
  "GET /get": get,
  "GET /public/get": get,
  "GET /not-modified": (request, response, answer) => {
    response.setHeader("ETag", '"v1"');
    answer(request.headers["if-none-match"] === '"v1"' ? 304 : 200);
  },
  "GET /redirect": (_request, response, answer) => {
    response.setHeader("Location", "/get");
    answer(302);
  },
  "GET /stream": (_request, response) => {
    response.statusCode = 200;
    Readable.from(["one", "two"]).pipe(response);
  },
  "HEAD /head": (_request, _response, answer) => answer(200),
  "GET /vary": (_request, response, answer) => {
    response.setHeader("Vary", "Accept-Encoding");
    answer(200, "ok");
  },
  "GET /vary-origin": (_request, response, answer) => {
    response.setHeader("vary", ["ORIGIN", "Accept"]);
    answer(200, "ok");
  },
  "GET /own-acao": (_request, response, answer) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("access-control-expose-headers", "X-Other");
    response.setHeader("ACCESS-CONTROL-MAX-AGE", "1");
    answer(200, "ok");
  },
  "GET /write-head-object": (_request, response) => {
    const headers = {
      "access-control-allow-origin": "*",
      "ACCESS-Control-Allow-Credentials": "true",
      "Set-Cookie": ["a=1", "b=2"],
      Vary: "Accept",
    };
    response.writeHead(200, headers).end("ok");
  },
  "GET /write-head-array": (_request, response) => {
    const headers = [
      "Access-Control-Allow-Origin",
      "*",
      "access-control-allow-origin",
      "https://other.example",
      "Set-Cookie",
      "a=1",
      "Set-Cookie",
      "b=2",
      "VARY",
      "Accept",
    ];
    response.writeHead(200, headers).end("ok");
  },
  "GET /write-head-pairs": (_request, response) => {
    const headers = [
      ["Access-Control-Allow-Origin", "*"],
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["vary", "Accept"],
    ];
    // Node takes pairs as well; its types don't say so.
    response.writeHead(200, headers as unknown as string[]).end("ok");
  },
  "GET /flush": (_request, response) => {
    response.statusCode = 200;
    response.flushHeaders();
    setImmediate(() => response.end("late"));
  },
  "OPTIONS /own-options": (_request, response, answer) => {
    response.setHeader("Allow", "GET, OPTIONS");
    answer(200, "own");
  },
};
