import { createServer, type AddressInfo, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Driver } from "../../../lab/drivers/driver.ts";
import { missingPackages } from "../../../lab/drivers/installed.ts";
import { startDriver } from "../../../lab/drivers/start.ts";

// npx vitest run --config vitest.browser.config.ts conformance/test/lab/browsers/fence

/** An address of this machine that its neighbours can reach as well. */
const outward = Object.values(networkInterfaces())
  .flatMap((entries) => entries ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

describe.skipIf(missingPackages("webkit").length > 0 && process.env["CI"] === undefined)(
  "the laboratory's WebKit",
  () => {
    const contacts: string[] = [];
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      contacts.push(socket.localAddress ?? "");
      socket.on("error", () => {});
      socket.end(
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok",
      );
    });
    let port = 0;
    let driver: Driver;
    const asked = (host: string): Promise<string> =>
      driver.evaluate(
        `fetch("http://${host}:${port}/").then((response) => response.text(), () => "failed")`,
      );

    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
      ({ port } = server.address() as AddressInfo);
      driver = await startDriver("webkit", { spkiFingerprint: "", firstPage: "about:blank" });
      await driver.navigate("about:blank");
    });
    afterAll(async () => {
      await driver.close();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });

    it("canary: it reaches loopback addresses, by name and by number", async () => {
      contacts.length = 0;
      expect(await asked("127.0.0.1")).toBe("ok");
      expect(await asked("127.0.0.2")).toBe("ok");
      expect(await asked("localhost")).toBe("ok");
      expect(contacts).toHaveLength(3);
    });

    it("contacts no other address, though there is a server that would answer", async ({
      skip,
    }) => {
      if (outward === undefined) skip("this machine has no address but loopback ones");
      contacts.length = 0;
      expect(await asked(outward!)).toBe("failed");
      expect(contacts).toEqual([]);
    });
  },
);
