import { nodeTransport } from "@crosswalk/browser/node";
import { Browser } from "@crosswalk/browser";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";

let server: Server;

afterEach(() => new Promise((resolve) => server.close(resolve)));

it("nothing is sent over a connection that is closed right behind its response", async () => {
  const received: string[] = [];
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      received.push(bytes.toString("latin1").split(" HTTP", 1)[0]!);
      // Nothing is said of the connection, and it has an end.
      const head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\n";
      socket.end(`${head}ok`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = new Browser({ engine: "firefox", transport: nodeTransport() });
  const page = browser.open("http://app.test/");
  for (const path of ["1", "2", "3"])
    expect(await (await page.fetch(`http://127.0.0.1:${port}/${path}`)).text()).toBe("ok");
  await browser.close();
  expect(received).toEqual(["GET /1", "GET /2", "GET /3"]);
});
