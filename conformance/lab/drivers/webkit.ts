import { execFile } from "node:child_process";
import { request } from "node:http";
import { createServer } from "node:net";
import {
  CommandChannel,
  DiagnosticLog,
  type Parsed,
  startBrowserProcess,
  TextSocket,
} from "@crosswalk/verify/laboratory";
import type { Diagnostic, Driver, DriverOptions } from "./driver.ts";
import { startLoopbackFence } from "./loopback-fence.ts";

const START_LIMIT = 30_000;

// The inspector's server hangs up on messages over 128 KiB. Characters may be escaped twice on their way.
const PIECE = 12_000;

/**
 * WebKitGTK's MiniBrowser on a screen of its own, over its remote inspector.
 *
 * NB: It is tempting to use WebKitWebDriver. It gives no console, and in automation mode MiniBrowser
 * does not write the console on its standard output either (2.50.6).
 */
export async function startWebKit(
  command: string,
  { firstPage, session = "persistent" }: DriverOptions,
): Promise<Driver> {
  const fence = await startLoopbackFence();
  const screen = await startBrowserProcess({
    command: "Xvfb",
    arguments: () => ["-displayfd", "3", "-screen", "0", "800x600x24", "-nolisten", "tcp"],
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const display = await new Promise<string>((resolve, reject) => {
    screen.child.stdio[3]!.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    screen.child.once("exit", () => reject(new Error("Xvfb ended")));
  });
  const port = await freePort();
  const browser = await startBrowserProcess({
    command,
    arguments: () => [
      "--ignore-tls-errors",
      "--autoplay-policy=allow",
      ...(session === "ephemeral" ? ["--private"] : []),
      `--proxy=${fence.url}`,
      ...fence.direct.map((host) => `--ignore-host=${host}`),
      firstPage,
    ],
    environment: {
      DISPLAY: `:${display}`,
      GDK_BACKEND: "x11",
      LIBGL_ALWAYS_SOFTWARE: "1",
      NO_AT_BRIDGE: "1",
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}`,
    },
    stdio: "ignore",
  });
  const log = new DiagnosticLog();
  let last: Diagnostic = { kind: "console", url: "", text: "" };
  let loaded: (() => void) | null = null;

  const path = await untilInspectable(port);
  const version = await libraryVersion(command, display);
  // Messages for the page travel in envelopes; the page's target changes with its process.
  let target = "";
  let targetChanged: (() => void) | null = null;
  const outer = new CommandChannel(
    (text) => socket.send(text),
    (method, parameters: Parsed) => {
      if (method === "Target.dispatchMessageFromTarget") {
        if (parameters.targetId === target) inner.receive(parameters.message);
      } else if (method === "Target.targetCreated") {
        if (parameters.targetInfo.isProvisional === true) return;
        target = parameters.targetInfo.targetId;
        targetChanged?.();
      } else if (method === "Target.didCommitProvisionalTarget") {
        target = parameters.newTargetId;
        inner.fail(new Error("the page changed its process"));
        targetChanged?.();
      }
    },
  );
  const inner = new CommandChannel(
    (message) => {
      outer.command("Target.sendMessageToTarget", { targetId: target, message }).catch(() => {});
    },
    (method, parameters: Parsed) => {
      if (method === "Console.messageAdded") {
        last = {
          kind: "console",
          url: parameters.message.url ?? "",
          text: parameters.message.text,
        };
        log.add(last);
      } else if (method === "Console.messageRepeatCountUpdated") {
        log.add(last);
      } else if (method === "Page.loadEventFired") {
        loaded?.();
      }
    },
  );
  const found = new Promise<void>((resolve) => (targetChanged = resolve));
  const socket = await TextSocket.connect(
    port,
    path,
    (text) => outer.receive(text),
    () => {
      inner.fail(new Error("the inspector hung up"));
    },
  );
  await found;
  const enable = async (): Promise<void> => {
    for (const domain of ["Page", "Console", "Runtime"])
      await inner.command(`${domain}.enable`, {});
  };
  await enable();
  browser.child.once("exit", () => inner.fail(new Error("MiniBrowser ended")));

  /** Hands a long expression over in pieces and returns one that evaluates them. */
  const shortened = async (expression: string): Promise<string> => {
    if (expression.length <= PIECE) return expression;
    await inner.command("Runtime.evaluate", { expression: 'globalThis.crosswalkPieces = ""' });
    for (let start = 0; start < expression.length; start += PIECE) {
      const piece = JSON.stringify(expression.slice(start, start + PIECE));
      await inner.command("Runtime.evaluate", { expression: `void (crosswalkPieces += ${piece})` });
    }
    return "(0, eval)(crosswalkPieces)";
  };
  const evaluate = async (expression: string): Promise<string> => {
    const { result: promise } = await inner.command("Runtime.evaluate", {
      expression: `Promise.resolve(${await shortened(expression)})`,
    });
    const { result, wasThrown } = await inner.command("Runtime.awaitPromise", {
      promiseObjectId: promise.objectId,
      returnByValue: true,
    });
    if (wasThrown === true) throw new Error(result.description ?? String(result.value));
    await inner.command("Runtime.releaseObject", { objectId: promise.objectId });
    return result.value;
  };
  return {
    name: "webkit",
    version,
    // A reason and the URL it belongs to come as two messages: cases must not run side by side.
    concurrency: 1,
    needsConnections: false,
    keepsHostRecords: false,
    async navigate(url) {
      if (url === firstPage) {
        while ((await evaluate("document.readyState")) !== "complete") {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return;
      }
      const changed = new Promise<"changed">(
        (resolve) => (targetChanged = () => resolve("changed")),
      );
      const done = new Promise<"loaded">((resolve) => (loaded = () => resolve("loaded")));
      inner.command("Page.navigate", { url }).catch(() => {});
      if ((await Promise.race([changed, done])) === "changed") {
        await enable();
        while ((await evaluate("document.readyState")) !== "complete") {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    },
    evaluate,
    async forget() {},
    installExtension: () => Promise.reject(new TypeError("MiniBrowser takes no extensions")),
    takeDiagnostics: () => log.take(evaluate),
    async close() {
      socket.close();
      await browser.stop();
      await screen.stop();
      await fence.close();
    },
  };
}

async function untilInspectable(port: number): Promise<string> {
  const start = Date.now();
  for (;;) {
    const page = await get(port).catch(() => "");
    const path = /\/socket\/\d+\/\d+\/WebPage/.exec(page)?.[0];
    if (path !== undefined) return path;
    if (Date.now() - start > START_LIMIT) throw new Error("MiniBrowser did not become inspectable");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The user agent string does not tell the library's version; the program does. */
function libraryVersion(command: string, display: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      ["--version"],
      { env: { ...process.env, DISPLAY: `:${display}` } },
      (error, output) => {
        const version = /(\d+\.\d+\.\d+)/.exec(output)?.[1];
        if (version === undefined) reject(error ?? new Error(`no version in ${output}`));
        else resolve(version);
      },
    );
  });
}

function get(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path: "/" }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => resolve(Buffer.concat(chunks).toString()));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });
}
