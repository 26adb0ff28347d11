import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { Server } from "node:net";

import { cors } from "@crosswalk/cors/node";

import { http2Request } from "./http2-request.ts";
import { closing, listening } from "./listening.ts";
import { describeMatrix } from "./matrix.ts";
import type { MatrixApp, MatrixSetup } from "./matrix.ts";
import { nodeRoutes } from "./node-app.ts";
import { rawRequest } from "./raw-request.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** What Node's users write themselves: the errors and the 404. */
function application(request: IncomingMessage, response: ServerResponse): void {
  const fail = (status: number): void => {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.statusCode = status;
    response.end();
  };
  if (request.url === "/throw") return fail(500);
  if (request.url !== "/validate") return nodeRoutes(request, response) ? undefined : fail(404);
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    try {
      JSON.parse(body);
      response.end("ok");
    } catch {
      fail(400);
    }
  });
}

function guarded({ guards }: MatrixSetup): Listener {
  return guards.reduceRight<Listener>((listener, guard) => cors(guard)(listener), application);
}

async function serve(server: Server, send: typeof rawRequest): Promise<MatrixApp> {
  const port = await listening(server);
  return { send: (request) => send(port, request), close: () => closing(server) };
}

const impossible = {
  "two-guards": "plain Node has no channel for errors; node-conflict.test.ts has the 500",
};

describeMatrix({
  name: "node",
  start: (setup) => serve(createServer(guarded(setup)), rawRequest),
  impossible,
});

describeMatrix({
  name: "node over HTTP/2, compatibility API",
  start: (setup) => serve(createHttp2Server(guarded(setup) as never), http2Request),
  impossible,
});
