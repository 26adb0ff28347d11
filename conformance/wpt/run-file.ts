import { createRequire } from "node:module";
import vm from "node:vm";
import { Browser } from "@crosswalk/browser";
import type * as jsdom from "jsdom";
import { documentOf } from "./elements.ts";
import { elementContext, windowGlobals } from "./frames.ts";
import { lookUpOnLoopback } from "./loopback-names.ts";
import { pageSource } from "./page-source.ts";
import type { Windows } from "./realm.ts";
import { Scope } from "./scope.ts";
import { scriptTransport } from "./script-transport.ts";

// Runs one test page, in a process of its own: the globals become those of a page of the engine's, and the page's scripts
// run among them. Results go to the process that started this one.

/** One sub-test, as testharness.js reports it. */
export interface SubTest {
  readonly name: string;
  readonly passes: boolean;
  readonly message: string;
}

interface Harness {
  add_result_callback(
    take: (test: { name: string; status: number; message: string | null }) => void,
  ): void;
  add_completion_callback(
    take: (tests: unknown, status: { status: number; message: string | null }) => void,
  ): void;
  done(): void;
}

/** jsdom's, which is loaded where a test asks for a document at all. */
class LateDomParser {
  parseFromString(text: string, type: string): object {
    const { JSDOM } = createRequire(import.meta.url)("jsdom") as typeof jsdom;
    const { window } = new JSDOM();
    return new window.DOMParser().parseFromString(text, type as DOMParserSupportedType);
  }
}

const tell = process.send!.bind(process);
const exit = process.exit.bind(process);
const onError = (message: string): void => void tell({ kind: "error", message });

function run(source: string, name: string): void {
  try {
    vm.runInThisContext(source, { filename: name });
  } catch (error) {
    onError(`${name}: ${String(error)}`);
  }
}

lookUpOnLoopback();
process.on("uncaughtException", (error: unknown) => onError(String(error)));
process.on("unhandledRejection", () => undefined);

const address = new URL(process.argv[2]!);
const { transport, scriptTexts } = scriptTransport();
const browser = new Browser({ engine: "standard", transport, DOMParser: LateDomParser });
const windows: Windows = { browser, scriptTexts, onError };
const source = await pageSource(address);
const { url, scripts } = source;
const global = globalThis as unknown as Record<string, unknown>;
const scope = new Scope(browser, browser.open(url.href), url, global);
scope.take({
  ...scope.globals(),
  ...windowGlobals(windows, scope),
  parent: global,
  top: global,
  opener: null,
});
// The platform's `Response` resolves against the page.
Object.defineProperty(globalThis, Symbol.for("undici.globalOrigin.1"), {
  value: url,
  writable: true,
  configurable: true,
});

const document = documentOf(elementContext(windows, scope, run), source);
const loaded = document.start();
for (const { name, source: text } of scripts) {
  run(text, name);
  if (!name.endsWith("/testharness.js")) continue;
  // The harness takes a global with a document for a window, and would write its results into it.
  scope.take(document.globals);
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
await loaded;
scope.fire("load");
