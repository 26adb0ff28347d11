import type { Browser, ConsoleListener, Page, PageOptions } from "@crosswalk/browser";
import type { PageName } from "../lab/case.ts";
import { heldUrl, type Level, levelsOf } from "../lab/page/held-documents.ts";
import { pageUrl } from "../lab/page/pages.ts";
import { replayOrigins } from "./origins.ts";

/** A document, and the outermost of those that hold it: itself where none does. */
export interface OpenedPage {
  readonly page: Page;
  readonly holder: Page;
}

/** A document that is as the laboratory serves it. */
export function openPage(browser: Browser, name: PageName, onConsole: ConsoleListener): OpenedPage {
  let holder: Page | null = null;
  // Whoever holds others is there before them.
  const open: Browser["open"] = (url, options) => {
    const page = browser.open(url, options);
    holder ??= page;
    return page;
  };
  const page = openInnermost({ open }, name, onConsole);
  return { page, holder: holder ?? page };
}

type Opener = Pick<Browser, "open">;

function openInnermost(browser: Opener, name: PageName, onConsole: ConsoleListener): Page {
  const url = pageUrl(name, replayOrigins);
  // As the laboratory serves its pages.
  const options = { noStore: true, onConsole };
  switch (name) {
    case "data":
    case "file":
      return browser.open(url, options);
    case "sandbox":
      return browser.open(url, { ...options, sandboxed: "sandbox allow-scripts" });
    case "b in a":
      return browser.open(`${replayOrigins.b}/lab/page`, {
        noStore: true,
        parent: browser.open(url, options),
      });
    case "c in a":
      return browser.open(`${replayOrigins.c}/lab/page`, {
        noStore: true,
        parent: browser.open(url, options),
      });
    case "data in a":
      return browser.open("data:text/html,x", { parent: browser.open(url, options) });
    case "b in s":
      return browser.open(`${replayOrigins.b}/lab/page`, {
        noStore: true,
        parent: browser.open(url, options),
      });
    case "srcdoc in a":
      return browser.open("about:srcdoc", { parent: browser.open(url, options) });
    case "blank in a":
      return browser.open("about:blank", { parent: browser.open(url, options) });
    case "blob in a":
      return browser.open(`blob:${replayOrigins.a}/0d1c7b9c-5a0e-4b9f-8d86-0123456789ab`, {
        parent: browser.open(url, options),
      });
    case "telling a":
    case "ephemeral":
      return browser.open(url, { ...options, referrerPolicy: "unsafe-url" });
    case "upgrading a":
    case "upgrading s":
    case "upgrading u":
      return browser.open(url, { ...options, upgradeInsecureRequests: true });
    default:
      return openHeld(browser, levelsOf(name), options);
  }
}

/** The documents from the outermost to the innermost, which is returned. */
function openHeld(browser: Opener, levels: readonly Level[], options: PageOptions): Page {
  return levels.reduceRight<Page | undefined>(
    (parent, { isSandboxed }, index) =>
      browser.open(heldUrl(levels.slice(0, index + 1), replayOrigins), {
        ...options,
        sandboxed: isSandboxed,
        ...(parent === undefined ? {} : { parent }),
      }),
    undefined,
  )!;
}
