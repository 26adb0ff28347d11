import { readFile } from "node:fs/promises";
import type { RequestListener, ServerResponse } from "node:http";
import type { ExchangeLog } from "./exchange-log.ts";

/** What a page must know of the demo around it. */
export interface PageSetting {
  readonly apiUrl: string;
  /** The page whose origin the policy lists, and the one whose origin it does not. */
  readonly allowedUrl: string;
  readonly refusedUrl: string;
  readonly policy: unknown;
}

/** The files of the page; nothing else on the disk can be asked for. They are served as they were written. */
const FILES: ReadonlyMap<string, readonly [file: string, type: string]> = new Map([
  ["/", ["index.html", "text/html; charset=utf-8"]],
  ["/page.css", ["page.css", "text/css; charset=utf-8"]],
  ["/page.js", ["page.js", "text/javascript; charset=utf-8"]],
  ["/requests.js", ["requests.js", "text/javascript; charset=utf-8"]],
  ["/script-view.js", ["script-view.js", "text/javascript; charset=utf-8"]],
  ["/wire-view.js", ["wire-view.js", "text/javascript; charset=utf-8"]],
]);
// The compiler copies no HTML, so the page stays beside the sources, whether these run from src or from dist.
const FOLDER = new URL("../../src/demo/page/", import.meta.url);

const EXCHANGE = /^\/exchanges\/([0-9a-f-]{36})$/;

/**
 * The server of a page. Beside its files it has what went over the wire between the page and the API, so that a page can show
 * it even where the browser hides the response. It is the page's own server: asking it needs no CORS, and it gives none.
 */
export function pageServer(setting: () => PageSetting, log: ExchangeLog): RequestListener {
  return (request, response) => {
    const path = request.url ?? "";
    const exchange = EXCHANGE.exec(path)?.[1];
    const file = FILES.get(path);
    if (request.method !== "GET") return sendText(response, 405, "text/plain", "GET only");
    if (exchange !== undefined) return sendJson(response, log.messagesOf(exchange));
    if (path === "/setting") return sendJson(response, setting());
    if (file === undefined) return sendText(response, 404, "text/plain", "there is no such page");
    readFile(new URL(file[0], FOLDER), "utf8").then(
      (text) => sendText(response, 200, file[1], text, contentSecurityPolicy(setting().apiUrl)),
      () => sendText(response, 500, "text/plain", `${file[0]} cannot be read`),
    );
  };
}

/** The page's own code and style, its own server and the API, and nothing from anywhere else. */
function contentSecurityPolicy(apiUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src data:",
    `connect-src 'self' ${apiUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function sendJson(response: ServerResponse, value: unknown): void {
  sendText(response, 200, "application/json", JSON.stringify(value));
}

function sendText(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  policy = "default-src 'none'",
): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Cache-Control": "no-store",
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
  });
  response.end(text);
}
