import { get as getPlainly, type IncomingMessage } from "node:http";
import { get as getSecurely } from "node:https";

/** A script in its place. */
export interface Script {
  readonly name: string;
  readonly source: string;
}

/** A frame that stands in a page's markup. */
export interface FrameMarkup {
  readonly id: string;
  readonly src: string;
  readonly sandboxed: boolean;
}

/** What a page consists of, as far as tests go. */
export interface PageSource {
  /** Where it was in the end, after redirects. */
  readonly url: URL;
  readonly scripts: readonly Script[];
  readonly frames: readonly FrameMarkup[];
  /** What stands beside them and has an `id`, which scripts know it by. */
  readonly others: readonly { readonly localName: string; readonly id: string }[];
}

/** Beside the engine: what a page or a worker is made of is no part of the test. */
export async function download(url: URL): Promise<{ url: URL; text: string }> {
  if (url.protocol === "data:")
    return { url, text: decodeURIComponent(url.href.slice(url.href.indexOf(",") + 1)) };
  const get = url.protocol === "https:" ? getSecurely : getPlainly;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, resolve).once("error", reject);
  });
  let text = "";
  for await (const data of response.setEncoding("utf8")) text += data as string;
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
    return download(new URL(headers.location, url));
  if (statusCode !== 200) throw new Error(`${statusCode} for ${url.href}`);
  return { url, text };
}

const frame = /<iframe((?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*>/gi;
const other = /<(canvas|div)(\s[^>]*)>/gi;
const script = /<script(\s[^>]*)?>([\s\S]*?)<\/script>/gi;

export async function pageSource(address: URL): Promise<PageSource> {
  const { url, text } = await download(address);
  const frames = [...text.matchAll(frame)].map(([, attributes = ""]) => ({
    id: attributeOf(attributes, "id") ?? "",
    src: attributeOf(attributes, "src") ?? "about:blank",
    sandboxed: attributeOf(attributes, "sandbox") !== null,
  }));
  // A frame of a data: URL has scripts in its address.
  const found = [...text.replace(frame, "").matchAll(script)].filter(isFirst);
  const scripts = await Promise.all(
    found.map(async ([, attributes = "", source = ""]) => {
      const src = attributeOf(attributes, "src");
      if (src === null) return { name: url.href, source };
      const target = new URL(src, url);
      // It reports to whatever drives a browser.
      if (target.pathname.endsWith("/testharnessreport.js"))
        return { name: target.href, source: "" };
      return { name: target.href, source: (await download(target)).text };
    }),
  );
  const others = [...text.replace(frame, "").replace(script, "").matchAll(other)]
    .map(([, localName = "", attributes = ""]) => ({
      localName,
      id: attributeOf(attributes, "id"),
    }))
    .flatMap(({ localName, id }) => (id === null ? [] : [{ localName, id }]));
  return { url, scripts, frames, others };
}

/** Whether it is no harness, or the first: some tests ask for another beside their page's. */
function isFirst(
  [element]: RegExpExecArray,
  index: number,
  all: readonly RegExpExecArray[],
): boolean {
  return (
    !element.includes("/testharness.js") ||
    all.findIndex(([one]) => one.includes("/testharness.js")) === index
  );
}

function attributeOf(attributes: string, name: string): string | null {
  const value = new RegExp(
    `\\s${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+)))?(?=\\s|/|$)`,
    "i",
  ).exec(attributes);
  return value === null ? null : (value[1] ?? value[2] ?? value[3] ?? "");
}
