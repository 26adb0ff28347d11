import { buildSync } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PageName, Reply } from "../case.ts";
import type { Origins } from "../placeholders.ts";
import { heldFrame, heldUrl, levelsOf } from "./held-documents.ts";

/** The documents that hold the runner. `/lab/page` is the plain one. */
export function labPages(root: URL, origins: () => Origins): (target: string) => Reply | undefined {
  const bundle = bundleRunner(root);
  const script = scriptOf(bundle);
  const plain = plainPage(root);
  const holder = (source: string): string => document(`<iframe src="${source}"></iframe>${script}`);
  const held = (target: string): Reply | undefined => {
    const frame = heldFrame(target, origins());
    return frame === null ? undefined : html(document(`${frame}${script}`));
  };
  const filler = (fill: string): string =>
    document(`<iframe></iframe><script>${fill}</script>${script}`);
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
        return html(holder(dataUrl(plain)));
      case "/lab/b-in-s":
        return html(holder(`${origins().b}/lab/page`));
      case "/lab/srcdoc-in-a":
        return html(filler(`document.querySelector("iframe").srcdoc = ${literal(plain)};`));
      case "/lab/blob-in-a":
        return html(
          filler(
            `document.querySelector("iframe").src = URL.createObjectURL(new Blob([${literal(plain)}], { type: "text/html" }));`,
          ),
        );
      case "/lab/blank-in-a":
        return html(filler(fillingBlank(bundle)));
      case "/lab/telling":
        return html(plain, "Referrer-Policy: unsafe-url");
      case "/lab/upgrading":
        return html(plain, "Content-Security-Policy: upgrade-insecure-requests");
      case BETWEEN_PATH:
        return html(document(""));
      default:
        return held(target);
    }
  };
}

/** A document that nothing is asked for in: what comes after it has not come to itself. */
export const BETWEEN_PATH = "/lab/between";

/** A text in a script of an HTML document, which no end tag in it ends. */
const literal = (text: string): string => JSON.stringify(text).replaceAll("</", "<\\/");

/** NB: `document.write` would give a blank document the address of whoever writes. */
const fillingBlank = (source: string): string => `addEventListener("load", () => {
  const { contentDocument } = document.querySelector("iframe");
  const script = contentDocument.createElement("script");
  script.textContent = ${literal(source)};
  contentDocument.body.append(script);
});`;

/** What stands for a page that is its own address. */
const DATA_PAGE = "data:text/html,x";

/** What stands for the file, wherever it is. */
const FILE_PAGE = "file:///lab/page.html";

/** The addresses of pages that no server has, which are of this run. */
export type MadePages = ReadonlyMap<PageName, string>;

/** Makes those of these pages that no server has. */
export function madePages(root: URL, pages: readonly PageName[]): MadePages {
  const made = new Map<PageName, string>();
  if (pages.includes("data")) made.set("data", dataUrl(plainPage(root)));
  if (pages.includes("file")) made.set("file", writeFilePage(root));
  return made;
}

/** Writes the plain page to the disk and returns its URL. */
function writeFilePage(root: URL): string {
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
    case "data":
      return DATA_PAGE;
    case "file":
      return FILE_PAGE;
    case "srcdoc in a":
      return `${origins.a}/lab/srcdoc-in-a`;
    case "blank in a":
      return `${origins.a}/lab/blank-in-a`;
    case "blob in a":
      return `${origins.a}/lab/blob-in-a`;
    case "b in s":
      return `${origins.s}/lab/b-in-s`;
    case "telling a":
    case "ephemeral":
      return `${origins.a}/lab/telling`;
    case "upgrading a":
      return `${origins.a}/lab/upgrading`;
    case "upgrading s":
      return `${origins.s}/lab/upgrading`;
    case "upgrading u":
      return `${origins.u}/lab/upgrading`;
    default:
      return heldUrl(levelsOf(page), origins);
  }
}

const dataUrl = (text: string): string =>
  `data:text/html;base64,${Buffer.from(text).toString("base64")}`;

const plainPage = (root: URL): string => document(scriptOf(bundleRunner(root)));

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

const scriptOf = (bundle: string): string =>
  `<script>${bundle.replaceAll("</script", "<\\/script")}</script>`;

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
