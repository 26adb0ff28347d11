import type { Readable, Writable } from "node:stream";
import { type BrowserProcess, startBrowserProcess, withLastWords } from "./browser-process.ts";
import { CommandChannel, type Parsed } from "./command-channel.ts";
import type { Driver, LocalNetwork, StartOptions } from "./driver.ts";
import { DiagnosticLog } from "./fence.ts";

export interface ChromiumOptions extends StartOptions {
  /** Of the certificate that the https origins present. */
  readonly spkiFingerprint: string;
  /** Which hosts lead where, as `--host-resolver-rules` has them; else of the machine's own, or all that there are. */
  readonly resolverRules?: string;
}

/** Chromium over the DevTools protocol. A pipe needs neither a port nor a WebSocket. */
export async function startChromium(options: ChromiumOptions): Promise<Driver> {
  const browser = await startBrowserProcess({
    command: options.command,
    // Never `--disable-web-security`: every cross-origin response would be basic, and all would agree.
    arguments: (directory) => [
      "--headless",
      // Nobody but root lacks a sandbox.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--remote-debugging-pipe",
      `--user-data-dir=${directory}/profile`,
      `--ignore-certificate-errors-spki-list=${options.spkiFingerprint}`,
      "--autoplay-policy=no-user-gesture-required",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--no-proxy-server",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // No system's store of passwords is to be asked for its key.
      "--password-store=basic",
      "--use-mock-keychain",
      ...(options.isConfined === true ? CONFINED : ["--disable-extensions"]),
      ...rulesOf(options).map((rules) => `--host-resolver-rules=${rules}`),
      ...(options.localNetwork === undefined ? [] : spacesOf(options.localNetwork)),
      "about:blank",
    ],
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
  });
  options.signal?.addEventListener("abort", () => void browser.stop(), { once: true });
  try {
    return await connect(browser, options.localNetwork);
  } catch (error) {
    throw await withLastWords(browser, error);
  }
}

// Names and numbers alike: what is not excluded is not found.
const LOOPBACK_ALONE =
  "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE 127.0.0.2, EXCLUDE [::1]";

function rulesOf({ resolverRules, localNames = [], isConfined }: ChromiumOptions): string[] {
  if (resolverRules !== undefined) return [resolverRules];
  const rules = localNames.map((name) => `MAP ${name} 127.0.0.1`);
  if (isConfined === true) rules.push(LOOPBACK_ALONE);
  return rules.length === 0 ? [] : [rules.join(", ")];
}

const CONFINED = [
  // Extensions are installed over the pipe alone, one for one performance.
  "--enable-unsafe-extension-debugging",
  // NB: WebRTC asks no resolver for a number: it sends its packets. Over a proxy alone it has none to send.
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
];

function spacesOf({ publicPort, localPort }: LocalNetwork): string[] {
  const local = localPort === undefined ? "" : `,127.0.0.1:${localPort}=local`;
  return [`--ip-address-space-overrides=127.0.0.1:${publicPort}=public${local}`];
}

// Of versions before 145 and since.
const PERMISSIONS = ["local-network-access", "local-network", "loopback-network"];

async function connect(browser: BrowserProcess, localNetwork?: LocalNetwork): Promise<Driver> {
  const input = browser.child.stdio[3] as Writable;
  const output = browser.child.stdio[4] as Readable;
  const log = new DiagnosticLog();
  const urls = new Map<string, string>();
  /** What a page asked for, whatever that led to; kept, because the log comes last. */
  const asked = new Map<string, string>();

  const channel = new CommandChannel(
    (text) => input.write(`${text}\0`),
    (method, parameters) => onEvent(method, parameters),
  );
  const listen = async (session: object, domains: readonly string[]): Promise<void> => {
    for (const domain of domains) await channel.command(`${domain}.enable`, {}, session);
  };
  /** A frame of another site is a target of its own, and so is one within that. */
  const attachToFrames = (session: object): Promise<unknown> =>
    channel.command(
      "Target.setAutoAttach",
      {
        autoAttach: true,
        waitForDebuggerOnStart: false,
        flatten: true,
        filter: [{ type: "iframe" }],
      },
      session,
    );
  const onEvent = (method: string, event: Parsed): void => {
    if (method === "Log.entryAdded") {
      // NB: What is said of a synchronous request that failed names the page.
      const url = asked.get(event.entry.networkRequestId) ?? event.entry.url ?? "";
      log.add({ kind: "console", url, text: event.entry.text });
    } else if (method === "Runtime.consoleAPICalled") {
      log.add({
        kind: "console",
        url: "",
        text: event.args.map((one: Parsed) => one.value).join(" "),
      });
    } else if (method === "Network.requestWillBeSent") {
      urls.set(event.requestId, event.request.url);
      if (event.redirectResponse === undefined) asked.set(event.requestId, event.request.url);
    } else if (method === "Network.loadingFailed") {
      const url = urls.get(event.requestId) ?? "";
      const cors = event.corsErrorStatus;
      const reason =
        cors === undefined ? event.errorText : `${cors.corsError} ${cors.failedParameter}`;
      const blocked = event.blockedReason === undefined ? "" : ` blocked:${event.blockedReason}`;
      log.add({ kind: "cors", url, text: `${event.type} ${reason}${blocked}` });
      urls.delete(event.requestId);
    } else if (method === "Network.loadingFinished") {
      urls.delete(event.requestId);
    } else if (method === "Target.attachedToTarget" && event.targetInfo.type === "iframe") {
      const session = { sessionId: event.sessionId };
      listen(session, ["Runtime", "Log", "Network"]).catch(() => {});
      attachToFrames(session).catch(() => {});
    } else if (method === "Page.loadEventFired") {
      loaded?.();
    }
  };
  let loaded: (() => void) | null = null;
  let rest = "";
  output.setEncoding("utf8");
  output.on("data", (chunk: string) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop()!;
    for (const message of messages) channel.receive(message);
  });
  browser.child.once("exit", () => channel.end(new Error("it ended")));
  input.on("error", () => channel.end(new Error("it closed its pipe")));

  const lost = new Promise<never>((_, reject) => {
    browser.child.once("exit", () => reject(new Error("it ended while a page loaded")));
  });
  lost.catch(() => {});

  for (const name of localNetwork === undefined ? [] : PERMISSIONS) {
    const setting = localNetwork?.permission;
    // A version knows its own.
    await channel
      .command("Browser.setPermission", { permission: { name }, setting })
      .catch(() => {});
  }
  const { product } = await channel.command("Browser.getVersion", {});
  const { targetId } = await channel.command("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await channel.command("Target.attachToTarget", { targetId, flatten: true });
  const session = { sessionId };
  await listen(session, ["Page", "Runtime", "Log", "Network"]);
  await attachToFrames(session);
  const evaluate = async (expression: string): Promise<string> => {
    const answer = await channel.command(
      "Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true },
      session,
    );
    if (answer.exceptionDetails !== undefined) {
      throw new Error(
        answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text,
      );
    }
    return answer.result.value;
  };
  return {
    version: product.replace(/^.*\//, ""),
    async navigate(url) {
      const done = new Promise<void>((resolve) => (loaded = resolve));
      const answer = await channel.command("Page.navigate", { url }, session);
      if (answer.errorText !== undefined) throw new Error(`${url}: ${answer.errorText}`);
      await Promise.race([done, lost]);
    },
    evaluate,
    async forget() {
      await channel.command("Network.clearBrowserCache", {}, session);
    },
    async forgetCookies() {
      await channel.command("Network.clearBrowserCookies", {}, session);
    },
    async installExtension(path) {
      const { id } = await channel.command("Extensions.loadUnpacked", { path });
      return async () => {
        await channel.command("Extensions.uninstall", { id });
      };
    },
    takeDiagnostics: () => log.take(evaluate),
    async close() {
      await Promise.race([
        channel.command("Browser.close", {}).catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, 1000)),
      ]);
      await browser.stop();
    },
  };
}
