import { get } from "node:http";
import { createRequire } from "node:module";
import vm from "node:vm";
import { Browser } from "@crosswalk/browser";
import { lookUpOnLoopback } from "./loopback-names.ts";
import { withSynchronousRequests } from "./synchronous-requests.ts";

// Runs one test page, in a process of its own: the globals become those of a page of the engine's, and the page's scripts
// run among them. Results go to the process that started this one.

/** One sub-test, as testharness.js reports it. */
export interface SubTest {
  readonly name: string;
  readonly passes: boolean;
  readonly message: string;
}

const url = new URL(process.argv[2]!);

lookUpOnLoopback();

/** Beside the engine: a page's own scripts are no part of the test. */
function download(target: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    get(target, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (data: string) => (text += data));
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(text)
          : reject(new Error(`${response.statusCode} for ${target.href}`)),
      );
    }).once("error", reject);
  });
}

/** The page's scripts in order, each with its place. */
async function scriptsOf(page: string): Promise<{ name: string; source: string }[]> {
  const scripts = [...page.matchAll(/<script(\s[^>]*)?>([\s\S]*?)<\/script>/gi)];
  return Promise.all(
    scripts.map(async ([, attributes = "", inline = ""]) => {
      const source = /\ssrc\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1];
      if (source === undefined) return { name: url.href, source: inline };
      const target = new URL(source, url);
      if (target.pathname.endsWith("/testharnessreport.js"))
        return { name: target.href, source: "" };
      return { name: target.href, source: await download(target) };
    }),
  );
}

/** jsdom's, which is loaded where a test asks for a document at all. */
class LateDomParser {
  parseFromString(text: string, type: string): object {
    const { JSDOM } = createRequire(import.meta.url)("jsdom") as typeof import("jsdom");
    const { window } = new JSDOM();
    return new window.DOMParser().parseFromString(text, type as DOMParserSupportedType);
  }
}

const browser = new Browser({ engine: "standard", DOMParser: LateDomParser });
const page = browser.open(url.href);

function becomePage(): void {
  const events = new EventTarget();
  const own: Record<string, unknown> = {
    window: globalThis,
    self: globalThis,
    parent: globalThis,
    top: globalThis,
    location: url,
    origin: url.origin,
    isSecureContext: page.client.isSecureContext,
    URL: page.URL,
    fetch: page.fetch,
    Request: page.Request,
    XMLHttpRequest: withSynchronousRequests(page),
    XMLHttpRequestUpload: interfaceNamed("XMLHttpRequestUpload"),
    ProgressEvent: interfaceNamed("ProgressEvent"),
    navigator: { userAgent: browser.engine.userAgent },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    dispatchEvent: events.dispatchEvent.bind(events),
  };
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  // The platform's `Request` and `Response` resolve against the page.
  Object.defineProperty(globalThis, Symbol.for("undici.globalOrigin.1"), {
    value: url,
    writable: true,
    configurable: true,
  });
}

/** A class that is there for `instanceof` alone. */
const interfaceNamed = (name: string): object => ({
  [Symbol.hasInstance]: (value: unknown) =>
    Object.prototype.toString.call(value) === `[object ${name}]`,
  prototype: {},
});

/** What a page's script asks of a document it has no use for here. */
const documentStub = {
  title: "",
  URL: url.href,
  location: url,
  domain: url.hostname,
  cookie: "",
  readyState: "complete",
  referrer: "",
  characterSet: "UTF-8",
  getElementById: () => null,
  getElementsByTagName: () => [],
  querySelector: () => null,
  querySelectorAll: () => [],
  addEventListener: () => undefined,
};

interface Harness {
  add_result_callback(
    take: (test: { name: string; status: number; message: string | null }) => void,
  ): void;
  add_completion_callback(
    take: (tests: unknown, status: { status: number; message: string | null }) => void,
  ): void;
  done(): void;
}

const tell = process.send!.bind(process);
const exit = process.exit.bind(process);
process.on("uncaughtException", (error: unknown) =>
  tell({ kind: "error", message: String(error) }),
);
process.on("unhandledRejection", () => undefined);

const scripts = await scriptsOf(await download(url));
becomePage();
for (const { name, source } of scripts) {
  try {
    vm.runInThisContext(source, { filename: name });
  } catch (error) {
    tell({ kind: "error", message: `${name}: ${String(error)}` });
  }
  if (name.endsWith("/testharness.js")) {
    // The harness takes a global with a document for a window, and would write its results into it.
    Object.defineProperty(globalThis, "document", {
      value: documentStub,
      writable: true,
      configurable: true,
    });
    const harness = globalThis as unknown as Harness;
    harness.add_result_callback(({ name: title, status, message }) =>
      tell({
        kind: "result",
        test: { name: title, passes: status === 0, message: message ?? "" } satisfies SubTest,
      }),
    );
    harness.add_completion_callback((_, { status, message }) => {
      tell({ kind: "complete", status, message }, () => exit(0));
    });
  }
}
