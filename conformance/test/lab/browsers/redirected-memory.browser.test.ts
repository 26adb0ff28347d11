import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type LoadKind } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Driver } from "../../../lab/drivers/driver.ts";
import { missingPackages } from "../../../lab/drivers/installed.ts";
import { startDriver } from "../../../lab/drivers/start.ts";

// npx vitest run --config vitest.browser.config.ts conformance/test/lab/browsers/redirected-memory

const page = `<!doctype html><link rel="icon" href="data:,"><script>
  let message = "";
  window.onerror = (text) => { message = text; return true; };
  const append = (element, crossorigin, tell) => new Promise((resolve) => {
    if (crossorigin !== null) element.crossOrigin = crossorigin;
    element.onload = () => setTimeout(() => { resolve(tell()); element.remove(); }, 20);
    element.onerror = () => resolve("error");
    document.head.append(element);
  });
  const load = {
    script: (src, crossorigin) => append(Object.assign(document.createElement("script"), { src }), crossorigin,
      () => message === "Error: secret" ? "readable" : "opaque"),
    stylesheet(href, crossorigin) {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
      return append(link, crossorigin, () => {
        try { return link.sheet.cssRules.length === 1 && "readable"; } catch { return "opaque"; }
      });
    },
  };
</script><body>`;

const contents = new Map<LoadKind, readonly [type: string, text: string]>([
  ["script", ["text/javascript", `throw new Error("secret")`]],
  ["stylesheet", ["text/css", "a { color: red }"]],
]);

/** What a redirect, and what it leads to, say of the page's origin. */
type Granting = "neither" | "redirect" | "last" | "both";

/** Where a redirect is, and where it leads: to the page's own host, or to another. */
const ways = [
  ["other", "other"],
  ["own", "other"],
  ["other", "own"],
] as const;

describe.skipIf(missingPackages("webkit").length > 0 && process.env["CI"] === undefined)(
  "what WebKit holds in memory of a redirect",
  () => {
    const asked: string[] = [];
    const server = createServer((request: IncomingMessage, response: ServerResponse) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
      if (pathname === "/page") {
        response.setHeader("Content-Type", "text/html");
        response.end(page);
        return;
      }
      const { host, origin = "none" } = request.headers;
      asked.push(`${host ?? ""}${pathname} ${origin}`);
      const granting = searchParams.get("granting") as Granting;
      const isGranted = granting === "both" || granting === pathname.slice(1);
      if (isGranted) {
        const own = `http://127.0.0.1:${port}`;
        response.setHeader("Access-Control-Allow-Origin", origin === "none" ? own : origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
      }
      response.setHeader("Cache-Control", "max-age=1000");
      if (pathname === "/redirect") {
        response.writeHead(302, {
          Location: `${searchParams.get("to") ?? ""}/last?${searchParams}`,
        });
        response.end();
        return;
      }
      const [type, text] = contents.get(searchParams.get("kind") as LoadKind)!;
      response.setHeader("Content-Type", type);
      response.end(text);
    });
    let port = 0;
    let driver: Driver | null = null;
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      ({ port } = server.address() as AddressInfo);
    });
    afterEach(async () => {
      await driver?.close();
      driver = null;
    });
    afterAll(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    const originOf = (place: "own" | "other"): string =>
      `http://${place === "own" ? "127.0.0.1" : "localhost"}:${port}`;

    /** Each situation: loaded plainly, then with CORS, then plainly again, and what was asked for meanwhile. */
    async function told(
      by: string,
      load: (kind: LoadKind, url: string, crossorigin: string | null) => Promise<string>,
    ): Promise<Record<string, readonly string[]>> {
      const result: Record<string, readonly string[]> = {};
      for (const kind of contents.keys())
        for (const [from, to] of ways)
          for (const granting of ["neither", "redirect", "last", "both"]) {
            const query = new URLSearchParams({ by, kind, from, granting, to: originOf(to) });
            const url = `${originOf(from)}/redirect?${query}`;
            asked.length = 0;
            const told: string[] = [];
            for (const crossorigin of [null, "use-credentials", null]) {
              told.push(await load(kind, url, crossorigin));
              // What has come is kept a moment later.
              await new Promise((resolve) => setTimeout(resolve, 60));
            }
            result[`${kind} from ${from} to ${to}, granted by ${granting}`] = [...told, ...asked];
          }
      return result;
    }

    it.each(["ephemeral", "persistent"] as const)(
      "is for who asks with CORS as far as the last answer grants it, or the page's own address has led there: %s",
      async (session) => {
        const open = { spkiFingerprint: "", firstPage: "about:blank", session };
        driver = await startDriver("webkit", open);
        await driver.navigate(`${originOf("own")}/page`);
        const inBrowser = await told("browser", (kind, ...parameters) =>
          driver!.evaluate(`load.${kind}(...${JSON.stringify(parameters)})`),
        );
        const browser = new Browser({ engine: "webkit", session, transport: nodeTransport() });
        const opened = browser.open(`${originOf("own")}/page`);
        const inEngine = await told("engine", async (kind, url, crossorigin) => {
          const { result, access, scriptErrors } = await opened.load(
            kind,
            url,
            crossorigin === null ? {} : { crossorigin },
          );
          if (result !== "load") return result;
          if (scriptErrors !== null) return scriptErrors === "told" ? "readable" : "opaque";
          return access ?? "nothing";
        });
        await browser.close();
        expect(inEngine).toEqual(inBrowser);
        // Canaries: what nobody grants is readable from memory alone, and with a server's grant either way.
        expect(inBrowser["script from own to other, granted by neither"]!.slice(0, 3)).toEqual([
          "opaque",
          "readable",
          "opaque",
        ]);
        expect(inBrowser["script from other to other, granted by neither"]![1]).toBe("error");
        expect(inBrowser["script from other to other, granted by last"]![1]).toBe("readable");
      },
    );
  },
);
