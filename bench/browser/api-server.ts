import { createServer } from "node:http";
import { argv } from "node:process";

// An API on loopback that lets the page of the bench read. It runs in a process of its own, so that its
// processor time is not counted.

const origin = argv[2]!;

const server = createServer((request, response) => {
  const allow = {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Credentials": "true",
  };
  if (request.method === "OPTIONS") {
    response.writeHead(204, {
      ...allow,
      // happy-dom asks before every request, and wants every method listed.
      "Access-Control-Allow-Methods": "GET, PUT",
      "Access-Control-Max-Age": "600",
    });
    response.end();
    return;
  }
  request.resume();
  response.writeHead(200, {
    ...allow,
    "Cache-Control": "no-store",
    "Content-Type": "application/json",
  });
  response.end('{"id":7,"item":"kettle"}');
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  process.send!(address.port);
});
process.once("disconnect", () => process.exit());
