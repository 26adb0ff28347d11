import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserProcess, startBrowserProcess, withLastWords } from "./browser-process.ts";
import { CommandChannel, type Parsed } from "./command-channel.ts";
import type { Driver, LocalNetwork, StartOptions } from "./driver.ts";
import { DiagnosticLog } from "./fence.ts";
import { TextSocket } from "./web-socket.ts";

// What keeps the browser from calling home, and what else makes a recording depend on chance.
const PREFERENCES: Readonly<Record<string, boolean | number | string>> = {
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage": "about:blank",
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "devtools.console.stdout.content": false,
  "extensions.getAddons.cache.enabled": false,
  "media.autoplay.default": 0,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  // A preflight result older than its host's DNS record is dropped. The record is renewed once a
  // minute, which would strike a case now and then.
  "network.dnsCacheExpiration": 86_400,
  "network.dnsCacheExpirationGracePeriod": 86_400,
  "network.proxy.type": 0,
  "services.settings.server": "data:,",
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

// All but loopback addresses is asked of a proxy that is not there. WebRTC asks none, and is not there itself.
const LOOPBACK_ALONE: Readonly<Record<string, boolean | number | string>> = {
  "media.peerconnection.enabled": false,
  "network.auth.subresource-http-auth-allow": 0,
  // Else addresses of this machine are not asked of the proxy, whatever is listed.
  "network.proxy.allow_hijacking_localhost": true,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 4,
  "network.proxy.no_proxies_on": "localhost, 127.0.0.1, 127.0.0.2, [::1]",
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 4,
  "network.proxy.type": 1,
};

const START_LIMIT = 60_000;

/** Firefox over WebDriver BiDi, which it speaks by itself. */
export async function startFirefox(options: StartOptions): Promise<Driver> {
  const browser = await startBrowserProcess({
    command: options.command,
    arguments: (directory) => [
      "--headless",
      "--no-remote",
      "--profile",
      writeProfile(directory, options),
      "--remote-debugging-port=0",
    ],
    environment: { MOZ_CRASHREPORTER_DISABLE: "1" },
  });
  options.signal?.addEventListener("abort", () => void browser.stop(), { once: true });
  try {
    return await connect(browser);
  } catch (error) {
    throw await withLastWords(browser, error);
  }
}

async function connect(browser: BrowserProcess): Promise<Driver> {
  const port = await new Promise<number>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error("it opened no WebDriver BiDi")), START_LIMIT);
    browser.child.stderr!.on("data", () => {
      const match = /WebDriver BiDi listening on ws:\/\/[^:]+:(\d+)/.exec(browser.lastWords());
      if (match === null) return;
      clearTimeout(limit);
      resolve(Number(match[1]));
    });
    browser.child.once("exit", () => {
      clearTimeout(limit);
      reject(new Error("it ended"));
    });
  });
  browser.child.stdout!.resume();

  const log = new DiagnosticLog();
  let context = "";
  const socket = await TextSocket.connect(
    port,
    "/session",
    (text) => channel.receive(text),
    () => channel.end(new Error("it closed its connection")),
  );
  const channel = new CommandChannel(
    (text) => socket.send(text),
    (method, parameters: Parsed) => {
      if (method !== "log.entryAdded") return;
      log.add({ kind: "console", url: "", text: parameters.text ?? "" });
    },
  );
  browser.child.once("exit", () => channel.end(new Error("it ended")));
  const { capabilities } = await channel.command("session.new", {
    capabilities: { alwaysMatch: { acceptInsecureCerts: true } },
  });
  await channel.command("session.subscribe", { events: ["log.entryAdded"] });
  const tree = await channel.command("browsingContext.getTree", {});
  context = tree.contexts[0].context;
  const evaluate = async (expression: string): Promise<string> => {
    const answer = await channel.command("script.evaluate", {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
    return answer.result.value;
  };
  return {
    version: capabilities.browserVersion,
    async navigate(url) {
      await channel.command("browsingContext.navigate", { context, url, wait: "complete" });
    },
    evaluate,
    async forget() {},
    async forgetCookies() {
      await channel.command("storage.deleteCookies", {});
    },
    async installExtension(path) {
      const { extension } = await channel.command("webExtension.install", {
        extensionData: { type: "path", path },
      });
      return async () => {
        await channel.command("webExtension.uninstall", { extension });
      };
    },
    takeDiagnostics: () => log.take(evaluate),
    async close() {
      await Promise.race([
        channel.command("browser.close", {}).catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, 2000)),
      ]);
      socket.close();
      await browser.stop();
    },
  };
}

/** What the user answers to every page that would be asked about. */
function answersOf({ publicPort, permission }: LocalNetwork): typeof PREFERENCES {
  const answer = permission === "granted" ? 1 : 2;
  return {
    "network.lna.address_space.public.override": `127.0.0.1:${publicPort}`,
    "network.lna.blocking": true,
    "network.lna.enabled": true,
    "permissions.default.local-network": answer,
    "permissions.default.localhost": answer,
    "permissions.default.loopback-network": answer,
  };
}

function writeProfile(
  directory: string,
  { isConfined = false, localNames = [], localNetwork }: StartOptions,
): string {
  const profile = join(directory, "profile");
  const preferences = {
    ...PREFERENCES,
    ...(isConfined ? LOOPBACK_ALONE : {}),
    ...(localNames.length === 0 ? {} : { "network.dns.localDomains": localNames.join(",") }),
    ...(localNetwork === undefined ? {} : answersOf(localNetwork)),
  };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  mkdirSync(profile);
  writeFileSync(join(profile, "user.js"), lines.join(""));
  return profile;
}
