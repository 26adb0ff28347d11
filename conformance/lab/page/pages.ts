import { buildSync } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PageName, Reply } from "../case.ts";
import type { Origins } from "../placeholders.ts";

/** The documents that hold the runner. `/lab/page` is the plain one. */
export function labPages(root: URL, origins: () => Origins): (target: string) => Reply | undefined {
  const script = runner(root);
  const plain = plainPage(root);
  const holder = (source: string): string => document(`<iframe src="${source}"></iframe>${script}`);
  return (target) => {
    switch (target) {
      case "/lab/page":
        return html(plain);
      case "/lab/sandbox":
        return html(plain, "Content-Security-Policy: sandbox allow-scripts");
      case "/lab/b-in-a":
        return html(holder(`${origins().b}/lab/page`));
      case "/lab/c-in-a":
        return html(holder(`${origins().c}/lab/page`));
      case "/lab/data-in-a":
        return html(holder(`data:text/html;base64,${Buffer.from(plain).toString("base64")}`));
      default:
        return undefined;
    }
  };
}

/** What stands for the file, wherever it is. */
export const FILE_PAGE = "file:///lab/page.html";

/** Writes the plain page to the disk and returns its URL. */
export function writeFilePage(root: URL): string {
  const url = new URL("dist/page.html", root);
  mkdirSync(new URL(".", url), { recursive: true });
  writeFileSync(url, plainPage(root));
  return url.href;
}

export function pageUrl(page: PageName, origins: Origins): string {
  switch (page) {
    case "sandbox":
      return `${origins.a}/lab/sandbox`;
    case "b in a":
      return `${origins.a}/lab/b-in-a`;
    case "c in a":
      return `${origins.a}/lab/c-in-a`;
    case "data in a":
      return `${origins.a}/lab/data-in-a`;
    case "file":
      return FILE_PAGE;
    default:
      return `${origins[page]}/lab/page`;
  }
}

const plainPage = (root: URL): string => document(runner(root));

/** The runner as a script; `root` is the laboratory's folder. */
function bundleRunner(root: URL): string {
  return buildSync({
    entryPoints: [fileURLToPath(new URL("page/runner.ts", root))],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    conditions: ["@crosswalk/source"],
  }).outputFiles[0]!.text;
}

function runner(root: URL): string {
  return `<script>${bundleRunner(root).replaceAll("</script", "<\\/script")}</script>`;
}

function document(content: string): string {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${content}</body>`;
}

function html(body: string, ...headers: string[]): Reply {
  const bytes = Buffer.from(body).toString("latin1");
  return {
    status: 200,
    headers: ["Content-Type: text/html", "Cache-Control: no-store", ...headers],
    body: bytes,
  };
}
