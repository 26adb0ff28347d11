import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WPT_ORIGIN, WPT_SECURE_ORIGIN } from "./wpt-server.ts";

/** A test page: a file, and one of its variants. */
export interface TestFile {
  /** `/fetch/api/cors/cors-basic.any.js`, with the variant's query. */
  readonly name: string;
  readonly url: string;
  readonly isLong: boolean;
  /** Why it cannot be run without a browser; null where it can. */
  readonly needs: string | null;
}

/** What concerns CORS and can, as a rule, do without a document. */
const folders: readonly (readonly [folder: string, files: RegExp])[] = [
  ["cors", /./],
  ["fetch/api/cors", /./],
  ["fetch/api/credentials", /./],
  ["fetch/api/redirect", /./],
  ["fetch/range", /./],
  ["fetch/api/request", /./],
  // What is loaded from no server.
  ["fetch/api/basic", /scheme-/],
  ["FileAPI/url", /url-with-/],
  ["xhr", /access-control|cors|redirect|upload/],
];

export function testFiles(checkout: string): TestFile[] {
  return folders.flatMap(([folder, files]) =>
    readdirSync(join(checkout, folder))
      .filter((file) => files.test(file) && isTest(file))
      .sort()
      .flatMap((file) => filesOf(checkout, `${folder}/${file}`)),
  );
}

const isTest = (file: string): boolean => /\.(?:any|window)\.js$|\.(?:html?|xhtml)$/.test(file);

function filesOf(checkout: string, path: string): TestFile[] {
  const source = readFileSync(join(checkout, path), "utf8");
  if (!source.includes("testharness.js") && !path.endsWith(".js")) return [];
  const variants = [
    ...source.matchAll(/^\/\/ META: variant=(\S+)/gm),
    ...source.matchAll(/<meta name="?variant"? content="([^"]*)"/g),
  ].map((match) => match[1]!);
  const isLong = /META: timeout=long|content="?long"?/.test(source);
  const page = path.replace(/\.(any|window)\.js$/, ".$1.html");
  return (variants.length === 0 ? [""] : variants).map((variant) => ({
    name: `/${path}${variant}`,
    url: `${path.includes(".https.") ? WPT_SECURE_ORIGIN : WPT_ORIGIN}/${page}${variant}`,
    isLong,
    needs: needsOf(path, source),
  }));
}

const needs: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/META: global=(?!.*window)(?!.*default)/, "a worker alone"],
  [/serviceWorker|service-worker|ServiceWorker/, "a service worker"],
  [/createElement\(['"]video/, "a media player"],
  [/\.h2\.|:h2|META: .*h2/, "HTTP/2"],
  [/test_driver|testdriver\.js/, "a driver"],
  [/-manual\./, "a person"],
];

function needsOf(path: string, source: string): string | null {
  return needs.find(([pattern]) => pattern.test(path) || pattern.test(source))?.[1] ?? null;
}
