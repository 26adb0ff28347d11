import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface WptServer {
  stop(): Promise<void>;
}

export const WPT_ORIGIN = "http://web-platform.test:8000";
export const WPT_SECURE_ORIGIN = "https://web-platform.test:8443";

const PATIENCE = 60_000; // milliseconds until it must be there

/** Starts the tests' own server, which is plain Python, on loopback. */
export async function startWptServer(checkout: string): Promise<WptServer> {
  if (!existsSync(join(checkout, "wpt"))) {
    throw new Error(
      `WPT_DIR: ${checkout} holds no "wpt"; name a checkout of web-platform-tests/wpt`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "crosswalk-wpt-"));
  const configuration = join(folder, "config.json");
  // By name, the server would look itself up.
  writeFileSync(
    configuration,
    JSON.stringify({ check_subdomains: false, server_host: "127.0.0.1" }),
  );
  const child = spawn("python3", ["wpt", "serve", "--no-h2", "--config", configuration], {
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
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`wptserve is not there:\n${output}`)),
      PATIENCE,
    );
    const read = (data: unknown): void => {
      output = `${output}${String(data)}`.slice(-10_000);
      if (
        /Starting http server on http:\/\/(?:127\.0\.0\.1|web-platform\.test):8000/.test(output)
      ) {
        clearTimeout(timer);
        resolve();
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then(() => reject(new Error(`wptserve ended:\n${output}`)));
  });
  try {
    await ready;
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
