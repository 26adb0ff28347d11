import type { Scenario } from "@crosswalk/explain";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startChromium } from "../drivers/chromium.ts";
import type { Driver, StartOptions } from "../drivers/driver.ts";
import { startFirefox } from "../drivers/firefox.ts";
import type { BrowserName } from "../installed/browser-name.ts";
import { pageScript } from "../page-script.ts";
import type { Outcome } from "../page/outcome.ts";
import { type Certificate, generateCertificate } from "../server/certificate.ts";
import { freePort } from "../server/free-port.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../temporary-directory.ts";
import type { AddressMap } from "./address-map.ts";
import { blocker } from "./blocker.ts";
import { stage, type Staged, WORKER_PATH } from "./stage.ts";
import { type SeenMessage, StageServers } from "./stage-servers.ts";

/** What a browser did with a staged scenario. */
export interface Performance {
  /** Of the request itself. */
  readonly outcome: Outcome;
  /** What servers saw of it and of what came before, without its page. */
  readonly seen: readonly SeenMessage[];
  readonly console: readonly string[];
  /** Chromium alone: its name of what was wrong, and the URL. */
  readonly cors: readonly string[];
  /** Where the scenario's origins were. */
  readonly map: AddressMap;
}

// What is sent last arrives a moment later.
const SETTLE = 15;

// Nothing on a loopback address takes this long unless it never ends.
const LIMIT = 8000;

export interface StageBrowserOptions extends Pick<StartOptions, "command" | "signal"> {
  /**
   * What a user answers who is asked whether a page may ask his local network. Where it is given, pages of scenarios that are about that come
   * from the public network.
   */
  readonly localNetwork?: "denied" | "granted";
}

/** A browser that scenarios are performed in, one after the other. */
export class StageBrowser {
  readonly name: BrowserName;
  readonly #driver: Driver;
  readonly #certificate: Certificate;
  /** Where pages from the disk are. */
  readonly #directory: TemporaryDirectory;
  readonly #publicPort: number | null;

  private constructor(
    name: BrowserName,
    driver: Driver,
    certificate: Certificate,
    directory: TemporaryDirectory,
    publicPort: number | null,
  ) {
    this.name = name;
    this.#driver = driver;
    this.#certificate = certificate;
    this.#directory = directory;
    this.#publicPort = publicPort;
  }

  static async start(
    name: BrowserName,
    { localNetwork, ...options }: StageBrowserOptions,
  ): Promise<StageBrowser> {
    const certificate = generateCertificate();
    const { spkiFingerprint } = certificate;
    const publicPort = localNetwork === undefined ? null : await freePort();
    const start = {
      ...options,
      ...(localNetwork === undefined || publicPort === null
        ? {}
        : { localNetwork: { publicPort, permission: localNetwork } }),
      isConfined: true,
      spkiFingerprint,
    };
    const driver = await (name === "chromium" ? startChromium(start) : startFirefox(start));
    const directory = temporaryDirectory("crosswalk-pages-");
    return new StageBrowser(name, driver, certificate, directory, publicPort);
  }

  get version(): string {
    return this.#driver.version;
  }

  /** Performs one of `all`, which are the same scenario before and after changes; throws `NoPlace` where it can't be staged. */
  async perform(scenario: Scenario, all: readonly Scenario[]): Promise<Performance> {
    const servers = await StageServers.open(all, {
      certificate: this.#certificate,
      directory: this.#directory.path,
      publicPort: this.#publicPort,
    });
    try {
      return await this.#performOn(servers, scenario);
    } finally {
      await servers.close();
    }
  }

  async #performOn(servers: StageServers, scenario: Scenario): Promise<Performance> {
    const { map } = servers;
    const staged = stage(scenario, map);
    const driver = this.#driver;
    servers.begin(staged);
    this.#writeFiles(staged);
    await driver.forget();
    await driver.forgetCookies();
    for (const { url } of staged.visits) await driver.navigate(url);
    await driver.navigate(staged.pageUrl);
    try {
      if (staged.worker !== null) await driver.evaluate(REGISTER);
      const unblock = await this.#block(staged.blocked);
      try {
        return { ...(await this.#askOn(staged)), seen: servers.seen, map };
      } finally {
        await unblock();
      }
    } finally {
      // It would answer for whoever has this port next.
      if (staged.worker !== null) await driver.evaluate(UNREGISTER);
    }
  }

  /** Makes the requests in the page that is open. */
  async #askOn({ steps }: Staged): Promise<Pick<Performance, "outcome" | "console" | "cors">> {
    const driver = this.#driver;
    // What was said of pages before is none of this one's.
    await driver.takeDiagnostics();
    const outcome = JSON.parse(
      await driver.evaluate(
        // A page's policy may keep out a script that the page would need for this alone.
        `(globalThis.crosswalkVerify ?? (() => { ${pageScript}; return crosswalkVerify })())(${JSON.stringify(steps)}, ${LIMIT})`,
      ),
    ) as Outcome;
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    const said = await driver.takeDiagnostics();
    return {
      outcome,
      console: said.filter(({ kind }) => kind === "console").map(({ text }) => text),
      cors: said.filter(({ kind }) => kind === "cors").map(({ text, url }) => `${url} ${text}`),
    };
  }

  /** Installs what an ad blocker is: an extension that keeps URLs from being asked for. */
  async #block(urls: readonly string[]): Promise<() => Promise<void>> {
    if (urls.length === 0) return async () => {};
    const { path } = this.#directory;
    const folder = join(path, "blocker");
    mkdirSync(folder, { recursive: true });
    for (const [name, value] of Object.entries(blocker(urls)))
      writeFileSync(join(folder, name), JSON.stringify(value));
    return this.#driver.installExtension(folder);
  }

  /** A page from the disk, and what it asks for beside it. */
  #writeFiles({ pageUrl, steps }: Staged): void {
    for (const { url } of steps) if (url.startsWith("file:")) writeFileSync(new URL(url), "{}");
    if (pageUrl.startsWith("file:")) writeFileSync(new URL(pageUrl), FILE_PAGE);
  }

  async close(): Promise<void> {
    await this.#driver.close();
    this.#directory.remove();
  }
}

const REGISTER = `(async () => {
  const { serviceWorker } = navigator;
  const taken = new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve));
  await serviceWorker.register(${JSON.stringify(WORKER_PATH)});
  if (serviceWorker.controller === null) await taken;
  return "";
})()`;

const UNREGISTER = `(async () => {
  const all = await navigator.serviceWorker.getRegistrations();
  await Promise.all(all.map((one) => one.unregister()));
  return "";
})()`;

const FILE_PAGE = `<!doctype html><meta charset="utf-8"><body><script>${pageScript.replaceAll("</script", "<\\/script")}</script></body>`;
