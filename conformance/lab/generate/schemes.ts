import type { Api, BlobSource, Case, PageName, Reply, ScriptRequest } from "../case.ts";
import { kinds } from "./elements.ts";
import { casesOf } from "./generate.ts";
import { allowOrigin, get, reply, situation, type Situation } from "./situation.ts";

/**
 * What is loaded from no server: blob:, data:, about:, files and schemes that are nobody's; and what tells
 * entries of the elements' rules apart that nothing else has told. Recorded apart.
 */
export function schemeCases(): Case[] {
  return [
    ...casesOf("blobs", blobSituations()),
    ...casesOf("data-urls", dataUrlSituations()),
    ...casesOf("other-schemes", otherSchemeSituations()),
    ...casesOf("element-entries", elementEntrySituations()),
  ];
}

const apis = ["fetch", "xhr"] as const;
const methods = ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CHICKEN", "get"];
const pages: readonly PageName[] = ["c", "s", "sandbox", "b in a", "data in a", "file"];

const text: BlobSource = { text: "A simple Hello, World! example", type: "text/plain" };

const blob = (source: Partial<BlobSource> = {}, more: Partial<ScriptRequest> = {}): ScriptRequest =>
  get({ url: "{blob}", blob: { ...text, ...source }, ...more });

const to = (url: string, more: Partial<ScriptRequest> = {}): ScriptRequest => get({ url, ...more });

const ranges = [
  "bytes=9-21",
  "bytes=11-",
  "bytes=-8",
  "bytes= \t9-21",
  "bytes=4-100000000000",
  "bytes=0-0",
  "bytes=0-29",
  "bytes=0-30",
  "bytes=29-",
  "bytes=30-",
  "bytes=31-40",
  "bytes=5 - 10",
  "bytes=-\t 5",
  "bytes \t =\t 6-",
  "bytes=-0",
  "bytes=-30",
  "bytes=-31",
  "bytes=-99999999999999999999",
  "bytes=99999999999999999999-",
  "bytes=00009-0000021",
  "Bytes=0-1",
  "BYTES=0-1",
  "",
  "byte=0-",
  "bytes",
  "bytes=",
  "bytes\t \t",
  "bytes=0-5,15-",
  "bytes=0-5, 15-",
  "bytes=0-5,",
  "bytes=,0-5",
  "bytes=-",
  "bytes=10-5",
  "bytes=x-5",
  "bytes=5",
  "bytes=5-x",
  "bytes=+1-5",
  "bytes 5-",
  "5-",
  "items=0-5",
];

function* blobSituations(): Generator<Situation> {
  for (const api of apis) {
    for (const type of [
      "text/plain",
      "",
      "Text/HTML; Charset=UTF-8",
      "text/plain;charset=latin1",
      "application/json",
      "chicken",
      'a/b;c="d e"',
      "a/b ; c",
      "*/*",
      "a/\u00e4",
      "a/b,c/d",
    ]) {
      for (const content of ["", "A simple Hello, World! example"])
        yield situation(
          `${api} of a blob of ${JSON.stringify(type)}, ${content.length} long`,
          blob({ type, text: content }, { api }),
        );
    }
    for (const size of [1000, 70_000, 300_000])
      yield situation(
        `${api} of ${size} bytes`,
        blob({ text: "x".repeat(100), times: size / 100 }, { api }),
      );
    for (const method of methods)
      yield situation(`${api} ${method} of a blob`, blob({}, { api, method }));
    yield situation(
      `${api} POST of a text to a blob`,
      blob({}, { api, method: "POST", body: { kind: "text" } }),
    );
    for (const suffix of ["#x", "?x", "/x", "?", "#"])
      yield situation(
        `${api} of a blob's URL and ${suffix}`,
        blob({}, { api, url: `{blob}${suffix}` }),
      );
    for (const revoked of [
      "before",
      "opened",
      "after",
      "before, with a fragment",
      "before, with a query",
    ] as const)
      yield situation(`${api} of a blob revoked ${revoked}`, blob({ revoked }, { api }));
    for (const range of ranges) {
      yield situation(
        `${api} of ${JSON.stringify(range)} of a blob`,
        blob({}, { api, headers: [["Range", range]] }),
      );
    }
    for (const range of ["bytes=0-", "bytes=-5", "bytes=-0", "bytes=1-"])
      yield situation(
        `${api} of ${range} of an empty blob`,
        blob({ text: "" }, { api, headers: [["Range", range]] }),
      );
    yield situation(
      `${api} of a part of a blob without type`,
      blob({ type: "" }, { api, headers: [["Range", "bytes=2-4"]] }),
    );
    yield situation(`${api} with a header of a blob`, blob({}, { api, headers: [["X-A", "1"]] }));
    for (const url of strangers) yield situation(`${api} of ${url}`, to(url, { api }));
    for (const page of pages) {
      yield situation(`${api} of a blob from ${page}`, blob({}, { api }), { page });
      yield situation(
        `${api} of a part of a blob from ${page}`,
        blob({}, { api, headers: [["Range", "bytes=2-4"]] }),
        { page },
      );
      yield situation(
        `${api} of a revoked blob from ${page}`,
        blob({ revoked: "before" }, { api }),
        { page },
      );
      yield situation(`${api} of ${strangers[0]} from ${page}`, to(strangers[0]!, { api }), {
        page,
      });
    }
  }
  for (const mode of ["cors", "no-cors", "same-origin"]) {
    yield situation(`${mode} to a blob`, blob({}, { mode }));
    yield situation(`${mode} to a revoked blob`, blob({ revoked: "before" }, { mode }));
    yield situation(`${mode} POST to a blob`, blob({}, { mode, method: "POST" }));
    yield situation(
      `${mode} to a part of a blob`,
      blob({}, { mode, headers: [["Range", "bytes=2-4"]] }),
    );
    for (const url of strangers) yield situation(`${mode} to ${url}`, to(url, { mode }));
    for (const page of pages)
      yield situation(`${mode} to a blob from ${page}`, blob({}, { mode }), { page });
  }
  for (const more of [
    { credentials: "omit" },
    { credentials: "include" },
    { redirect: "error" },
    { redirect: "manual" },
    { cache: "no-store" },
    { cache: "reload" },
    { cache: "force-cache" },
    { cache: "only-if-cached", mode: "same-origin" },
    { keepalive: true },
    { referrer: "" },
    { referrerPolicy: "no-referrer" },
    { integrity: "sha256-x" },
    { integrity: "sha256-UQuXuTaYPyXDNiMKVq+JtWoXIm8NPPfnjqjdsd7W7mg=" },
    { headers: [["If-None-Match", '"x"']] },
    {
      headers: [
        ["If-Range", '"x"'],
        ["Range", "bytes=0-1"],
      ],
    },
  ] satisfies Partial<ScriptRequest>[])
    yield situation(`a blob under ${JSON.stringify(more)}`, blob({}, more));
  for (const more of [
    { withCredentials: true },
    { uploadListener: true },
    { uploadListener: true, method: "POST", body: { kind: "text" } },
    { synchronous: true },
    { synchronous: true, headers: [["Range", "bytes=2-4"]] },
    { synchronous: true, method: "POST" },
    { timeout: 1000 },
    { responseType: "blob" },
    { responseType: "arraybuffer" },
    { responseType: "json" },
    { overrideMimeType: "text/plain;charset=utf-16" },
  ] satisfies Partial<ScriptRequest>[]) {
    yield situation(
      `XHR of a blob with ${JSON.stringify(more)}`,
      blob({}, { api: "xhr", ...more }),
    );
    yield situation(
      `XHR of a revoked blob with ${JSON.stringify(more)}`,
      blob({ revoked: "before" }, { api: "xhr", ...more }),
    );
  }
  yield* blobElementSituations();
}

/** That nobody has made. */
const strangers = [
  "blob:{a}/0b1e0b1e-0b1e-4b1e-8b1e-0b1e0b1e0b1e",
  "blob:{b}/0b1e0b1e-0b1e-4b1e-8b1e-0b1e0b1e0b1e",
  "blob:{c}/0b1e0b1e-0b1e-4b1e-8b1e-0b1e0b1e0b1e",
  "blob:null/0b1e0b1e-0b1e-4b1e-8b1e-0b1e0b1e0b1e",
  "blob:nodedata:0b1e0b1e-0b1e-4b1e-8b1e-0b1e0b1e0b1e",
  "blob:{a}/",
  "blob:{b}",
  "blob:",
  "blob:chicken",
];

const files: readonly (readonly [api: Api, text: string, type: string, as?: string])[] = [
  ["image", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>', "image/svg+xml"],
  ["script", "self.crosswalkRan = 1;", "text/javascript"],
  ["module", "export default 'CHICKEN';", "text/javascript"],
  ["import", "export default 'CHICKEN';", "text/javascript"],
  ["stylesheet", ".crosswalk-lab { color: rgb(1, 2, 3) }", "text/css"],
  ["track", "WEBVTT\n\n00:00.000 --> 00:01.000\nCHICKEN\n", "text/vtt"],
  ["worker", "postMessage('CHICKEN');", "text/javascript"],
  ["worker", "postMessage('CHICKEN');", "text/javascript", "module"],
  ["event-source", "data: CHICKEN\n\n", "text/event-stream"],
  ["preload", "self.crosswalkRan = 1;", "text/javascript", "script"],
];

function* elementsOf(
  url: string,
  source: (text: string, type: string) => BlobSource | undefined,
): Generator<Situation> {
  for (const [api, content, type, as] of files) {
    for (const crossorigin of ["image", "script", "module", "stylesheet", "track"].includes(api)
      ? [undefined, "", "use-credentials"]
      : [undefined]) {
      for (const given of [type, "", "text/plain", "text/html"]) {
        for (const page of ["a", "sandbox"] as const) {
          if (page === "sandbox" && (given !== type || crossorigin !== undefined)) continue;
          const made = source(content, given);
          const request: ScriptRequest = {
            api,
            url: url.replace("{type}", given).replace("{text}", encodeURIComponent(content)),
            ...(made === undefined ? {} : { blob: made }),
            ...(as === undefined ? {} : { as }),
            ...(crossorigin === undefined ? {} : { crossorigin }),
          };
          yield situation(
            `${api} ${as ?? ""} ${crossorigin ?? ""} of ${JSON.stringify(given)} from ${page} at ${url}`,
            request,
            { page },
          );
        }
      }
    }
  }
}

function* blobElementSituations(): Generator<Situation> {
  yield* elementsOf("{blob}", (content, type) => ({ text: content, type }));
  for (const [api, content, type, as] of files) {
    const more = { api, ...(as === undefined ? {} : { as }) };
    yield situation(
      `${api} of a revoked blob`,
      blob({ text: content, type, revoked: "before" }, more),
    );
    yield situation(
      `${api} of a blob revoked after`,
      blob({ text: content, type, revoked: "after" }, more),
    );
    yield situation(`${api} of a stranger's blob`, to(strangers[1]!, more));
  }
}

const dataUrls = [
  "data:,hi",
  "data:text/plain,hi",
  "data:text/plain;base64,aGk=",
  "data:text/plain;base64,aGk",
  "data:text/plain;base64,a G%20k",
  "data:text/plain;base64,%%%",
  "data:text/plain;base64,a",
  "data:text/plain;BASE64,aGk=",
  "data:text/plain; base64,aGk=",
  "data:text/plain;base64 ,aGk=",
  "data:text/plain;base64;x,aGk=",
  "data:base64,aGk=",
  "data:;base64,aGk=",
  "data:text/html;charset=utf-8,%C3%A4",
  "data:text/html;charset=latin1,%E4",
  "data:text/html,\u00e4",
  "data:hi",
  "data:",
  "data:,",
  "data:;charset=x,hi",
  "data:;,x",
  "data:text,x",
  "data:*/*,x",
  "data: text/plain ,hi",
  "data:text/plain ;charset=x,hi",
  'data:text/plain;charset="x y",hi',
  "data:text/plain;charset=x;charset=y,hi",
  "data:TEXT/Plain;Charset=X,hi",
  "data:image/png,hi#frag",
  "data:,a?b",
  "data:,a%23b%",
  "data:,a%0Ab",
  "DATA:,hi",
  "data://chicken/,hi",
  "data:application/json,{}",
  "data:text/plain,hi   ",
  "data:text/plain;x=%31,hi",
];

function* dataUrlSituations(): Generator<Situation> {
  for (const api of apis) {
    for (const url of dataUrls) yield situation(`${api} of ${url}`, to(url, { api }));
    for (const method of methods)
      yield situation(`${api} ${method} of data:,hi`, to("data:,hi", { api, method }));
    for (const range of ["bytes=0-0", "bytes=-1", "bytes=9-", "bytes=x", ""])
      yield situation(
        `${api} of ${range} of data:,hi`,
        to("data:,hi", { api, headers: [["Range", range]] }),
      );
    for (const page of pages)
      yield situation(`${api} of data:,hi from ${page}`, to("data:,hi", { api }), { page });
    yield situation(
      `${api} with a header of data:,hi`,
      to("data:,hi", { api, headers: [["X-A", "1"]] }),
    );
  }
  for (const mode of ["cors", "no-cors", "same-origin"]) {
    for (const url of ["data:,hi", "data:hi", "data:text/plain;base64,%%%"])
      yield situation(`${mode} to ${url}`, to(url, { mode }));
    yield situation(`${mode} HEAD of data:,hi`, to("data:,hi", { mode, method: "HEAD" }));
  }
  for (const more of [
    { redirect: "error" },
    { redirect: "manual" },
    { integrity: "sha256-x" },
    { integrity: "sha256-j0NDRmSPa5bfid2pAcUXaxCm2Dlh3TwayItZstwyeqQ=" },
    { keepalive: true },
    { cache: "only-if-cached", mode: "same-origin" },
    { credentials: "include" },
  ] satisfies Partial<ScriptRequest>[])
    yield situation(`data:,hi under ${JSON.stringify(more)}`, to("data:,hi", more));
  for (const more of [
    { synchronous: true },
    { responseType: "blob" },
    { responseType: "json" },
    { uploadListener: true },
    { withCredentials: true },
  ] satisfies Partial<ScriptRequest>[]) {
    for (const url of ["data:,hi", "data:hi"])
      yield situation(
        `XHR of ${url} with ${JSON.stringify(more)}`,
        to(url, { api: "xhr", ...more }),
      );
  }
  yield* elementsOf("data:{type},{text}", () => undefined);
}

const otherUrls = [
  "about:blank",
  "about:blank?x",
  "about:blank#x",
  "about:BLANK",
  "about:srcdoc",
  "about:unicorn",
  "about:",
  "about://blank",
  "file:///lab/nothing",
  "file:///",
  "ftp://127.0.0.1/",
  "ws://127.0.0.1:1/",
  "javascript:1",
  "mailto:x",
  "chicken:x",
  "chicken://x/y",
  "chrome://version/",
  "resource://chicken/",
  "view-source:{a}/1",
  "filesystem:{a}/temporary/x",
];

function* otherSchemeSituations(): Generator<Situation> {
  for (const url of otherUrls) {
    for (const mode of ["cors", "no-cors", "same-origin"])
      yield situation(`${mode} to ${url}`, to(url, { mode }));
    yield situation(`XHR of ${url}`, to(url, { api: "xhr" }));
    yield situation(`synchronous XHR of ${url}`, to(url, { api: "xhr", synchronous: true }));
    for (const method of ["HEAD", "POST", "PUT"]) {
      yield situation(`${method} to ${url}`, to(url, { method }));
      yield situation(`XHR ${method} to ${url}`, to(url, { api: "xhr", method }));
    }
    for (const page of ["s", "sandbox", "data in a"] as const)
      yield situation(`${url} from ${page}`, to(url), { page });
    // Elsewhere they are refused alike.
    for (const [api, , , as] of ["about:blank", "file:///lab/nothing", "chicken:x"].includes(url)
      ? files
      : [])
      yield situation(
        `${api} ${as ?? ""} of ${url}`,
        to(url, { api, ...(as === undefined ? {} : { as }) }),
      );
    yield situation(`redirected to ${url}`, get(), {
      actual: [reply(302, allowOrigin("a"), `Location: ${url}`)],
    });
  }
}

function* elementEntrySituations(): Generator<Situation> {
  const file = (asset: string, type: string, status: number): Reply => ({
    status,
    headers: [allowOrigin("a"), `Content-Type: ${type}`, "Cache-Control: no-store"],
    asset,
  });
  for (const [api, asset, type, as] of kinds) {
    const more = as === undefined ? {} : { as };
    for (const target of ["a", "b"]) {
      yield situation(
        `${api} of ${asset} from ${target} with a password`,
        { api, url: `{user:${target}/}1`, ...more },
        { actual: [file(asset, type, 200)] },
      );
      const request = { api, url: `{${target}/}1`, ...more };
      yield situation(`${api} of ${asset} from ${target}, twice`, [request, request], {
        actual: [file(asset, type, 200)],
      });
    }
  }
  for (const type of ["garbage", "textplain", "a/b c", "text/plain", "text/"])
    yield situation(`beacon of a blob of ${type}`, {
      api: "beacon",
      url: "{b/}1",
      body: { kind: "blob", type },
    });
  for (const [as, asset, type] of [
    ["image", "png", "image/png"],
    ["track", "vtt", "text/vtt"],
    ["font", "font", "font/woff2"],
    ["style", "stylesheet", "text/css"],
    ["script", "script", "text/javascript"],
    ["fetch", "json", "application/json"],
  ] as const) {
    for (const status of [200, 206, 304, 404, 500]) {
      for (const crossorigin of [undefined, ""])
        yield situation(
          `preload of ${as} with ${status} ${crossorigin}`,
          {
            api: "preload",
            url: "{b/}1",
            as,
            ...(crossorigin === undefined ? {} : { crossorigin }),
          },
          { actual: [file(asset, type, status)] },
        );
    }
  }
}
