import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startBrowserProcess } from "./browser-process.ts";
import { CommandChannel, type Parsed } from "./command-channel.ts";
import type { Driver } from "./driver.ts";
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

const START_LIMIT = 60_000;

/** Firefox over WebDriver BiDi, which it speaks by itself. */
export async function startFirefox({ command }: { readonly command: string }): Promise<Driver> {
  const browser = await startBrowserProcess({
    command,
    arguments: (directory) => [
      "--headless",
      "--no-remote",
      "--profile",
      writeProfile(directory),
      "--remote-debugging-port=0",
    ],
    environment: { MOZ_CRASHREPORTER_DISABLE: "1" },
  });
  const port = await new Promise<number>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error("Firefox did not start")), START_LIMIT);
    let text = "";
    browser.child.stderr!.on("data", (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-4000);
      const match = /WebDriver BiDi listening on ws:\/\/[^:]+:(\d+)/.exec(text);
      if (match === null) return;
      clearTimeout(limit);
      resolve(Number(match[1]));
    });
    browser.child.once("exit", () => reject(new Error(`Firefox ended: ${text}`)));
  });
  browser.child.stdout!.resume();

  const log = new DiagnosticLog();
  let context = "";
  const socket = await TextSocket.connect(port, "/session", (text) => channel.receive(text));
  const channel = new CommandChannel(
    (text) => socket.send(text),
    (method, parameters: Parsed) => {
      if (method !== "log.entryAdded") return;
      log.add({ kind: "console", url: "", text: parameters.text ?? "" });
    },
  );
  browser.child.once("exit", () => channel.fail(new Error("Firefox ended")));
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

function writeProfile(directory: string): string {
  const profile = join(directory, "profile");
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  mkdirSync(profile);
  writeFileSync(join(profile, "user.js"), lines.join(""));
  return profile;
}
