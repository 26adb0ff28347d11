import vm from "node:vm";
import type { Browser } from "@crosswalk/browser";
import type { ScriptTexts } from "./script-transport.ts";

/** What windows and workers have in common in one run. */
export interface Windows {
  readonly browser: Browser;
  readonly scriptTexts: ScriptTexts;
  readonly onError: (message: string) => void;
}

export interface Realm {
  readonly global: Record<string, unknown>;
  readonly run: (source: string, name: string) => void;
}

/** What Node.js gives scripts that a browser gives them, too. */
const platform = [
  "AbortController",
  "AbortSignal",
  "Blob",
  "DOMException",
  "Event",
  "EventTarget",
  "FormData",
  "Headers",
  "MessageChannel",
  "ReadableStream",
  "Response",
  "TextDecoder",
  "TextEncoder",
  "URLSearchParams",
  "atob",
  "btoa",
  "clearTimeout",
  "console",
  "crypto",
  "performance",
  "queueMicrotask",
  "setTimeout",
  "structuredClone",
] as const;

/** Globals of their own, with a platform's among them. */
export function newRealm(onError: Windows["onError"]): Realm {
  const globals = platform.map((name) => [name, globalThis[name]] as const);
  const context = vm.createContext(Object.fromEntries<unknown>(globals));
  const global = vm.runInContext("globalThis", context) as Record<string, unknown>;
  const run = (source: string, name: string): void => {
    try {
      vm.runInContext(source, context, { filename: name });
    } catch (error) {
      onError(`${name}: ${String(error)}`);
    }
  };
  return { global, run };
}
