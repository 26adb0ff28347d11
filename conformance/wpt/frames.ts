import type { Page } from "@crosswalk/browser";
import { documentOf, type ElementContext, type OpenedFrame } from "./elements.ts";
import { pageSource } from "./page-source.ts";
import { newRealm, type Realm, type Windows } from "./realm.ts";
import { Scope, type WindowView } from "./scope.ts";
import { workerClasses } from "./workers.ts";

interface Placement {
  readonly parent?: Scope;
  readonly opener?: Scope;
  readonly sandboxed?: boolean;
}

// It has no scripts but those that reach into it.
const EMPTY_DOCUMENT = { scripts: [], frames: [], others: [] };

/** What a window has among its globals and a worker has not, but for the document. */
export function windowGlobals(windows: Windows, scope: Scope): Record<string, unknown> {
  const open = (src: string): WindowView =>
    openWindow(windows, new URL(src, scope.url), { opener: scope }).frame.viewFrom(scope);
  return { window: scope.global, open, ...workerClasses(windows, scope) };
}

/** What the elements of a window's document stand on. */
export function elementContext(windows: Windows, scope: Scope, run: Realm["run"]): ElementContext {
  return {
    scope,
    openFrame: (src, sandboxed) =>
      openWindow(windows, new URL(src || "about:blank", scope.url), { parent: scope, sandboxed }),
    scriptTexts: windows.scriptTexts,
    run,
  };
}

function openWindow(
  windows: Windows,
  url: URL,
  { parent, opener, sandboxed = false }: Placement,
): OpenedFrame {
  const { global, run } = newRealm(windows.onError);
  const frame = new Scope(windows.browser, pageOf(windows, url, parent, sandboxed), url, global);
  frame.take({
    ...frame.globals(sandboxed),
    ...windowGlobals(windows, frame),
    parent: parent === undefined ? global : parent.viewFrom(frame),
    opener: opener?.viewFrom(frame) ?? null,
  });
  const load = async (): Promise<void> => {
    const isBlank = url.protocol === "about:";
    const source = isBlank ? EMPTY_DOCUMENT : await pageSource(url);
    const document = documentOf(elementContext(windows, frame, run), source);
    frame.take(document.globals);
    const loaded = document.start();
    for (const script of source.scripts) run(script.source, script.name);
    await loaded;
    frame.fire("load");
  };
  return { frame, loaded: load().catch((error: unknown) => windows.onError(String(error))) };
}

function pageOf(
  { browser }: Windows,
  url: URL,
  parent: Scope | undefined,
  sandboxed: boolean,
): Page {
  if (parent === undefined) return browser.open(url.href);
  // about:blank has its origin and its base URL of whoever made it.
  if (url.protocol === "about:") return parent.page;
  return browser.open(url.href, { parent: parent.page, sandboxed });
}
