import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface WptServer {
  stop(): Promise<void>;
}

export const WPT_ORIGIN = "http://web-platform.test:8000";
export const WPT_SECURE_ORIGIN = "https://web-platform.test:8443";

/** Each port has a process of its own, and they are not there at the same time. */
const PORTS = { http: [8000, 8001], https: [8443, 8444] };

const PATIENCE = 60_000; // milliseconds until it must be there
const PAUSE = 50; // milliseconds between two looks at a port

/** Starts the tests' own server, which is plain Python, on loopback. */
export async function startWptServer(checkout: string): Promise<WptServer> {
  if (!existsSync(join(checkout, "wpt"))) {
    throw new Error(
      `WPT_DIR: ${checkout} holds no "wpt"; name a checkout of web-platform-tests/wpt`,
    );
  }
  for (const port of Object.values(PORTS).flat())
    if (await isListening(port))
      throw new Error(
        `WPT needs port ${port} of 127.0.0.1, on which something else listens: end it`,
      );
  const folder = mkdtempSync(join(tmpdir(), "crosswalk-wpt-"));
  const configuration = join(folder, "config.json");
  // By name, the server would look itself up.
  writeFileSync(
    configuration,
    JSON.stringify({ check_subdomains: false, server_host: "127.0.0.1", ports: PORTS }),
  );
  // Nothing is installed: packages are for WebTransport and DNS alone, which no test here needs.
  const withoutPackages = ["--venv", folder, "--skip-venv-setup"];
  const server = ["serve", "--no-h2", "--config", configuration];
  const child = spawn("python3", ["wpt", ...withoutPackages, ...server], {
    cwd: checkout,
    stdio: ["ignore", "pipe", "pipe"],
    // It starts processes of its own, which are ended with it.
    detached: true,
  });
  let output = "";
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // It is gone already.
    }
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const read = (data: unknown): void => {
    output = `${output}${String(data)}`.slice(-10_000);
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  let isGone = false;
  void ended.then(() => (isGone = true));
  const deadline = performance.now() + PATIENCE;
  try {
    for (const port of Object.values(PORTS).flat())
      while (!(await isListening(port))) {
        if (isGone) throw new Error(`wptserve ended:\n${output}`);
        if (performance.now() > deadline)
          throw new Error(`wptserve does not listen on port ${port}:\n${output}`);
        await delay(PAUSE);
      }
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const say = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => say(true)).once("error", () => say(false));
  });
}
