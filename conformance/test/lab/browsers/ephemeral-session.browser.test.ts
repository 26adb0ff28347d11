import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Driver } from "../../../lab/drivers/driver.ts";
import { missingPackages } from "../../../lab/drivers/installed.ts";
import { startDriver } from "../../../lab/drivers/start.ts";

// npx vitest run --config vitest.browser.config.ts conformance/test/lab/browsers/ephemeral

const frame = `<script>
  const ask = () => fetch("/of-fetch").then(() => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onloadend = resolve;
    request.open("GET", "/of-xhr");
    request.send();
  }));
  ask().then(() => parent.done());
</script>`;

const page = `<!doctype html><link rel="icon" href="data:,"><script>
  window.framed = (sandbox) => new Promise((resolve) => {
    window.done = resolve;
    const frame = document.createElement("iframe");
    frame.srcdoc = ${JSON.stringify(frame).replaceAll("</", "<\\/")};
    document.body.append(frame);
  });
</script><body>`;

/** Requests in pairs: to the page's own host, and to another one, which is a third party. */
const asksTwice = (third: string): string[] => [
  `/kept?1`,
  `/kept?1`,
  `${third}/kept?2`,
  `${third}/kept?2`,
  // A redirect to a third party, and one back from it.
  `/to?${encodeURIComponent(`${third}/plain`)}`,
  `${third}/to?${encodeURIComponent(`${third}/to?%2Fplain`)}`,
];

describe.skipIf(missingPackages("webkit").length > 0 && process.env["CI"] === undefined)(
  "an ephemeral session of WebKit",
  () => {
    const seen: string[] = [];
    const server = createServer((request: IncomingMessage, response: ServerResponse) => {
      const { pathname, search } = new URL(request.url ?? "", "http://x");
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (pathname === "/page") {
        response.setHeader("Content-Type", "text/html");
        response.setHeader("Referrer-Policy", "unsafe-url");
        response.end(page);
        return;
      }
      seen.push(
        `${request.headers.host ?? ""}${pathname} ${request.headers.referer ?? "no referrer"}`,
      );
      if (pathname === "/kept") response.setHeader("Cache-Control", "max-age=60");
      if (pathname === "/to")
        response.writeHead(302, { Location: decodeURIComponent(search.slice(1)) });
      response.end("ok");
    });
    let port = 0;
    let driver: Driver;
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      ({ port } = server.address() as AddressInfo);
    });
    afterAll(async () => {
      await driver.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    const urlOfPage = (): string => `http://127.0.0.1:${port}/page`;
    const addresses = (): string[] =>
      asksTwice(`http://localhost:${port}`).map((url) => new URL(url, urlOfPage()).href);

    async function heard(work: () => Promise<unknown>): Promise<string[]> {
      seen.length = 0;
      await work();
      return [...seen];
    }

    const inBrowser = async (session: "persistent" | "ephemeral"): Promise<string[]> => {
      const open = { spkiFingerprint: "", firstPage: "about:blank", session };
      driver = await startDriver("webkit", open);
      await driver.navigate(urlOfPage());
      // What has come is kept a moment later.
      const pause = "new Promise((resolve) => setTimeout(resolve, 500))";
      const fetches = addresses().map(
        (url) => `.then(() => fetch(${JSON.stringify(url)})).then(() => ${pause})`,
      );
      const text = `Promise.resolve()${fetches.join("")}.then(() => framed())`;
      return heard(() => driver.evaluate(text));
    };

    const inEngine = (session: "persistent" | "ephemeral"): Promise<string[]> =>
      heard(async () => {
        const browser = new Browser({ engine: "webkit", session, transport: nodeTransport() });
        const opened = browser.open(urlOfPage(), { referrerPolicy: "unsafe-url" });
        for (const url of addresses()) await opened.fetch(url);
        const framed = browser.open("about:srcdoc", { parent: opened });
        await framed.fetch("/of-fetch");
        await new Promise<void>((resolve) => {
          const request = new framed.XMLHttpRequest();
          request.onloadend = () => resolve();
          request.open("GET", "/of-xhr");
          request.send();
        });
        await browser.close();
      });

    it("sends what the engine's does, and not what a persistent one does", async () => {
      const ofBrowser = await inBrowser("ephemeral");
      expect(await inEngine("ephemeral")).toEqual(ofBrowser);
      // Canary: a session makes a difference here.
      expect(await inEngine("persistent")).not.toEqual(ofBrowser);
    });

    it("canary: so does a persistent one", async () => {
      await driver.close();
      expect(await inEngine("persistent")).toEqual(await inBrowser("persistent"));
    });
  },
);
